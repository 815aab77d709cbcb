import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactEmpirical } from '../../../src/diffusion/exact/empirical';
import { exactMixture } from '../../../src/diffusion/exact/mixture';
import { exactVelocity } from '../../../src/diffusion/exact/velocity';
import { fokkerPlanckError } from '../../../src/diffusion/lab1d/fokkerPlanck';
import { reversePaths } from '../../../src/diffusion/lab1d/paths';
import { exactDivergence, odeLikelihood } from '../../../src/diffusion/likelihood';
import { PREDICTION_IDS, PREDICTIONS } from '../../../src/diffusion/prediction';
import { createProcess } from '../../../src/diffusion/processes';
import { planSampling, type SamplerId, samplingRefusal } from '../../../src/diffusion/samplers';
import { arrays, finalState, sampleWithPlan } from '../../../src/diffusion/samplers/apply';
import { sampleMixture } from '../../../src/lib/mixture';
import { createRng, fillNormal } from '../../../src/lib/rng';
import { distance, type ExactLikelihoods, flat, reference } from './reference';

const { gmm, x0, exact_nll_nats_per_dim } = reference<ExactLikelihoods>('elbo');
const exact = exactMixture(gmm);
const flow = createProcess({ process: 'flow' });

const ALL = [
  createProcess({ process: 'ddpm', schedule: 'linear', T: 100 }),
  createProcess({ process: 'ddpm', schedule: 'cosine', T: 50, zeroTerminalSnr: true }),
  createProcess({ process: 'vp-sde' }),
  createProcess({ process: 've-sde' }),
  flow,
];

describe('the velocity', () => {
  const process = fc.constantFrom(...ALL);
  const share = fc.double({ min: 0.02, max: 0.98, noNaN: true });
  const value = fc.double({ min: -3, max: 3, noNaN: true });
  const timeOf = ({ timeMin, timeMax, discrete }: (typeof ALL)[number], part: number) => {
    const time = timeMin + part * (timeMax - timeMin);
    return discrete ? Math.floor(time) + 0.4 : time;
  };

  test('of every process has the derivatives of alpha and sigma, and the direction of them', () => {
    fc.assert(
      fc.property(process, share, (any, part) => {
        const time = Math.min(timeOf(any, part), any.timeMax - 0.3 * Number(any.discrete));
        const h = 1e-6 * (any.timeMax - any.timeMin);
        const [before, after] = [any.level(time - h), any.level(time + h)];
        const slopes = any.slopes(time);
        expect(slopes.alpha).toBeCloseTo((after.alpha - before.alpha) / (2 * h), 3);
        const sigma = (after.sigma - before.sigma) / (2 * h);
        expect(Math.abs(slopes.sigma / sigma - 1)).toBeLessThan(1e-4);
        const speed = Math.sqrt((slopes.alpha ** 2 + slopes.sigma ** 2) / 2);
        const direction = any.direction(any.level(time));
        expect(direction.alpha).toBeCloseTo(slopes.alpha / speed, 9);
        expect(direction.sigma).toBeCloseTo(slopes.sigma / speed, 9);
      }),
    );
  });

  test('and eps, x0, v give one another and the score of every process to 1e-12', () => {
    fc.assert(
      fc.property(process, share, value, value, (any, part, data, eps) => {
        const level = any.level(timeOf(any, part));
        const direction = any.direction(level);
        const xt = level.alpha * data + level.sigma * eps;
        // Rounding of x_t, as the identities amplify it.
        const scale = Math.max(1, Math.abs(data), 1 / level.alpha, 1 / level.sigma) * Math.hypot(1, xt);
        const outputs = PREDICTION_IDS.map((id) => {
          const { cX0, cEps } = PREDICTIONS[id].target(level, direction);
          return { id, output: cX0 * data + cEps * eps };
        });
        for (const { id, output } of outputs) {
          const [toX0, toEps] = [
            PREDICTIONS[id].toX0(level, direction),
            PREDICTIONS[id].toEps(level, direction),
          ];
          const x0 = toX0.cXt * xt + toX0.cOut * output;
          const noise = toEps.cXt * xt + toEps.cOut * output;
          expect(Math.abs(x0 - data) / scale).toBeLessThan(1e-12);
          expect(Math.abs(noise - eps) / scale).toBeLessThan(1e-12);
          const score = -noise / level.sigma;
          expect(Math.abs(score - (level.alpha * data - xt) / level.sigma ** 2) / scale).toBeLessThan(
            1e-12 / level.sigma,
          );
          for (const other of outputs) {
            const { cX0, cEps } = PREDICTIONS[other.id].target(level, direction);
            expect(Math.abs(cX0 * x0 + cEps * noise - other.output) / scale).toBeLessThan(1e-11);
          }
        }
      }),
    );
  });

  test('of flow matching is eps - x0: x0 = x - t u, eps = x + (1 - t) u', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1, noNaN: true }), value, value, (time, data, eps) => {
        const level = flow.level(time);
        const direction = flow.direction(level);
        const xt = (1 - time) * data + time * eps;
        const { velocity } = PREDICTIONS;
        expect(velocity.target(level, direction)).toEqual({ cX0: -1, cEps: 1 });
        const { cXt, cOut } = velocity.toX0(level, direction);
        expect(cXt * xt + cOut * (eps - data)).toBeCloseTo(xt - time * (eps - data), 12);
        const noise = velocity.toEps(level, direction);
        expect(noise.cXt * xt + noise.cOut * (eps - data)).toBeCloseTo(xt + (1 - time) * (eps - data), 12);
        expect(velocity.errorOverX0Error(level, direction)).toBeCloseTo(1 / time ** 2, 6);
      }),
    );
  });

  const places = Float64Array.from([0.3, -0.7, 1.4, 0.2, -2, 1.1]);
  test.each([
    ['a mixture', exact],
    ['a finite data set', exactEmpirical(Float64Array.from([0.3, -1, 2, 0.5, -0.7, 1.1]), 2)],
  ] as const)('expected at x_t is the probability-flow ODE f x - ½ g² score: %s', (_, answer) => {
    for (const any of ALL)
      for (const part of [0.1, 0.5, 0.9]) {
        const time = timeOf(any, part);
        const { drift, diffusionSquared } = any.rates(time);
        const score = answer.score(places, any.level(time), new Float64Array(6));
        const velocity = exactVelocity(answer, any, time, any.slopes(time), places, new Float64Array(6));
        for (let i = 0; i < 6; i++) {
          const ode = drift * places[i] - 0.5 * diffusionSquared * score[i];
          expect(Math.abs(velocity[i] - ode)).toBeLessThan(1e-8 * Math.max(1, Math.abs(ode)));
        }
      }
  });
});

