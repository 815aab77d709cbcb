import { describe, expect, test } from 'vitest';
import type { Process } from '../../../../src/diffusion/process';
import { createProcess } from '../../../../src/diffusion/processes';
import { planSampling, type SamplerId } from '../../../../src/diffusion/samplers';
import { arrays, finalState, sampleWithPlan } from '../../../../src/diffusion/samplers/apply';
import { distance, exactDenoiser, flat, reference, type SamplerFixture } from '../reference';

const { gmm, x_T, pf_ode_exact } = reference<SamplerFixture>('samplers');

function endpointError(
  name: string,
  process: Process,
  sampler: SamplerId,
  samplingSteps: number,
  solverOrder = 2,
): number {
  const { sigma_start, final } = pf_ode_exact[name];
  const plan = planSampling(process, { sampler, samplingSteps, solverOrder, spacing: 'karras' });
  const { alpha } = process.level(process.timeMax);
  const scale = name.startsWith('ve') ? sigma_start : alpha * Math.hypot(1, sigma_start);
  const start = flat(x_T).map((value) => value * scale);
  const end = finalState(
    sampleWithPlan(plan, arrays(2), exactDenoiser(gmm), start, () => new Float64Array(10)),
  );
  return distance(end, flat(final));
}

describe('endpoint error against the exact probability-flow ODE falls at the order of the solver', () => {
  const chain = createProcess({ schedule: 'linear', T: 1000 });
  // The step from the least noise to data is of first order in σ_min: small enough here not to show.
  const exploding = createProcess({ process: 've-sde', sigmaMin: 1e-4, sigmaMax: 80 });

  // On the chain, n stays where the error is far above that of the last step from σ = 0.01 (4e-4).
  test.each([
    { name: 'linear/T1000/from_last', process: chain, sampler: 'euler', samplingSteps: [320, 640], order: 1 },
    { name: 'linear/T1000/from_last', process: chain, sampler: 'heun', samplingSteps: [40, 80], order: 2 },
    {
      name: 'linear/T1000/from_last',
      process: chain,
      sampler: 'dpm-solver++',
      samplingSteps: [80, 160],
      order: 2,
    },
    { name: 've_sigma80', process: exploding, sampler: 'euler', samplingSteps: [800, 1600], order: 1 },
    { name: 've_sigma80', process: exploding, sampler: 'ddim', samplingSteps: [800, 1600], order: 1 },
    { name: 've_sigma80', process: exploding, sampler: 'heun', samplingSteps: [200, 800], order: 2 },
  ] as const)('$sampler from $name: order $order', ({ name, process, sampler, samplingSteps, order }) => {
    const [coarse, fine] = samplingSteps.map((n) => endpointError(name, process, sampler, n));
    const measured = Math.log(coarse / fine) / Math.log(samplingSteps[1] / samplingSteps[0]);
    // The next term of the error still shows at these n: a fifth of an order is allowed below, more is better.
    expect(measured).toBeGreaterThan(order - 0.2);
    expect(measured).toBeLessThan(order + 0.45);
  });

  test('dpm-solver++ of order 3: order 3, and nearer than order 2 with the same evaluations', () => {
    const name = 'linear/T1000/from_last';
    const [coarse, fine] = [60, 120].map((n) => endpointError(name, chain, 'dpm-solver++', n, 3));
    expect(Math.log2(coarse / fine)).toBeGreaterThan(2.8);
    expect(Math.log2(coarse / fine)).toBeLessThan(3.45);
    for (const n of [20, 40, 60])
      expect(endpointError(name, chain, 'dpm-solver++', n, 3)).toBeLessThan(
        endpointError(name, chain, 'dpm-solver++', n, 2) / 2,
      );
  });

  test.each(['linear_scaled/T50/from_last', 'cosine/T50/from_last'])('Heun arrives from %s', (name) => {
    const schedule = name.startsWith('cosine') ? 'cosine' : 'linear';
    const process = createProcess({ schedule, T: 50 });
    // What is left is the step from this chain's least noise, σ = 0.04, to data.
    expect(endpointError(name, process, 'heun', 200)).toBeLessThan(0.02);
  });
});
