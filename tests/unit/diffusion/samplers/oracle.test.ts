import { describe, expect, test } from 'vitest';
import { createProcess, type ProcessOptions } from '../../../../src/diffusion/processes';
import {
  type PlanRequest,
  planSampling,
  SAMPLER_IDS,
  samplingRefusal,
} from '../../../../src/diffusion/samplers';
import { arrays, finalState, sampleWithPlan } from '../../../../src/diffusion/samplers/apply';
import { SCHEDULE_IDS } from '../../../../src/diffusion/schedules';
import { fillNormal } from '../../../../src/lib/rng';
import { exactDenoiser } from '../reference';

const MEAN = 1.5;
const DEVIATION = 0.5;
const N = 4000;
const denoise = exactDenoiser({ weights: [1], means: [[MEAN]], stds: [DEVIATION] });

function momentsOf(options: Partial<ProcessOptions>, request: PlanRequest) {
  const process = createProcess(options);
  const plan = planSampling(process, request);
  const start = fillNormal(new Float64Array(N), { seed: 3, stream: 'start', step: 0 });
  const end = finalState(
    sampleWithPlan(
      plan,
      arrays(1),
      denoise,
      start.map((z) => z * plan.initialScale),
      (step) => fillNormal(new Float64Array(N), { seed: 3, stream: 'samplingNoise', step }),
    ),
  );
  const mean = end.reduce((a, b) => a + b, 0) / N;
  const deviation = Math.sqrt(end.reduce((a, b) => a + (b - mean) ** 2, 0) / N);
  return { mean, deviation };
}

/** Four standard errors of 4000 draws are 0.032 for the mean and 0.022 for the deviation; the rest is the solver's own error. */
function expectOracle({ mean, deviation }: { mean: number; deviation: number }) {
  expect(Math.abs(mean - MEAN)).toBeLessThan(0.04);
  expect(Math.abs(deviation - DEVIATION)).toBeLessThan(0.03);
}

describe('with the exact eps of N(1.5, 0.5²) a sampler returns that mean and that deviation', () => {
  const processes = [
    { process: 'ddpm', schedule: 'cosine', T: 200 },
    { process: 'ddpm', schedule: 'linear', T: 200 },
    { process: 'vp-sde' },
    { process: 'vp-sde', schedule: 'cosine' },
    { process: 've-sde' },
  ] as const;
  for (const options of processes) {
    const process = createProcess(options);
    for (const sampler of SAMPLER_IDS) {
      const request = { sampler, samplingSteps: 200, langevinSnr: 0.05, eta: 0.5 };
      if (samplingRefusal(process, request)) continue;
      test(`${Object.values(options).join(' ')}, ${sampler}`, () =>
        expectOracle(momentsOf(options, request)));
    }
  }

  test.each(SCHEDULE_IDS)('%s with zero terminal SNR, by ancestral sampling and DDIM', (schedule) => {
    const options = { schedule, T: 200, zeroTerminalSnr: true };
    for (const sampler of ['ddpm', 'ddim'] as const) {
      const process = createProcess(options);
      const plan = planSampling(process, { sampler, samplingSteps: 200 });
      const end = finalState(
        sampleWithPlan(
          plan,
          arrays(1),
          // At zero SNR the best guess of x0 is its mean; below, the exact eps says it.
          (x, time, level) => (level.alpha === 0 ? { x0: x.map(() => MEAN) } : denoise(x, time, level)),
          fillNormal(new Float64Array(N), { seed: 4, stream: 'start', step: 0 }),
          (step) => fillNormal(new Float64Array(N), { seed: 4, stream: 'samplingNoise', step }),
        ),
      );
      const mean = end.reduce((a, b) => a + b, 0) / N;
      expectOracle({ mean, deviation: Math.sqrt(end.reduce((a, b) => a + (b - mean) ** 2, 0) / N) });
    }
  });

  test('fixed-large variance agrees with fixed-small when steps are many', () => {
    expectOracle(momentsOf({ T: 400 }, { sampler: 'ddpm', samplingSteps: 400, variance: 'fixed-large' }));
  });

  test('churn leaves the distribution as it is', () => {
    const churn = { amount: 40, sigmaMin: 0.05, sigmaMax: 50, noise: 1 };
    expectOracle(momentsOf({ process: 've-sde' }, { sampler: 'heun', samplingSteps: 100, churn }));
  });
});
