/** What the comparison with exact guidance shows, as a sentence. Pure. */
import type { GuidanceAnswer } from '../../../../workers/evaluator';
import { decimal } from '../../../lib/numbers';
import * as words from '../../../words/train/guidance';

/** A difference is named where it is more than so many times what chance makes. */
const NAMED = 3;

export function guidanceFinding({ distances }: Pick<GuidanceAnswer, 'distances'>, scale: number): string {
  const { exactToPower, floor } = distances;
  const times = exactToPower / floor;
  if (scale === 1) return words.withoutGuidance;
  return times > NAMED
    ? words.differ(times < 10 ? decimal(times.toFixed(1)) : times.toFixed(0))
    : words.alike;
}
