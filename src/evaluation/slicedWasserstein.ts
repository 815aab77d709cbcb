/** The sliced Wasserstein distance is how far points must move to match another set, projected on a line and averaged over directions. */

import type { Rng } from '../lib/rng';
import { finish } from './energyDistance';
import { standardError } from './standardError';

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

/** Points of `a` from which its standard error is estimated, to a tenth of itself. */
const ERROR_POINTS = 128;

/**
 * The integral of sign(F_a - F_b), the Kantorovich potential up to a constant and its sign, at each value of `a`; F is the share of a
 * set below a place.
 * @param a [n] and @param b [m], sorted
 * @param out [n]
 */
function potential(a: Float64Array, b: Float64Array, out: Float64Array): Float64Array {
  let [i, j, sum, sign] = [0, 0, 0, 0];
  let place = Math.min(a[0], b[0]);
  while (i < a.length) {
    const next = j < b.length ? Math.min(a[i], b[j]) : a[i];
    sum += sign * (next - place);
    place = next;
    for (; i < a.length && a[i] === next; i++) out[i] = sum;
    while (j < b.length && b[j] === next) j++;
    sign = Math.sign(i * b.length - j * a.length);
  }
  return out;
}

/** The index of the first value that is not less. @param sorted [n], which has it */
function indexOf(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The standard error of {@link slicedWasserstein1} that the draw of `a` causes, by the delta method: the deviation over points of `a` of
 * their mean potential on the lines, over √n. The draw of `b` is not in it: figures that are compared have one `b`.
 * @param a [n, 2] independent draws and @param b [m, 2]
 * @param rng stream 'projection'
 */
export function slicedWasserstein1Error(
  a: Float32Array,
  b: Float32Array,
  projections: number,
  rng: Rng,
): number {
  const n = a.length / 2;
  const [sortedA, sortedB] = [new Float64Array(n), new Float64Array(b.length / 2)];
  const ofA = new Float64Array(n);
  const values = new Float64Array(Math.min(n, ERROR_POINTS));
  for (let k = 0; k < projections; k++) {
    const angle = (Math.PI * (k + rng.uniform())) / projections;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    potential(project(a, cos, sin, sortedA), project(b, cos, sin, sortedB), ofA);
    for (let r = 0; r < values.length; r++) {
      const i = Math.floor((r * n) / values.length);
      values[r] += ofA[indexOf(sortedA, cos * a[2 * i] + sin * a[2 * i + 1])] / projections;
    }
  }
  return standardError(values) * Math.sqrt(values.length / n);
}
