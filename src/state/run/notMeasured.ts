/** The notice that a part of a run could not be measured. Loaded when that happens. */
import { messageOf } from '../../lib/diagnostic';
import { asSentence } from '../../lib/numbers';
import * as words from '../../words/state/evaluation';
import type { Notices } from '../notices';
import type { RunState } from './run';

/** What is measured of a run: a notice says which part could not be. */
export type MeasuredPart = keyof typeof words.notMeasured;

/**
 * Says nothing of a model whose table is not open: there is nothing to measure it by, as its own notice says.
 * @param side of Compare; empty in Train. With the part it is the subject of the notice.
 */
export function sayNotMeasured(
  notices: Pick<Notices, 'problem'>,
  part: MeasuredPart,
  side: string,
  error: unknown,
  { source, phase }: Pick<RunState, 'source' | 'phase'>,
): void {
  if (source?.kind === 'learned-points') return;
  const reason = phase === 'training' ? words.trainingGoesOn : asSentence;
  notices.problem(words.notMeasured[part](side), reason(messageOf(error)), part + side);
}
