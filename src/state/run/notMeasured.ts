/** The notice that a part of a run could not be measured. Loaded when that happens. */
import { messageOf } from '../../lib/diagnostic';
import * as words from '../../words/state/evaluation';
import type { Notices } from '../notices';

/** What is measured of a run: a notice says which part could not be. */
export type MeasuredPart = keyof typeof words.notMeasured;

/** @param side of Compare; empty in Train. With the part it is the subject of the notice. */
export function sayNotMeasured(
  notices: Pick<Notices, 'problem'>,
  part: MeasuredPart,
  side: string,
  error: unknown,
): void {
  notices.problem(words.notMeasured[part](side), words.trainingGoesOn(messageOf(error)), part + side);
}