/** Samples of the exact velocity's ODE, from `count` starts. */
function endOf(sampler: SamplerId, samplingSteps: number, start: Float64Array): Float64Array {
  const plan = planSampling(flow, { sampler, samplingSteps, spacing: 'trailing' });
  const denoise = (x: Float64Array, _: number, level: { alpha: number; sigma: number }) => ({
    x0: exact.posteriorMean(x, level, new Float64Array(x.length)),
  });
  return finalState(sampleWithPlan(plan, arrays(2), denoise, start.slice(), () => new Float64Array(0)));
}

const noise = (count: number) =>
  fillNormal(new Float64Array(2 * count), { seed: 5, stream: 'start', step: 0 });

function moments(points: ArrayLike<number>) {
  const n = points.length / 2;
  const mean = [0, 0];
  for (let i = 0; i < points.length; i++) mean[i % 2] += points[i] / n;
  const covariance = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [points[2 * i] - mean[0], points[2 * i + 1] - mean[1]];
    covariance[0] += (x * x) / n;
    covariance[1] += (x * y) / n;
    covariance[2] += (y * y) / n;
  }
  return [...mean, ...covariance];
}

describe("the exact velocity's ODE", () => {
  test('carries noise to the mixture: mean and covariance within sampling error', () => {
    const ends = moments(endOf('heun', 100, noise(6000)));
    const data = moments(sampleMixture(gmm, 200_000, createRng({ seed: 9, stream: 'data', step: 0 })));
    // Four standard errors of 6000 draws, for moments of order 1: 4·1.5/√6000.
    for (const [i, moment] of ends.entries()) expect(Math.abs(moment - data[i])).toBeLessThan(0.08);
  });

  test.each([
    ['euler', 1],
    ['ddim', 1],
    ['heun', 2],
  ] as const)('is followed by %s with order %d', (sampler, order) => {
    const start = noise(20);
    const best = endOf('heun', 12800, start);
    // Towards data the last step is Euler's from 1/n: its error is of the order of the solver too.
    const [coarse, fine] = [200, 800].map((n) => {
      const end = endOf(sampler, n, start);
      return Math.sqrt(end.reduce((sum, value, i) => sum + (value - best[i]) ** 2, 0) / end.length);
    });
    const measured = Math.log(coarse / fine) / Math.log(4);
    expect(measured).toBeGreaterThan(order - 0.25);
    expect(measured).toBeLessThan(order + 0.5);
  });

  test('Euler in time is x + (s - t) u, and equals DDIM with η = 0', () => {
    const [euler, ddim] = (['euler', 'ddim'] as const).map((sampler) =>
      planSampling(flow, { sampler, samplingSteps: 10 }),
    );
    for (const [k, step] of euler.steps.entries()) {
      if (step.kind !== 'linear') throw new Error(step.kind);
      const { sigma: t } = step.level;
      const { sigma: s } = step.to;
      // u = (x - x0)/t.
      expect(step.cXt).toBeCloseTo(1 + (s - t) / t, 12);
      expect(step.cX0).toBeCloseTo(-(s - t) / t, 12);
      expect(ddim.steps[k]).toMatchObject({ cXt: expect.closeTo(step.cXt, 12), cNoise: 0 });
    }
    expect(euler.initialScale).toBe(1);
    expect(euler.steps[0].level).toEqual({ alpha: 0, sigma: 1 });
  });

  test('gives the likelihood within 1e-3 nats of the exact one', async () => {
    const field = exactDivergence((x, _, level) => exact.eps(x, level, new Float64Array(x.length)), 2);
    const run = odeLikelihood(flow, field, flat(x0), { dims: 2, steps: 160 });
    let step = await run.next();
    while (!step.done) step = await run.next();
    for (const [i, value] of step.value.entries())
      expect(Math.abs(value - exact_nll_nats_per_dim[i])).toBeLessThan(1e-3);
  });
});

