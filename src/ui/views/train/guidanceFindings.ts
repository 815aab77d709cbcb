/** What the comparison with exact guidance shows, as a sentence. Pure. */
import type { GuidanceAnswer } from '../../../../workers/evaluator';

/** A difference is named where it is more than so many times what chance makes. */
const NAMED = 3;

export function guidanceFinding({ distances }: Pick<GuidanceAnswer, 'distances'>, scale: number): string {
  const { exactToPower, floor } = distances;
  const times = exactToPower / floor;
  if (scale === 1) return 'With guidance 1 the density is that of the class';
  if (times > NAMED)
    return `Guided samples are not those of p(x)¹⁻ʷ p(x|c)ʷ: ${times < 10 ? times.toFixed(1) : times.toFixed(0)} times the distance that chance makes`;
  return 'Guided samples cannot be distinguished from p(x)¹⁻ʷ p(x|c)ʷ here';
}

/** Both are sampled alike: the network, and the exact field. */
export const clippingText = (clipped: boolean): string =>
  clipped ? 'x̂₀ clipped to the range of the data in network and exact guidance' : 'x̂₀ not clipped';
