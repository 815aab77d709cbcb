/**
 * One step x ← a x + b ε, repeated: a discrete process with two free numbers. Ho's chain has a = √(1-β), b = √β, so that
 * a² + b² = 1; NCSN, a variance-exploding process, has a = 1 (Song et al. 2021, Section 3.4).
 */
import { fillNormal } from '../../lib/rng';

export interface Pair {
  /** The factor of the state. */
  readonly a: number;
  /** The deviation of the noise that is added. */
  readonly b: number;
}

/** Var[x_k] from Var[x_0]: v ← a² v + b², k = 0 … steps. @returns [steps + 1] */
export function variances({ a, b }: Pair, first: number, steps: number): Float64Array {
  const values = new Float64Array(steps + 1);
  values[0] = first;
  for (let k = 0; k < steps; k++) values[k + 1] = a * a * values[k] + b * b;
  return values;
}

/** Where the variance goes: b²/(1 - a²) for |a| < 1; where |a| = 1 without noise it stays at `first`. */
export function limitVariance({ a, b }: Pair, first: number): number {
  if (Math.abs(a) < 1) return (b * b) / (1 - a * a);
  return Math.abs(a) === 1 && b === 0 ? first : Number.POSITIVE_INFINITY;
}

/** The factor of x_0 in the mean of x_k: a^k. */
export const memory = ({ a }: Pair, steps: number): number => a ** steps;

/** Steps after which half of the start is left: ln ½ / ln |a|; ∞ where |a| is 1 or more. */
export function halfLife({ a }: Pair): number {
  const size = Math.abs(a);
  if (size >= 1) return Number.POSITIVE_INFINITY;
  return size === 0 ? 0 : Math.log(0.5) / Math.log(size);
}

export interface PairWalkOptions {
  /** [walkers] */
  readonly starts: Float64Array;
  readonly steps: number;
  readonly seed: number;
}

/** @returns [walkers, steps + 1] positions row by row */
export function pairWalks({ a, b }: Pair, { starts, steps, seed }: PairWalkOptions): Float64Array {
  const columns = steps + 1;
  const positions = new Float64Array(starts.length * columns);
  const noise = fillNormal(new Float64Array(starts.length * steps), { seed, stream: 'noise', step: 1 });
  starts.forEach((start, walker) => {
    const first = walker * columns;
    positions[first] = start;
    for (let k = 0; k < steps; k++)
      positions[first + k + 1] = a * positions[first + k] + b * noise[walker * steps + k];
  });
  return positions;
}
