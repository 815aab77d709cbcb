import { describe, expect, test } from 'vitest';
import { exactMixture } from '../../../../src/diffusion/exact/mixture';
import type { Process } from '../../../../src/diffusion/process';
import { createProcess, type ProcessOptions } from '../../../../src/diffusion/processes';
import { type PlanRequest, planSampling } from '../../../../src/diffusion/samplers';
import { arrays, finalState, sampleWithPlan } from '../../../../src/diffusion/samplers/apply';
import type { Churn } from '../../../../src/diffusion/samplers/sampler';
import { distance, exactDenoiser, flat, reference, type SamplerFixture } from '../reference';

const fixture = reference<SamplerFixture>('samplers');
const TOLERANCE = 1e-9;

interface Case {
  process: Partial<ProcessOptions>;
  plan: PlanRequest;
  clip?: number;
  /** Multiplies x_T to give the start in the coordinates of the published run. */
  start?: (process: Process) => number;
  /** True where the published states are x/alpha. */
  exploding?: boolean;
}

const linear1000 = { schedule: 'linear', T: 1000 } as const;
const sigmaStart = (process: Process) => {
  const { alpha, sigma } = process.level(process.timeMax);
  return sigma / alpha;
};

const CASES: Record<string, Case> = {
  'DDPM/fixed_small/linear_scaled/T50/n50': {
    process: { T: 50 },
    plan: { sampler: 'ddpm', samplingSteps: 50 },
  },
  'DDPM/fixed_large/cosine/T50/n50': {
    process: { schedule: 'cosine', T: 50 },
    plan: { sampler: 'ddpm', samplingSteps: 50, variance: 'fixed-large' },
  },
  'DDPM/fixed_small/linear_scaled/T50/n50/clip2': {
    process: { T: 50 },
    plan: { sampler: 'ddpm', samplingSteps: 50 },
    clip: 2,
  },
  'DDPM/fixed_small/linear/T1000/leading/n10': {
    process: linear1000,
    plan: { sampler: 'ddpm', samplingSteps: 10, spacing: 'leading' },
  },
  'DDIM/eta0/linear/T1000/trailing/n10': {
    process: linear1000,
    plan: { sampler: 'ddim', samplingSteps: 10, spacing: 'trailing' },
  },
  'DDIM/eta1/linear/T1000/leading/n10': {
    process: linear1000,
    plan: { sampler: 'ddim', samplingSteps: 10, spacing: 'leading', eta: 1 },
  },
  'DDIM/eta0/cosine/T1000/trailing/n10': {
    process: { schedule: 'cosine', T: 1000 },
    plan: { sampler: 'ddim', samplingSteps: 10, spacing: 'trailing' },
  },
  'DPMpp/order1/linear/T1000/linspace/n10': {
    process: linear1000,
    plan: { sampler: 'dpm-solver++', samplingSteps: 10, spacing: 'linspace', solverOrder: 1 },
  },
  'DPMpp/order2/linear/T1000/linspace/n10': {
    process: linear1000,
    plan: { sampler: 'dpm-solver++', samplingSteps: 10, spacing: 'linspace', solverOrder: 2 },
  },
  'Euler/linear/T1000/linspace/n10': {
    process: linear1000,
    plan: { sampler: 'euler', samplingSteps: 10, spacing: 'linspace' },
    start: sigmaStart,
    exploding: true,
  },
  'Heun/linear/T1000/linspace/n10': {
    process: linear1000,
    plan: { sampler: 'heun', samplingSteps: 10, spacing: 'linspace' },
    start: sigmaStart,
    exploding: true,
  },
  'EDMHeun_NVlabs/churn0/n10': {
    process: { process: 've-sde', sigmaMin: 0.002, sigmaMax: 80 },
    plan: { sampler: 'heun', samplingSteps: 10, spacing: 'karras' },
    start: () => 80,
    exploding: true,
  },
  'ScoreSdeVE_PC/smin0.01_smax50_snr0.15/n10': {
    process: { process: 've-sde' },
    plan: { sampler: 'predictor-corrector', samplingSteps: 10, langevinSnr: 0.15 },
    start: () => 50,
  },
  'ScoreSdeVP/bmin0.1_bmax20/n20': {
    process: { process: 'vp-sde' },
    plan: { sampler: 'euler-maruyama', samplingSteps: 20, spacing: 'linspace' },
  },
  'improved_diffusion/p_sample/fixed_small/linear/T1000/respace_10': {
    process: linear1000,
    plan: { sampler: 'ddpm', samplingSteps: 10, spacing: 'linspace' },
  },
  'improved_diffusion/ddim/eta0/cosine/T1000/respace_ddim10': {
    process: { schedule: 'cosine', T: 1000 },
    plan: { sampler: 'ddim', samplingSteps: 10, spacing: 'leading' },
  },
};

