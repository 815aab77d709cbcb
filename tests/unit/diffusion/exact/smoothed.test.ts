import { expect, test } from 'vitest';
import { exactEmpirical } from '../../../../src/diffusion/exact/empirical';
import { exactMixture } from '../../../../src/diffusion/exact/mixture';
import { smoothed } from '../../../../src/diffusion/exact/smoothed';

const DRAWS = [0.3, -0.2, 1, 0.8, -0.7, 0.1];
const BANDWIDTH = 0.3;
const QUANTITIES = ['logDensity', 'score', 'eps', 'posteriorMean'] as const;
const places = Float64Array.of(0.25, -0.1, 0.9, 0.5, -1, 1);
const answersOf = (reference: ReturnType<typeof exactMixture>, level: { alpha: number; sigma: number }) =>
  QUANTITIES.map((quantity) =>
    Array.from(reference[quantity](places, level, new Float64Array(quantity === 'logDensity' ? 3 : 6))),
  );
const means = [0, 2, 4].map((i) => DRAWS.slice(i, i + 2));

/** Noise under the bandwidth, so much as to be equal to it, and more; no signal. */
test.each([
  [0.95, 0.05],
  [0.8, 0.24],
  [0.6, 0.8],
  [0, 1],
])('at signal %f and noise %f the answers are those of the mixture of kernels', (alpha, sigma) => {
  const own = alpha === 0 ? 0 : Math.sqrt(Math.max(0, BANDWIDTH ** 2 - (sigma / alpha) ** 2));
  const mixture = exactMixture({ weights: [1 / 3, 1 / 3, 1 / 3], means, stds: [own, own, own] });
  const level = { alpha, sigma };
  const expected = answersOf(mixture, level);
  const answers = answersOf(smoothed(exactEmpirical(Float64Array.from(DRAWS), 2), BANDWIDTH), level);
  for (const [q, values] of answers.entries())
    for (const [i, value] of values.entries()) expect(value, QUANTITIES[q]).toBeCloseTo(expected[q][i], 9);
});
