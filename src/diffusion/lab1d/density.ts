/**
 * The density over time of a 1-D mixture: what the Process view draws as a heat map over (t, x), and the probability current
 * that makes it flow.
 */
import type { GaussianMixture } from '../../lib/mixture';
import { exactMixture } from '../exact/mixture';
import type { Process } from '../process';

/** Evenly spaced points, both ends included. */
export const grid = (from: number, to: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

/**
 * p_t(x) in closed form.
 * @returns [times, xs] row by row
 */
export function densityOverTime(
  mixture: GaussianMixture,
  process: Process,
  times: ArrayLike<number>,
  xs: Float64Array,
): Float64Array {
  const exact = exactMixture(mixture);
  const density = new Float64Array(times.length * xs.length);
  for (let row = 0; row < times.length; row++) {
    const values = density.subarray(row * xs.length, (row + 1) * xs.length);
    exact.logDensity(xs, process.level(times[row]), values);
    for (let i = 0; i < values.length; i++) values[i] = Math.exp(values[i]);
  }
  return density;
}

/**
 * The probability current J = f p - ½ g² ∂p/∂x = p (drift·x - ½ g² ∂log p/∂x), in ∂p/∂t = -∂J/∂x. J/p is the velocity of the
 * probability-flow ODE (Song et al. 2021, App. D.1).
 * @returns [times, xs] row by row
 */
export function currentOverTime(
  mixture: GaussianMixture,
  process: Process,
  times: ArrayLike<number>,
  xs: Float64Array,
): Float64Array {
  const exact = exactMixture(mixture);
  const current = densityOverTime(mixture, process, times, xs);
  const score = new Float64Array(xs.length);
  for (let row = 0; row < times.length; row++) {
    const { drift, diffusionSquared } = process.rates(times[row]);
    exact.score(xs, process.level(times[row]), score);
    for (let i = 0; i < xs.length; i++)
      current[row * xs.length + i] *= drift * xs[i] - 0.5 * diffusionSquared * score[i];
  }
  return current;
}
