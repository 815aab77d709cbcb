/** The sentences about memorisation. Pure. */

import { differenceInterval } from '../../../../lib/wilson';
import { isWhole, type OnsetAt, onsetExponent } from '../../../../state/train/copyingStudy';
import type { MemorisationReport } from '../../../../types/memorisation';
import * as words from '../../../../words/train/memorise';

/** Of both sides together, as three standard deviations: a run is measured many times. */
const CONFIDENCE = 0.9973;

/** Whether more of the samples are copies than of fresh data, by more than the chance in both explains. */
export function memoriseFinding(report: MemorisationReport | undefined): string | null {
  if (!report) return null;
  const { share, floor, count, floorCount } = report.copies;
  const [low] = differenceInterval({ share, of: count }, { share: floor, of: floorCount }, CONFIDENCE);
  return low > 0
    ? words.copiesFound(share, floor)
    : words.noMoreCopies({ share, samples: count, floor, fresh: floorCount });
}

/** @param steps most training steps of a network */
export function studyFinding(onsets: readonly OnsetAt[], steps: number): string | null {
  const exponent = onsetExponent(onsets);
  const whole = onsets.filter(isWhole);
  if (exponent !== null) return words.grows(exponent, whole[0].examples, whole[whole.length - 1].examples);
  const last = onsets.findLast(({ mean }) => mean !== null);
  if (!last) return onsets.length > 0 ? words.neverBegins(onsets[0].examples, steps) : null;
  return words.begins(
    Math.round(last.mean!),
    last.examples,
    last.without > 0 ? { copying: last.steps.length, seeds: last.steps.length + last.without } : null,
  );
}
