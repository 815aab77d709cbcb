/**
 * The distribution of one coordinate of a Gaussian mixture where the other is known. Components are round, so each has the same marginal
 * whatever the other coordinate is: p(y | x) = Σ r_k(x) N(μ_k,y, s_k²), with r_k(x) ∝ w_k N(x; μ_k,x, s_k²).
 */
import type { GaussianMixture } from '../../lib/mixture';

/** A coordinate of a point in the plane, 0 or 1, that is known, and its value. */
export interface KnownCoordinate {
  readonly axis: 0 | 1;
  readonly value: number;
}

/** Components with less of the weight are left out: together they change no figure that is shown. */
const NEGLIGIBLE = 1e-9;

/** @returns the mixture of the other coordinate, in one dimension; far from all data too, where the nearest component has all the weight */
export function conditionalMixture(
  { weights, means, stds }: GaussianMixture,
  { axis, value }: KnownCoordinate,
): GaussianMixture {
  const logs = weights.map(
    (weight, k) => Math.log(weight / stds[k]) - 0.5 * ((value - means[k][axis]) / stds[k]) ** 2,
  );
  const largest = logs.reduce((a, b) => Math.max(a, b));
  const shares = logs.map((log) => Math.exp(log - largest));
  const total = shares.reduce((a, b) => a + b);
  const relevant = [...shares.keys()].filter((k) => shares[k] / total > NEGLIGIBLE);
  return {
    weights: relevant.map((k) => shares[k] / total),
    means: relevant.map((k) => [means[k][1 - axis]]),
    stds: relevant.map((k) => stds[k]),
  };
}