test('the exact eps, score and log density are the published ones', () => {
  const exact = exactMixture(fixture.gmm);
  for (const { abar, x, eps, score, logp } of fixture.eps_probe) {
    const level = { alpha: Math.sqrt(abar), sigma: Math.sqrt(1 - abar) };
    expect(distance(exact.eps(flat(x), level, new Float64Array(10)), flat(eps))).toBeLessThan(TOLERANCE);
    expect(distance(exact.score(flat(x), level, new Float64Array(10)), flat(score))).toBeLessThan(TOLERANCE);
    expect(distance(exact.logDensity(flat(x), level, new Float64Array(5)), logp)).toBeLessThan(TOLERANCE);
  }
});

describe('every published trajectory is reproduced to 1e-9', () => {
  test('each run has its case', () => {
    expect(Object.keys(CASES).sort()).toEqual(Object.keys(fixture.runs).sort());
  });

  for (const [name, { process: options, plan: request, clip, start, exploding }] of Object.entries(CASES)) {
    test(name, () => {
      const run = fixture.runs[name];
      const process = createProcess(options);
      const plan = planSampling(process, request);
      const first = process.level(plan.steps[0].time);
      const scale = (start?.(process) ?? 1) * (exploding ? first.alpha : 1);
      const states: Float64Array[] = [];
      const evaluations: number[] = [];
      const denoise = exactDenoiser(fixture.gmm, clip ?? null);
      const walk = sampleWithPlan(
        plan,
        arrays(2),
        (x, time, level) => {
          evaluations.push(time);
          return denoise(x, time, level);
        },
        flat(fixture.x_T).map((value) => scale * value),
        (draw) => flat(fixture.noise[draw]),
      );
      for (const { x, step } of walk) states.push(exploding ? x.map((value) => value / step.to.alpha) : x);
      expect(distance(states[states.length - 1], flat(run.final))).toBeLessThan(TOLERANCE);
      expect(plan.nfe).toBe(evaluations.length);
      if (run.timesteps && evaluations.length === run.timesteps.length)
        expect(distance(evaluations, run.timesteps)).toBeLessThan(1e-9);
      // EDM publishes the network's inputs, the predictor–corrector one state a level: there the end is compared.
      if (run.x && run.x.length === states.length)
        run.x.slice(0, -1).forEach((x, i) => {
          expect(distance(states[i], flat(x)), `step ${i}`).toBeLessThan(TOLERANCE);
        });
    });
  }
});

describe('churn', () => {
  /** Karras et al. 2022, Alg. 2, line by line in x/alpha, as another derivation of what the plan says. */
  function algorithm2(start: Float64Array, sigmas: number[], churn: Churn): Float64Array {
    const denoise = exactDenoiser(fixture.gmm);
    const denoiseAt = (y: Float64Array, sigma: number) => {
      const alpha = 1 / Math.hypot(1, sigma);
      return denoise(
        y.map((value) => value * alpha),
        0,
        { alpha, sigma: sigma * alpha },
      ).x0;
    };
    const n = sigmas.length;
    let y = start;
    for (const [i, sigma] of sigmas.entries()) {
      const next = sigmas[i + 1] ?? 0;
      const inside = sigma >= churn.sigmaMin && sigma <= churn.sigmaMax;
      const raised = sigma * (1 + (inside ? Math.min(churn.amount / n, Math.SQRT2 - 1) : 0));
      const noise = flat(fixture.noise[i]);
      const from = y.map((value, j) => value + Math.sqrt(raised ** 2 - sigma ** 2) * churn.noise * noise[j]);
      const guess = denoiseAt(from, raised);
      const slope = from.map((value, j) => (value - guess[j]) / raised);
      y = from.map((value, j) => value + (next - raised) * slope[j]);
      if (next === 0) break;
      const again = denoiseAt(y, next);
      y = from.map((value, j) => value + (next - raised) * 0.5 * (slope[j] + (y[j] - again[j]) / next));
    }
    return y;
  }

  test.each([
    { process: 've-sde', sigmaMin: 0.002, sigmaMax: 80 },
    { process: 'vp-sde' },
    { process: 'ddpm', schedule: 'cosine', T: 100 },
  ] as const)("of Heun's method is Alg. 2 of Karras et al.: %o", (options) => {
    const process = createProcess(options);
    for (const sigmaMax of [50, 1e9]) {
      const churn = { amount: 30, sigmaMin: 0.05, sigmaMax, noise: 1.003 };
      const plan = planSampling(process, { sampler: 'heun', samplingSteps: 18, spacing: 'karras', churn });
      const before = plan.steps.filter(({ kind }) => kind === 'noise').map(({ level }) => level);
      const start = flat(fixture.x_T).map((value) => value * before[0].sigma);
      const end = finalState(
        sampleWithPlan(plan, arrays(2), exactDenoiser(fixture.gmm), start, (draw) =>
          flat(fixture.noise[draw]),
        ),
      );
      const sigmas = before.map(({ alpha, sigma }) => sigma / alpha);
      const expected = algorithm2(
        start.map((value) => value / before[0].alpha),
        sigmas,
        churn,
      );
      expect(distance(end, expected)).toBeLessThan(TOLERANCE);
    }
  });
});
