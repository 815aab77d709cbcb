/** How the page says a quality: with its number of samples, beside real data, and not at all where the samples are too few. Pure. */
import { isReliable } from '../state/score';
import type { Score } from '../types/score';
import * as words from '../words/findings';
import { count, decimal, figure } from './format';

/** "floor 0.0031 ± 0.0016 (two sets of real data), n = 2,000": what stands beside a figure, with what its floor is. */
export const besideText = ({ floor, spread, n }: Score): string => words.besideText(floor, spread, n);

/** "0.0042, floor 0.0031 ± 0.0016 (two sets of real data), n = 2,000", or that the samples are too few. */
export const scoreText = (score: Score): string =>
  isReliable(score) ? `${figure(score.value)}, ${besideText(score)}` : tooFewText(score.n);

/** "16 images: too few to measure". */
export const tooFewText = (images: number): string => words.tooFew(images);

/** Within this many floors samples are nearly like real data; beyond, a person sees the difference. */
const NEAR = 3;
/** Standard deviations of the floor within which a difference from real data is chance. */
const DEVIATIONS = 1;

export type Standing =
  | { readonly kind: 'alike' }
  | { readonly kind: 'near' | 'far' /** "4.2 times as far as real data" */; readonly text: string };

/** How far samples are from real data, in words; null where the figure is of too few samples. */
export function standingOf(score: Score | null): Standing | null {
  if (!score || !isReliable(score) || !(score.floor > 0)) return null;
  const { value, floor, spread } = score;
  const ratio = value / floor;
  if (value <= floor + DEVIATIONS * (spread ?? 0) || ratio < 1.05) return { kind: 'alike' };
  const times = ratio >= 10 ? count(ratio) : decimal(+ratio.toPrecision(2));
  return { kind: ratio <= NEAR ? 'near' : 'far', text: words.timesAsFar(times) };
}
