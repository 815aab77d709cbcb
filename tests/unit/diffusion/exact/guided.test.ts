/** The exact guided field: its closed form, and what it does not sample. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { openPlan } from '../../../../src/config/openPlan';
import { exactEmpirical } from '../../../../src/diffusion/exact/empirical';
import { guidedField } from '../../../../src/diffusion/exact/guided';
import { exactMixture } from '../../../../src/diffusion/exact/mixture';
import { exactVelocity } from '../../../../src/diffusion/exact/velocity';
import { createProcess } from '../../../../src/diffusion/processes';
import { arrays, finalState, sampleWithPlan } from '../../../../src/diffusion/samplers/apply';
import { fillNormal } from '../../../../src/lib/rng';

const LEVELS = [
  { alpha: 1, sigma: 0.05 },
  { alpha: 0.8, sigma: 0.6 },
  { alpha: 0.3, sigma: 0.7 },
  { alpha: 1, sigma: 4 },
];
const SCALES = [0, 1, 2.5, 7];
const PLACES = Float64Array.from({ length: 60 }, (_, i) => 1.7 * Math.sin(1.3 * i + 0.2));

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, i) => sum + v * b[i], 0);

describe('the guided field', () => {
  /** Two round Gaussians of one width: their log odds are linear in x, so that ∇ log p_t(class|x) is a formula. */
  test('of two Gaussians is the closed form of p_t(x|c) p_t(c|x)^(w-1) to 1e-9', () => {
    const [share, width, centres] = [
      0.3,
      0.4,
      [
        [-0.7, 0.2],
        [0.9, -0.5],
      ],
    ] as const;
    const all = exactMixture({ weights: [share, 1 - share], means: centres, stds: [width, width] });
    const ofClass = exactMixture({ weights: [1], means: [centres[0]], stds: [width] });
    const process = createProcess({ ...DEFAULT_CONFIG, process: 'flow' });
    for (const { alpha, sigma } of LEVELS)
      for (const scale of SCALES) {
        const field = guidedField(all, ofClass, scale);
        const score = field.score(PLACES, { alpha, sigma }, new Float64Array(60));
        const eps = field.eps(PLACES, { alpha, sigma }, new Float64Array(60));
        const mean = field.posteriorMean(PLACES, { alpha, sigma }, new Float64Array(60));
        const variance = alpha ** 2 * width ** 2 + sigma ** 2;
        for (let i = 0; i < 60; i += 2) {
          const x = [PLACES[i], PLACES[i + 1]];
          const between = [0, 1].map((d) => (alpha * (centres[0][d] - centres[1][d])) / variance);
          const odds =
            Math.log(share / (1 - share)) +
            dot(between, x) -
            (alpha ** 2 * (dot(centres[0], centres[0]) - dot(centres[1], centres[1]))) / (2 * variance);
          const other = 1 / (1 + Math.exp(odds)); // p_t(other class | x)
          for (const d of [0, 1]) {
            const expected = (alpha * centres[0][d] - x[d]) / variance + (scale - 1) * other * between[d];
            expect(Math.abs(score[i + d] - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
            expect(Math.abs(eps[i + d] + sigma * expected)).toBeLessThan(
              1e-9 * Math.max(1, Math.abs(expected)),
            );
            const tweedie = (x[d] + sigma ** 2 * expected) / alpha;
            expect(Math.abs(mean[i + d] - tweedie)).toBeLessThan(1e-9 * Math.max(1, Math.abs(tweedie)));
          }
        }
      }
    // the velocity too: E[u|x] of flow matching is (x - E[x0|x])/t
    const field = guidedField(all, ofClass, 3);
    const [time, slopes] = [0.4, { alpha: -1, sigma: 1 }];
    const velocity = exactVelocity(field, process, time, slopes, PLACES, new Float64Array(60));
    const mean = field.posteriorMean(PLACES, process.level(time), new Float64Array(60));
    for (let i = 0; i < 60; i++) expect(velocity[i]).toBeCloseTo((PLACES[i] - mean[i]) / time, 9);
  });

  test('of a finite set is what its softmax says, to 1e-9', () => {
    const points = Float64Array.from({ length: 80 }, (_, i) => Math.cos(2.1 * i) + (i & 1 ? 0.3 : 0));
    const isOwn = (k: number) => k % 3 === 0;
    const own = points.filter((_, i) => isOwn(i >> 1));
    const field = (scale: number) => guidedField(exactEmpirical(points, 2), exactEmpirical(own, 2), scale);
    /** E[x0 | x] by its definition, over the points of a class or all. */
    const meanOf = (x: readonly number[], alpha: number, sigma: number, takes: (k: number) => boolean) => {
      const indices = Array.from({ length: 40 }, (_, k) => k).filter(takes);
      const logs = indices.map(
        (k) =>
          -((x[0] - alpha * points[2 * k]) ** 2 + (x[1] - alpha * points[2 * k + 1]) ** 2) / (2 * sigma ** 2),
      );
      const largest = Math.max(...logs);
      const weights = logs.map((log) => Math.exp(log - largest));
      const total = weights.reduce((a, b) => a + b, 0);
      return [0, 1].map(
        (d) => indices.reduce((sum, k, j) => sum + weights[j] * points[2 * k + d], 0) / total,
      );
    };
    for (const { alpha, sigma } of LEVELS)
      for (const scale of SCALES) {
        const eps = field(scale).eps(PLACES, { alpha, sigma }, new Float64Array(60));
        for (let i = 0; i < 60; i += 2) {
          const x = [PLACES[i], PLACES[i + 1]];
          const [all, ofClass] = [meanOf(x, alpha, sigma, () => true), meanOf(x, alpha, sigma, isOwn)];
          for (const d of [0, 1]) {
            const x0 = all[d] + scale * (ofClass[d] - all[d]);
            const expected = (x[d] - alpha * x0) / sigma;
            expect(Math.abs(eps[i + d] - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
          }
        }
      }
  });
});

/** Mean and deviation of one coordinate of [n, 2] points. */
function momentsOf(points: Float64Array, axis: number): { mean: number; deviation: number } {
  const own = points.filter((_, i) => (i & 1) === axis);
  const mean = own.reduce((a, b) => a + b, 0) / own.length;
  return { mean, deviation: Math.sqrt(own.reduce((sum, v) => sum + (v - mean) ** 2, 0) / own.length) };
}

/** [n, 2] points of which each coordinate has mean 0 and deviation 1. */
function standardised(points: Float64Array): Float64Array {
  const moments = [0, 1].map((axis) => momentsOf(points, axis));
  return points.map((v, i) => (v - moments[i & 1].mean) / moments[i & 1].deviation);
}

/**
 * All data N(0, S²), one class N(m, s²): the guided field is linear, and so is its ODE. From pure noise it ends with the deviation
 * S^(1-w) s^w, whereas p(x)^(1-w) p(x|c)^w has 1/√((1-w)/S² + w/s²). For w = 2 the mean is m (1 + ρ artanh(√(1-ρ))/√(1-ρ)), ρ = s²/S²,
 * in place of 2m/(2-ρ).
 */
describe('guidance is not sampling from p(x)^(1-w) p(x|c)^w', () => {
  const [S, s, m] = [1, 0.5, 0.8];
  const rho = (s / S) ** 2;
  const scale = 2;
  const field = guidedField(
    exactMixture({ weights: [1], means: [[0, 0]], stds: [S] }),
    exactMixture({ weights: [1], means: [[m, -m]], stds: [s] }),
    scale,
  );
  const guided = {
    deviation: S ** (1 - scale) * s ** scale,
    mean: m * (1 + (rho * Math.atanh(Math.sqrt(1 - rho))) / Math.sqrt(1 - rho)),
  };
  const power = {
    deviation: 1 / Math.sqrt((1 - scale) / S ** 2 + scale / s ** 2),
    mean: (2 * m) / (2 - rho),
  };

  test.each([
    ['flow', 'heun'],
    ['vp-sde', 'heun'],
    ['ddpm', 'ddim'],
  ] as const)('samples of %s by %s have the mean and the deviation of the guided ODE', (id, sampler) => {
    const steps = sampler === 'ddim' ? 1000 : 200;
    const config: RunConfig = {
      ...DEFAULT_CONFIG,
      process: id,
      sampler,
      prediction: 'v',
      T: 1000,
      samplingSteps: steps,
    };
    const process = createProcess(config);
    const plan = openPlan(config, process);
    // The map from noise to samples is affine, so that noise of mean 0 and deviation 1 leaves the error of the solver alone.
    const n = 200;
    const noise = standardised(fillNormal(new Float64Array(2 * n), { seed: 3, stream: 'start', step: 0 }));
    const start = noise.map((v) => v * plan.initialScale);
    const denoise = (x: Float64Array, _time: number, level: { alpha: number; sigma: number }) => ({
      x0: field.posteriorMean(x, level, new Float64Array(x.length)),
    });
    const samples = finalState(sampleWithPlan(plan, arrays(2), denoise, start, () => noise));
    for (const axis of [0, 1]) {
      const { mean, deviation } = momentsOf(samples, axis);
      const sign = axis === 0 ? 1 : -1;
      expect(Math.abs(sign * mean - guided.mean)).toBeLessThan(0.01);
      expect(Math.abs(deviation - guided.deviation)).toBeLessThan(0.01);
      expect(Math.abs(sign * mean - power.mean)).toBeGreaterThan(0.1);
      expect(power.deviation - deviation).toBeGreaterThan(0.1);
    }
  });
});
