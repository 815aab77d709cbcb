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

/**
 * Within this many floors samples are nearly like real data; beyond, a person sees the difference. The energy distance alone misses a disc
 * in the place of two circles, at 2.5 floors: its sliced Wasserstein distance is 1.6 to 2.1 floors, that of good samples 0.8 to 1.6.
 */
const NEAR = 3;
const NEAR_SLICED = 1.6;

export type Standing =
  | { readonly kind: 'alike' }
  | { readonly kind: 'near' | 'far' /** "4.2 times as far as real data" */; readonly text: string };

/**
 * How far samples are from real data, in words; null where the figure is of too few samples.
 * @param second of the same samples: points are alike, or near, by both distances
 */
export function standingOf(score: Score | null, second?: Score): Standing | null {
  if (!score || !isReliable(score) || !(score.floor > 0)) return null;
  const { value, floor, spread } = score;
  const sliced = second ? second.value / second.floor : 0; // of images it is a share: as large only by chance
  const isFar = sliced > NEAR_SLICED;
  const ratio = Math.max(value / floor, isFar ? sliced : 0);
  // within a standard deviation of the floor a difference from real data is chance
  if (!isFar && (value <= floor + (spread ?? 0) || ratio < 1.05)) return { kind: 'alike' };
  const times = ratio >= 10 ? count(ratio) : decimal(+ratio.toPrecision(2));
  return { kind: isFar || ratio > NEAR ? 'far' : 'near', text: words.timesAsFar(times) };
}