describe('samplers of flow matching', () => {
  const refusalOf = (sampler: SamplerId, more = {}) =>
    samplingRefusal(flow, { sampler, samplingSteps: 20, ...more });

  test('that need no rate at t = 1 start from noise alone; Euler–Maruyama is refused, with a way out', () => {
    for (const sampler of ['euler', 'heun', 'ddim', 'ddpm', 'dpm-solver++', 'predictor-corrector'] as const) {
      expect(refusalOf(sampler), sampler).toBeNull();
      const end = endOf(
        sampler === 'predictor-corrector' ? 'ddim' : sampler === 'ddpm' ? 'ddim' : sampler,
        20,
        noise(5),
      );
      expect([...end].every(Number.isFinite), sampler).toBe(true);
    }
    expect(refusalOf('euler-maruyama')).toMatchObject({
      message: expect.stringContaining('infinite at t = 1'),
      hint: expect.stringContaining('heun'),
    });
    expect(refusalOf('heun', { spacing: 'karras' })).toMatchObject({
      hint: expect.stringContaining('trailing'),
    });
    expect(refusalOf('euler', { prediction: 'eps' })).toMatchObject({
      hint: expect.stringContaining('velocity'),
    });
    expect(refusalOf('euler', { prediction: 'velocity' })).toBeNull();
  });

  test('of noisy steps draw from the mixture too', () => {
    const plan = planSampling(flow, { sampler: 'ddpm', samplingSteps: 200 });
    const denoise = (x: Float64Array, _: number, level: { alpha: number; sigma: number }) => ({
      x0: exact.posteriorMean(x, level, new Float64Array(x.length)),
    });
    const end = finalState(
      sampleWithPlan(plan, arrays(2), denoise, noise(4000), (step) =>
        fillNormal(new Float64Array(8000), { seed: 5, stream: 'samplingNoise', step }),
      ),
    );
    const data = moments(sampleMixture(gmm, 200_000, createRng({ seed: 9, stream: 'data', step: 0 })));
    for (const [i, moment] of moments(end).entries()) expect(Math.abs(moment - data[i])).toBeLessThan(0.1);
  });
});

describe('the 1-D laboratory of flow matching', () => {
  const mixture = { weights: [0.4, 0.6], means: [[-1.2], [0.8]], stds: [0.3, 0.35] };

  test('integrates its Fokker–Planck equation to the closed form', () => {
    const run = fokkerPlanckError(mixture, flow);
    let step = run.next();
    while (!step.done) step = run.next();
    expect(step.value).toBeLessThan(5e-3);
  });

  test('walks back from noise along both kinds of paths', () => {
    const times = Array.from({ length: 40 }, (_, i) => 1 - i / 40);
    for (const kind of ['sde', 'ode'] as const) {
      const { positions } = reversePaths(mixture, flow, kind, times, { count: 50, seed: 3 });
      expect([...positions].every(Number.isFinite)).toBe(true);
      const ends = Array.from({ length: 50 }, (_, i) => positions[41 * i + 40]);
      expect(Math.max(...ends.map(Math.abs))).toBeLessThan(3);
    }
  });
});

test('what a start shares with its end is a straight line for one point of data', () => {
  const single = exactEmpirical(Float64Array.from([0.5, -1]), 2);
  const start = noise(8);
  const plan = planSampling(flow, { sampler: 'euler', samplingSteps: 1 });
  const end = finalState(
    sampleWithPlan(
      plan,
      arrays(2),
      (x, _, level) => ({ x0: single.posteriorMean(x, level, new Float64Array(x.length)) }),
      start,
      () => new Float64Array(0),
    ),
  );
  expect(
    distance(
      end,
      Float64Array.from(end, (_, i) => (i % 2 ? -1 : 0.5)),
    ),
  ).toBeLessThan(1e-12);
});
