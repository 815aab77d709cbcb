/**
 * A Gaussian mixture is a weighted sum of round bumps: the one family of distributions whose noised density, score and best
 * noise guess are known exactly at every level of noise.
 */

import type { Rng } from './rng';

/** K components in D dimensions, each round (covariance `stds[k]`² times the identity). */
export interface GaussianMixture {
  /** [K] positive, summing to 1 */
  readonly weights: readonly number[];
  /** [K][D] */
  readonly means: readonly (readonly number[])[];
  /** [K] standard deviation along every axis, positive */
  readonly stds: readonly number[];
  /** [K] class of each component, where the components have classes. */
  readonly labels?: readonly number[];
}

/** Log density at one point [D], by log-sum-exp, so that it stays finite far from every mean. */
export function mixtureLogDensity({ weights, means, stds }: GaussianMixture, x: ArrayLike<number>): number {
  const terms = weights.map((weight, k) => {
    let squared = 0;
    for (let d = 0; d < x.length; d++) squared += (x[d] - means[k][d]) ** 2;
    const variance = stds[k] * stds[k];
    return Math.log(weight) - squared / (2 * variance) - 0.5 * x.length * Math.log(2 * Math.PI * variance);
  });
  const largest = terms.reduce((a, b) => Math.max(a, b));
  return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0));
}

/**
 * @param labels [n] receives the class of each draw
 * @returns [n, D] row-major draws
 */
export function sampleMixture(
  { weights, means, stds, labels: classes }: GaussianMixture,
  n: number,
  rng: Rng,
  labels?: Int32Array,
): Float32Array {
  const dimension = means[0].length;
  const points = new Float32Array(n * dimension);
  for (let i = 0; i < n; i++) {
    let left = rng.uniform();
    let k = 0;
    while (k < weights.length - 1 && left >= weights[k]) left -= weights[k++];
    if (labels) labels[i] = classes?.[k] ?? 0;
    for (let d = 0; d < dimension; d++) points[i * dimension + d] = means[k][d] + stds[k] * rng.normal();
  }
  return points;
}
