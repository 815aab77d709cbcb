/**
 * The Fréchet distance compares two sets of features as if both were Gaussian: |μa - μb|² + tr(A + B - 2 (A^½ B A^½)^½)
 * (Dowson & Landau 1982; for images Heusel et al. 2017, with this project's own small classifier in place of Inception).
 */

/** Mean and covariance of a set of features, float64. */
export interface Moments {
  readonly dim: number;
  readonly count: number;
  readonly mean: Float64Array;
  /** [dim, dim], unbiased (divided by count - 1). */
  readonly covariance: Float64Array;
}

/**
 * @param features [n, dim], n at least 2
 * @throws RangeError when there are fewer than two points
 */
export function momentsOf(features: ArrayLike<number>, dim: number): Moments {
  const count = features.length / dim;
  if (!Number.isInteger(count) || count < 2) {
    throw new RangeError(`${features.length} values are not two or more points of ${dim} features`);
  }
  const mean = new Float64Array(dim);
  for (let n = 0; n < count; n++) for (let i = 0; i < dim; i++) mean[i] += features[n * dim + i] / count;
  const covariance = new Float64Array(dim * dim);
  const centred = new Float64Array(dim);
  for (let n = 0; n < count; n++) {
    for (let i = 0; i < dim; i++) centred[i] = features[n * dim + i] - mean[i];
    for (let i = 0; i < dim; i++)
      for (let j = 0; j <= i; j++) covariance[i * dim + j] += (centred[i] * centred[j]) / (count - 1);
  }
  for (let i = 0; i < dim; i++) for (let j = 0; j < i; j++) covariance[j * dim + i] = covariance[i * dim + j];
  return { dim, count, mean, covariance };
}

/** @returns the squared distance, in squared feature units; 0 for equal moments. It grows as samples get fewer: state the floor. */
export function frechetDistance(a: Moments, b: Moments): number {
  if (a.dim !== b.dim)
    throw new RangeError(`features of ${a.dim} and of ${b.dim} dimensions cannot be compared`);
  const { dim } = a;
  let distance = 0;
  for (let i = 0; i < dim; i++) {
    distance += (a.mean[i] - b.mean[i]) ** 2;
    distance += a.covariance[i * dim + i] + b.covariance[i * dim + i];
  }
  const root = squareRoot(a.covariance, dim);
  const product = multiply(multiply(root, b.covariance, dim), root, dim);
  const { values } = symmetricEigen(product, dim);
  for (const value of values) distance -= 2 * Math.sqrt(Math.max(value, 0));
  return Math.max(distance, 0); // rounding can leave -1e-14 where both are equal
}

/** The symmetric square root of a positive semi-definite matrix. */
function squareRoot(matrix: Float64Array, dim: number): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, dim);
  const out = new Float64Array(dim * dim);
  for (let k = 0; k < dim; k++) {
    const root = Math.sqrt(Math.max(values[k], 0));
    for (let i = 0; i < dim; i++)
      for (let j = 0; j < dim; j++) out[i * dim + j] += root * vectors[i * dim + k] * vectors[j * dim + k];
  }
  return out;
}

function multiply(a: Float64Array, b: Float64Array, dim: number): Float64Array {
  const out = new Float64Array(dim * dim);
  for (let i = 0; i < dim; i++)
    for (let k = 0; k < dim; k++)
      for (let j = 0; j < dim; j++) out[i * dim + j] += a[i * dim + k] * b[k * dim + j];
  return out;
}

const MOST_SWEEPS = 60;

/**
 * Cyclic Jacobi rotations (Golub & Van Loan, Matrix Computations, 8.5): slow next to tridiagonal methods, and exact to the last bits.
 * @param matrix [dim, dim]; only its symmetric part counts
 * @returns values [dim], unordered, and vectors [dim, dim], one in each column
 */
export function symmetricEigen(
  matrix: Float64Array,
  dim: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = new Float64Array(dim * dim);
  const vectors = new Float64Array(dim * dim);
  let norm = 0;
  for (let i = 0; i < dim; i++) {
    vectors[i * dim + i] = 1;
    for (let j = 0; j < dim; j++) {
      a[i * dim + j] = (matrix[i * dim + j] + matrix[j * dim + i]) / 2;
      norm += a[i * dim + j] ** 2;
    }
  }
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let off = 0;
    for (let p = 0; p < dim; p++) for (let q = 0; q < p; q++) off += a[p * dim + q] ** 2;
    if (off <= 1e-30 * norm) break;
    for (let p = 1; p < dim; p++) for (let q = 0; q < p; q++) rotate(a, vectors, dim, p, q);
  }
  return { values: Float64Array.from({ length: dim }, (_, i) => a[i * dim + i]), vectors };
}

/** Rotates the plane (p, q) so that a[p, q] becomes 0. */
function rotate(a: Float64Array, vectors: Float64Array, dim: number, p: number, q: number): void {
  const apq = a[p * dim + q];
  if (apq === 0) return;
  const theta = (a[q * dim + q] - a[p * dim + p]) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < dim; k++) {
    const akp = a[k * dim + p];
    const akq = a[k * dim + q];
    a[k * dim + p] = c * akp - s * akq;
    a[k * dim + q] = s * akp + c * akq;
  }
  for (let k = 0; k < dim; k++) {
    const apk = a[p * dim + k];
    const aqk = a[q * dim + k];
    a[p * dim + k] = c * apk - s * aqk;
    a[q * dim + k] = s * apk + c * aqk;
    const vkp = vectors[k * dim + p];
    const vkq = vectors[k * dim + q];
    vectors[k * dim + p] = c * vkp - s * vkq;
    vectors[k * dim + q] = s * vkp + c * vkq;
  }
}
