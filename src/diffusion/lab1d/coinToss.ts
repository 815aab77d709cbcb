/**
 * Brownian motion as the limit of coin tosses (Donsker 1951): dx = a dt + b dw with each dw replaced by ±√dt. The mean a t and the
 * variance b² t are those of the limit at every number of tosses; the distribution of x(1) approaches the normal one.
 */
import { fillUniform } from '../../lib/rng';

export interface WalkOptions {
  /** Tosses from t = 0 to t = 1. */
  readonly tosses: number;
  /** a in dx = a dt + b dw, per unit of time. */
  readonly drift: number;
  /** b, per root of the unit of time. */
  readonly diffusion: number;
  readonly walkers: number;
  readonly seed: number;
}

/** @returns [walkers, tosses + 1] positions row by row, from x(0) = 0 */
export function coinWalks({ tosses, drift, diffusion, walkers, seed }: WalkOptions): Float64Array {
  const columns = tosses + 1;
  const positions = new Float64Array(walkers * columns);
  const dt = 1 / tosses;
  const [ahead, jump] = [drift * dt, diffusion * Math.sqrt(dt)];
  const draws = fillUniform(new Float64Array(walkers * tosses), { seed, stream: 'noise', step: 0 });
  for (let walker = 0; walker < walkers; walker++)
    for (let k = 0; k < tosses; k++) {
      const at = walker * columns + k;
      const toss = draws[walker * tosses + k] < 0.5 ? -1 : 1;
      positions[at + 1] = positions[at] + ahead + jump * toss;
    }
  return positions;
}

/** Mean and variance of one column of positions. */
export function momentsAt(
  positions: Float64Array,
  columns: number,
  column: number,
): { readonly mean: number; readonly variance: number } {
  const walkers = positions.length / columns;
  let [sum, squares] = [0, 0];
  for (let i = column; i < positions.length; i += columns) sum += positions[i];
  const mean = sum / walkers;
  for (let i = column; i < positions.length; i += columns) squares += (positions[i] - mean) ** 2;
  return { mean, variance: squares / walkers };
}

/** log n! for n = 0 … most. */
function logFactorials(most: number): Float64Array {
  const logs = new Float64Array(most + 1);
  for (let n = 1; n <= most; n++) logs[n] = logs[n - 1] + Math.log(n);
  return logs;
}

/** The standard normal distribution function, by Simpson's rule from 0. */
function normalCdf(z: number): number {
  const intervals = 2 * Math.ceil(20 * Math.abs(z) + 1);
  const h = z / intervals;
  let sum = 0;
  for (let i = 0; i <= intervals; i++) {
    const weight = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-0.5 * (i * h) ** 2);
  }
  return 0.5 + (sum * h) / (3 * Math.sqrt(2 * Math.PI));
}

/**
 * How far x(1) of the walk is from the normal distribution: the largest difference of the two distribution functions
 * (Kolmogorov's distance), from the binomial distribution. No sampling. About 0.399/√tosses (Berry 1941, Esseen 1942).
 */
export function distanceToNormal(tosses: number): number {
  const logs = logFactorials(tosses);
  let [below, largest] = [0, 0];
  for (let heads = 0; heads <= tosses; heads++) {
    const normal = normalCdf((2 * heads - tosses) / Math.sqrt(tosses));
    const share = Math.exp(logs[tosses] - logs[heads] - logs[tosses - heads] - tosses * Math.LN2);
    largest = Math.max(largest, Math.abs(below - normal), Math.abs(below + share - normal));
    below += share;
  }
  return largest;
}
