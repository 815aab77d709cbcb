import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactEmpirical } from '../../../../src/diffusion/exact/empirical';
import { lossFloor } from '../../../../src/diffusion/exact/floor';
import { exactMixture } from '../../../../src/diffusion/exact/mixture';
import { createProcess } from '../../../../src/diffusion/processes';
import { sampleMixture } from '../../../../src/lib/mixture';
import { createRng, fillNormal } from '../../../../src/lib/rng';
import { timeRatio } from '../../timing';
import { distance, type ReferenceMixture, reference } from '../reference';

const { gmm, optimal_eps_mse_floor_monte_carlo_200k: floors } = reference<{
  gmm: ReferenceMixture;
  optimal_eps_mse_floor_monte_carlo_200k: Record<string, { per_t: number[]; uniform_mean: number }>;
}>('elbo');

const level = fc.record({
  alpha: fc.double({ min: 0.01, max: 1, noNaN: true }),
  sigma: fc.double({ min: 0.05, max: 5, noNaN: true }),
});
const points = fc
  .array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 6, maxLength: 6 })
  .map((values) => Float64Array.from(values));

describe('the exact reference of a mixture', () => {
  const exact = exactMixture(gmm);

  test('has the gradient of its log density as score', () => {
    fc.assert(
      fc.property(level, points, (at, x) => {
        const score = exact.score(x, at, new Float64Array(6));
        const h = 1e-5;
        for (let i = 0; i < 6; i++) {
          const density = (by: number) =>
            exact.logDensity(
              x.map((value, j) => (j === i ? value + by : value)),
              at,
              new Float64Array(3),
            )[i >> 1];
          const slope = (density(h) - density(-h)) / (2 * h);
          expect(Math.abs(slope - score[i])).toBeLessThan(1e-4 * Math.max(1, Math.abs(score[i])));
        }
      }),
      { numRuns: 30 },
    );
  });

  test("satisfies Tweedie's formula: x = α E[x0|x] + σ eps*", () => {
    fc.assert(
      fc.property(level, points, (at, x) => {
        const eps = exact.eps(x, at, new Float64Array(6));
        const x0 = exact.posteriorMean(x, at, new Float64Array(6));
        expect(
          distance(
            x0.map((value, i) => at.alpha * value + at.sigma * eps[i]),
            x,
          ),
        ).toBeLessThan(1e-10);
      }),
    );
  });
});

describe('the exact reference of a finite data set', () => {
  test('is that of a mixture of its points with no width', () => {
    const data = [0.3, -1, 2, 0.5, -0.7, 1.1, 0, 0];
    const empirical = exactEmpirical(Float64Array.from(data), 2);
    const mixture = exactMixture({
      weights: [0.25, 0.25, 0.25, 0.25],
      means: [data.slice(0, 2), data.slice(2, 4), data.slice(4, 6), data.slice(6, 8)],
      stds: [0, 0, 0, 0],
    });
    fc.assert(
      fc.property(level, points, (at, x) => {
        for (const quantity of ['score', 'eps', 'posteriorMean', 'logDensity'] as const) {
          const size = quantity === 'logDensity' ? 3 : 6;
          const expected = mixture[quantity](x, at, new Float64Array(size));
          const scale = Math.max(1, ...expected.map(Math.abs));
          expect(distance(empirical[quantity](x, at, new Float64Array(size)), expected) / scale).toBeLessThan(
            1e-9,
          );
        }
      }),
    );
  });

  test('takes less time than a plain loop with one exponential a pair, where most points are far', () => {
    const data = fillNormal(new Float32Array(10_000), { seed: 1, stream: 'data', step: 0 });
    const empirical = exactEmpirical(data, 2);
    const queries = fillNormal(new Float64Array(512), { seed: 1, stream: 'evaluation', step: 0 });
    const out = new Float64Array(512);
    const level = { alpha: Math.sqrt(1 - 0.05 ** 2), sigma: 0.05 };
    const plain = () => {
      for (let q = 0; q < queries.length; q += 2) {
        let [total, x, y] = [0, 0, 0];
        for (let m = 0; m < data.length; m += 2) {
          const dx = queries[q] - level.alpha * data[m];
          const dy = queries[q + 1] - level.alpha * data[m + 1];
          const weight = Math.exp(-(dx * dx + dy * dy) / (2 * level.sigma ** 2));
          total += weight;
          x += weight * data[m];
          y += weight * data[m + 1];
        }
        out[q] = x / total;
        out[q + 1] = y / total;
      }
    };
    expect(timeRatio(() => empirical.posteriorMean(queries, level, out), plain)).toBeLessThan(1);
  });
});

describe('the loss floor', () => {
  test.each([
    ['linear_scaled/50', { schedule: 'linear', scaleBetas: true }],
    ['linear_plain/50', { schedule: 'linear', scaleBetas: false }],
    ['cosine/50', { schedule: 'cosine' }],
  ] as const)('of %s is the published one at every t', (name, options) => {
    const process = createProcess({ ...options, T: 50 });
    const exact = exactMixture(gmm);
    const n = 5000;
    const data = sampleMixture(gmm, n, createRng({ seed: 5, stream: 'data', step: 0 }));
    const { dims, eps } = exact;
    let [sum, drawn] = [0, 0];
    for (const [t, expected] of floors[name].per_t.entries()) {
      const draw = { seed: 5, stream: 'noise', step: t } as const;
      const floor = lossFloor(exact, data, process.level(t), draw);
      sum += floor / 50;
      const withNoise = lossFloor({ dims, eps }, data, process.level(t), draw);
      drawn += withNoise / 50;
      // A squared eps error has a spread of about 1.5 times its mean or, where few points are uncertain, more:
      // five standard errors of 10 000 numbers. The published figures are such means too.
      expect(Math.abs(floor - expected), `t = ${t}`).toBeLessThan(0.01 + 0.05 * expected);
      expect(Math.abs(withNoise - expected), `t = ${t}`).toBeLessThan(0.01 + 0.1 * expected);
    }
    expect(Math.abs(sum / floors[name].uniform_mean - 1)).toBeLessThan(0.01);
    expect(Math.abs(drawn / floors[name].uniform_mean - 1)).toBeLessThan(0.02);
  });

  test('of one Gaussian is the variance of its noise given the sum of both', () => {
    const exact = exactMixture({ weights: [1], means: [[3, -2]], stds: [0.5] });
    const level = { alpha: 0.8, sigma: 0.6 };
    const left = exact.epsVariance!([1, 1, -4, 9], level, new Float64Array(2));
    for (const value of left) expect(value).toBeCloseTo(0.4 ** 2 / (0.4 ** 2 + 0.6 ** 2), 12);
  });
});
