/** The sentences about memorisation. Pure. */
import { type OnsetAt, onsetExponent } from '../../../../state/train/copyingStudy';
import type { MemorisationReport } from '../../../../types/memorisation';
import * as words from '../../../../words/train/memorise';

/** Deviations by which a share of copies has to exceed that of fresh data. */
const DEVIATIONS = 3;

export function memoriseFinding(report: MemorisationReport | undefined): string | null {
  if (!report) return null;
  const { share, floor, spread, count } = report.copies;
  // of few samples one copy more than of fresh data is no finding
  const chance = Math.max(DEVIATIONS * spread, 1 / count);
  return share > floor + chance ? words.copiesFound(share, floor) : words.noMoreCopies(share, floor);
}

/** @param steps most training steps of a network */
export function studyFinding(onsets: readonly OnsetAt[], steps: number): string | null {
  const known = onsets.filter(({ mean }) => mean !== null);
  const exponent = onsetExponent(onsets);
  const whole = onsets.filter(({ mean, without }) => mean !== null && without === 0);
  if (exponent !== null) return words.grows(exponent, whole[0].examples, whole[whole.length - 1].examples);
  const last = known.at(-1);
  if (last) return words.begins(Math.round(last.mean!), last.examples);
  return onsets.length > 0 ? words.neverBegins(onsets[0].examples, steps) : null;
}
