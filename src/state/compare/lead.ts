/** The leading side: the claim that two series of measurements support, and no more. Pure. */

import type { Score } from '../../types/score';
import { deviationOf, isReliable } from '../score';

/** A score at one training step. */
export interface ScoreAtStep {
  readonly step: number;
  readonly score: Score;
}

/** The scores of both models at one step. */
export interface Pairing {
  readonly step: number;
  readonly a: Score;
  readonly b: Score;
}

/** The difference of two measurements has √2 times their standard deviation; twice that is taken as more than chance. */
const CHANCE = 2 * Math.SQRT2;

/** Whether two scores may stand side by side: the same measure of equally many samples, and of enough. */
export const isComparable = (a: Score, b: Score): boolean =>
  a.kind === b.kind && a.n === b.n && isReliable(a) && isReliable(b);

/**
 * The largest difference of two scores that chance explains: by the spread at the floor, or, far from the data, by their standard errors.
 * Sides that share their noise differ by less; the errors are those of draws of their own.
 */
const chanceOf = (a: Score, b: Score): number =>
  Math.max(CHANCE * Math.max(deviationOf(a), deviationOf(b)), 2 * Math.hypot(a.error ?? 0, b.error ?? 0));

/**
 * The one verdict on two scores, for the table, the headlines and the chart.
 * @returns the better side, or 'none' where the difference is not larger than its spread; null where the scores are not comparable
 */
export function verdictOf({ a, b }: Pick<Pairing, 'a' | 'b'>): 'a' | 'b' | 'none' | null {
  if (!isComparable(a, b)) return null;
  if (!(Math.abs(b.value - a.value) > chanceOf(a, b))) return 'none';
  return b.value < a.value ? 'b' : 'a';
}

/** The steps at which both have comparable measurements, in order; of several at one step the newest, since samples may be drawn anew. */
export function pairings(a: readonly ScoreAtStep[], b: readonly ScoreAtStep[]): Pairing[] {
  const byStep = (series: readonly ScoreAtStep[]) => new Map(series.map(({ step, score }) => [step, score]));
  const ofB = byStep(b);
  return [...byStep(a)]
    .flatMap(([step, score]) => {
      const other = ofB.get(step);
      return other && isComparable(score, other) ? [{ step, a: score, b: other }] : [];
    })
    .sort((p, q) => p.step - q.step);
}

/** The last score of a frozen model, repeated at each step of the other, so that the two series can be paired. */
export function repeatedAt<T extends ScoreAtStep>(
  frozen: readonly T[],
  other: readonly ScoreAtStep[],
): readonly T[] {
  const last = frozen.at(-1);
  return last && other.length > 0 ? other.map(({ step }) => ({ ...last, step })) : frozen;
}

/** The measurements with the present sampling, once they are of two training steps; else those with the earlier one, where there are any. */
export function ofOneSampling<T extends ScoreAtStep & { readonly earlierSampling?: boolean }>(
  series: readonly T[],
): readonly T[] {
  const earlier = series.filter(({ earlierSampling }) => earlierSampling);
  const present = series.filter(({ earlierSampling }) => !earlierSampling);
  return earlier.length === 0 || new Set(present.map(({ step }) => step)).size > 1 ? present : earlier;
}

export interface Lead {
  /** Null where the measure cannot tell the two apart at the end. */
  readonly ahead: 'a' | 'b' | null;
  /** The first measured step of the unbroken lead, each difference of which is larger than its spread. */
  readonly since: number;
  /** True where the lead holds at every measurement after the first step. */
  readonly always: boolean;
}

/** Fewer measurements than this in a row are no trend. */
const LEAST = 3;

/** A run draws its first samples after its first step, when both networks are still as good as untrained. */
const FIRST_STEP = 1;

/** Whether a measurement is of networks that are as good as untrained: which of them is better says nothing of their settings. */
export const isUntrained = (step: number): boolean => step === FIRST_STEP;

/** @returns the side that leads at the end and since when; null where the series support no claim */
export function leadOf(pairs: readonly Pairing[]): Lead | null {
  const trained = pairs.filter(({ step }) => step > FIRST_STEP);
  const verdicts = trained.map(verdictOf);
  const last = verdicts.at(-1);
  if (!last) return null;
  const first = verdicts.findLastIndex((verdict) => verdict !== last) + 1;
  if (trained.length - first < LEAST) return null;
  const since = trained[first].step;
  return last === 'none'
    ? { ahead: null, since, always: false }
    : { ahead: last, since, always: first === 0 };
}

/** The last comparable measurements of both at one step; null where there are none. */
export function lastPair<T extends ScoreAtStep>(
  a: readonly T[],
  b: readonly T[],
): { readonly a: T; readonly b: T } | null {
  const last = pairings(a, b).at(-1);
  if (!last) return null;
  const at = (series: readonly T[]) => series.findLast(({ step }) => step === last.step)!;
  return { a: at(a), b: at(b) };
}
