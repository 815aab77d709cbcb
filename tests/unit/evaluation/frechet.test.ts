import { describe, expect, test } from 'vitest';
import { frechetDistance, type Moments, momentsOf, symmetricEigen } from '../../../src/evaluation/frechet';
import { createRng } from '../../../src/lib/rng';

const moments = (mean: number[], covariance: number[]): Moments => ({
  dim: mean.length,
  count: 100,
  mean: Float64Array.from(mean),
  covariance: Float64Array.from(covariance),
});

/** [dim, dim] with entries of a normal. */
function randomMatrix(dim: number, step: number): Float64Array {
  const rng = createRng({ seed: 7, stream: 'evaluation', step });
  return Float64Array.from({ length: dim * dim }, () => rng.normal());
}

function product(a: Float64Array, b: Float64Array, dim: number): Float64Array {
  return Float64Array.from({ length: dim * dim }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < dim; k++) sum += a[Math.floor(at / dim) * dim + k] * b[k * dim + (at % dim)];
    return sum;
  });
}

const transpose = (a: Float64Array, dim: number) =>
  a.map((_, at) => a[(at % dim) * dim + Math.floor(at / dim)]);

describe('the Fréchet distance', () => {
  test('of axis-aligned Gaussians is the sum over axes of (Δμ)² + (Δσ)²', () => {
    const a = moments([1, 2, 3], [4, 0, 0, 0, 9, 0, 0, 0, 1]);
    const b = moments([0, 2, 5], [1, 0, 0, 0, 16, 0, 0, 0, 1]);
    expect(frechetDistance(a, b)).toBeCloseTo(1 + 0 + 4 + 1 + 1 + 0, 12);
  });

  test('of two planes follows from trace and determinant', () => {
    // tr √M = √(tr M + 2 √det M) for a 2 × 2 matrix; A B has the eigenvalues of A^½ B A^½.
    const a = [2, 0.7, 0.7, 1];
    const b = [1.5, -0.4, -0.4, 3];
    const trace = a[0] * b[0] + a[1] * b[2] + a[2] * b[1] + a[3] * b[3];
    const determinant = (a[0] * a[3] - a[1] * a[2]) * (b[0] * b[3] - b[1] * b[2]);
    const expected = a[0] + a[3] + b[0] + b[3] - 2 * Math.sqrt(trace + 2 * Math.sqrt(determinant));
    expect(frechetDistance(moments([0, 0], a), moments([0, 0], b))).toBeCloseTo(expected, 12);
  });

  test('is 0 from a cloud to itself, symmetric, and the same in every rotated frame', () => {
    const dim = 12;
    const [left, right] = [randomMatrix(dim, 0), randomMatrix(dim, 1)];
    const covariances = [left, right].map((m) => product(m, transpose(m, dim), dim));
    const means = [randomMatrix(dim, 2).subarray(0, dim), randomMatrix(dim, 3).subarray(0, dim)];
    const [a, b] = [0, 1].map((k) => moments([...means[k]], [...covariances[k]]));
    const distance = frechetDistance(a, b);
    expect(frechetDistance(a, a)).toBeLessThan(1e-9);
    expect(frechetDistance(b, a)).toBeCloseTo(distance, 9);
    const { vectors: turn } = symmetricEigen(product(right, transpose(right, dim), dim), dim);
    const turned = [a, b].map(({ mean, covariance }) =>
      moments(
        Array.from({ length: dim }, (_, i) => mean.reduce((sum, m, k) => sum + turn[i * dim + k] * m, 0)),
        [...product(product(turn, covariance, dim), transpose(turn, dim), dim)],
      ),
    );
    expect(frechetDistance(turned[0], turned[1])).toBeCloseTo(distance, 8);
  });

  test('stands where a cloud has fewer points than dimensions', () => {
    const few = momentsOf([1, 0, 0, 0, 1, 0], 3);
    expect(frechetDistance(few, few)).toBeLessThan(1e-9);
  });

  test('of 20 000 draws approaches that of their distributions', () => {
    const rng = createRng({ seed: 3, stream: 'evaluation', step: 9 });
    const draw = (mean: number, std: number) =>
      Float64Array.from({ length: 40_000 }, () => mean + std * rng.normal());
    const distance = frechetDistance(momentsOf(draw(0, 1), 2), momentsOf(draw(1, 2), 2));
    // Two axes of 1² + 1² each; the standard error of the means alone is about 0.03.
    expect(Math.abs(distance - 4)).toBeLessThan(0.15);
  });

  test('refuses clouds that cannot be compared', () => {
    expect(() => momentsOf([1, 2, 3], 3)).toThrow(RangeError);
    expect(() => frechetDistance(moments([0], [1]), moments([0, 0], [1, 0, 0, 1]))).toThrow(RangeError);
  });
});

describe('Jacobi rotations', () => {
  test('find the eigenvalues of the second-difference matrix: 2 - 2 cos(kπ/(n+1))', () => {
    const dim = 64;
    const matrix = Float64Array.from({ length: dim * dim }, (_, at) => {
      const gap = Math.abs(Math.floor(at / dim) - (at % dim));
      return gap === 0 ? 2 : gap === 1 ? -1 : 0;
    });
    const { values, vectors } = symmetricEigen(matrix, dim);
    const sorted = [...values].sort((a, b) => a - b);
    for (let k = 1; k <= dim; k++)
      expect(sorted[k - 1]).toBeCloseTo(2 - 2 * Math.cos((k * Math.PI) / (dim + 1)), 11);
    const identity = product(transpose(vectors, dim), vectors, dim);
    for (let at = 0; at < dim * dim; at++)
      expect(Math.abs(identity[at] - (at % (dim + 1) === 0 ? 1 : 0))).toBeLessThan(1e-12);
  });
});
