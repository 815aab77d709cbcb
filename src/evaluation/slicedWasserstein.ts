/** The sliced Wasserstein distance is how far points must move to match another set, projected on a line and averaged over directions. */

import type { Rng } from '../lib/rng';
import { finish } from './energyDistance';

export const DEFAULT_PROJECTIONS = 128;

function project(points: Float32Array, cos: number, sin: number, out: Float64Array): Float64Array {
  for (let i = 0; i < out.length; i++) out[i] = cos * points[2 * i] + sin * points[2 * i + 1];
  return out.sort();
}

/**
 * W1 on a line: the area between two quantile functions, which are steps of width 1/n and 1/m.
 * @param a [n] and @param b [m], sorted
 */
export function wasserstein1Sorted(a: Float64Array, b: Float64Array): number {
  let area = 0;
  let i = 0;
  let j = 0;
  let reached = 0;
  while (i < a.length && j < b.length) {
    const endOfA = (i + 1) * b.length; // both ends in units of 1/(n m), so that equal ends are equal numbers
    const endOfB = (j + 1) * a.length;
    const end = Math.min(endOfA, endOfB);
    area += Math.abs(a[i] - b[j]) * (end - reached);
    reached = end;
    if (endOfA === end) i++;
    if (endOfB === end) j++;
  }
  return area / (a.length * b.length);
}

/**
 * Sliced W1 (Rabin et al. 2011; Bonneel et al. 2015): the mean of W1 over `projections` directions, one at random in each of as
 * many equal sectors of the half circle.
 * @param a [n, 2] and @param b [m, 2]; n and m may differ
 * @param rng stream 'projection'
 * @yields the share of the work that is done, after each direction; @returns the distance
 */
export function* slicedWasserstein1Steps(
  a: Float32Array,
  b: Float32Array,
  projections: number,
  rng: Rng,
): Generator<number, number> {
  if (a.length < 2 || b.length < 2 || a.length % 2 || b.length % 2 || !(projections >= 1)) {
    throw new RangeError(
      `sliced Wasserstein: got ${a.length} and ${b.length} numbers and ${projections} projections, expected points [n, 2] and at least 1 projection`,
    );
  }
  const projectedA = new Float64Array(a.length / 2);
  const projectedB = new Float64Array(b.length / 2);
  let sum = 0;
  for (let k = 0; k < projections; k++) {
    const angle = (Math.PI * (k + rng.uniform())) / projections;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    sum += wasserstein1Sorted(project(a, cos, sin, projectedA), project(b, cos, sin, projectedB));
    yield (k + 1) / projections;
  }
  return sum / projections;
}

/** {@link slicedWasserstein1Steps}, all at once. */
export function slicedWasserstein1(a: Float32Array, b: Float32Array, projections: number, rng: Rng): number {
  return finish(slicedWasserstein1Steps(a, b, projections, rng));
}
