import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { qPosterior } from '../../../../src/diffusion/posterior';
import { createProcess } from '../../../../src/diffusion/processes';
import { RefusedError } from '../../../../src/diffusion/refusal';
import {
  type PlanRequest,
  planSampling,
  SAMPLER_IDS,
  SAMPLERS,
  type SamplerId,
  SPACING_IDS,
  samplingRefusal,
} from '../../../../src/diffusion/samplers';
import {
  type Arithmetic,
  arrays,
  finalState,
  sampleWithPlan,
} from '../../../../src/diffusion/samplers/apply';
import { ddimStep } from '../../../../src/diffusion/samplers/ddim';
import { eulerStep } from '../../../../src/diffusion/samplers/euler';
import type { Sampler } from '../../../../src/diffusion/samplers/sampler';
import { SCHEDULE_IDS } from '../../../../src/diffusion/schedules';
import { distance, reference } from '../reference';

const timesOf = (steps: readonly { time: number }[]) => steps.map(({ time }) => time);

describe('spacings', () => {
  const { timesteps_diffusers } = reference<{ timesteps_diffusers: Record<string, number[]> }>('schedules');
  const kinds: Record<string, PlanRequest> = {
    DDPMScheduler: { sampler: 'ddpm', samplingSteps: 1 },
    DDIMScheduler: { sampler: 'ddim', samplingSteps: 1 },
    DPMSolverMultistepScheduler: { sampler: 'dpm-solver++', samplingSteps: 1 },
    EulerDiscreteScheduler: { sampler: 'euler', samplingSteps: 1 },
    HeunDiscreteScheduler: { sampler: 'heun', samplingSteps: 1 },
  };
  test.each(Object.entries(timesteps_diffusers))('visit the published timesteps: %s', (name, expected) => {
    const [scheduler, spacing, T, n] = name.split('/');
    const process = createProcess({ schedule: 'cosine', T: Number(T.slice(1)) });
    const plan = planSampling(process, {
      ...kinds[scheduler],
      samplingSteps: Number(n.slice(1)),
      spacing: spacing as 'leading',
    });
    expect(plan.steps.length).toBe(expected.length);
    // Fractional times differ by the rounding of a sum.
    expect(distance(timesOf(plan.steps), expected)).toBeLessThan(1e-9);
  });

  test('respacing by level pairs gives the published betas and posterior variances', () => {
    const { respacing } = reference<{
      respacing: Record<
        string,
        { timestep_map: number[]; new_betas: number[]; posterior_variance: number[] }
      >;
    }>('schedules');
    for (const [name, { timestep_map, new_betas, posterior_variance }] of Object.entries(respacing)) {
      const schedule = name.startsWith('cosine') ? 'cosine' : 'linear';
      const process = createProcess({ schedule, T: 1000 });
      for (const [i, t] of timestep_map.entries()) {
        const to = i === 0 ? { alpha: 1, sigma: 0 } : process.level(timestep_map[i - 1]);
        const { small, large } = qPosterior(process.level(t), to);
        // Their betas come from ᾱ by 1 - ᾱ/ᾱ_prev, which keeps 1e-12 of 1.
        expect(Math.abs(large - new_betas[i])).toBeLessThan(1e-12);
        expect(Math.abs(small - posterior_variance[i])).toBeLessThan(1e-12);
      }
    }
  });

  test('every sampler with every spacing goes down to data, and counts its evaluations', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SAMPLER_IDS),
        fc.constantFrom(...SPACING_IDS),
        fc.constantFrom('ddpm' as const, 'vp-sde' as const, 've-sde' as const),
        fc.constantFrom(...SCHEDULE_IDS),
        fc.integer({ min: 1, max: 60 }),
        (sampler, spacing, kind, schedule, steps) => {
          const process = createProcess({ process: kind, schedule, T: 60 });
          const request = { sampler, spacing, samplingSteps: steps };
          if (samplingRefusal(process, request)) return true;
          const plan = planSampling(process, request);
          const levels = plan.steps.map(({ to }) => to.sigma / to.alpha);
          const numbers = plan.steps.flatMap((step) =>
            step.kind === 'linear' ? [step.cXt, step.cX0, step.cXtPrev, step.cX0Prev, step.cNoise] : [],
          );
          const perLevel =
            sampler === 'predictor-corrector' ? 2 * steps : sampler === 'heun' ? 2 * steps - 1 : steps;
          return (
            levels.every((sigma, i) => i === 0 || sigma <= levels[i - 1] + 1e-12) &&
            levels[levels.length - 1] === 0 &&
            numbers.every(Number.isFinite) &&
            plan.nfe === perLevel
          );
        },
      ),
    );
  });
});

describe('what a sampler states of itself', () => {
  const processes = [createProcess({ T: 100 }), createProcess({ process: 'vp-sde' })];
  const processFor = (sampler: SamplerId) =>
    processes.find((process) => !samplingRefusal(process, { sampler, samplingSteps: 10 }))!;
  const usual = { eta: 0, clippedEps: true, solverOrder: 2, langevinSnr: 0.16 };
  const other = { eta: 0.5, clippedEps: false, solverOrder: 1, langevinSnr: 0.3 };

  test.each(SAMPLER_IDS)('%s is stochastic exactly where its steps draw noise', (sampler) => {
    for (const parameters of [usual, other]) {
      const { steps } = planSampling(processFor(sampler), { sampler, samplingSteps: 10, ...parameters });
      const draws = steps.some((step) => step.kind !== 'linear' || step.cNoise > 0);
      expect(SAMPLERS[sampler].stochastic(parameters)).toBe(draws);
    }
  });

  test.each(SAMPLER_IDS)('%s depends on the parameters that it states, and on no others', (sampler) => {
    const { parameters }: Sampler = SAMPLERS[sampler];
    const plan = planSampling(processFor(sampler), { sampler, samplingSteps: 10, ...usual });
    for (const name of Object.keys(usual) as (keyof typeof usual)[]) {
      const request = { sampler, samplingSteps: 10, ...usual, [name]: other[name] };
      const changed = planSampling(processFor(sampler), request);
      if (parameters.includes(name)) expect(changed, name).not.toEqual(plan);
      else expect(changed, name).toEqual(plan);
    }
  });
});

describe('steps between two levels', () => {
  const process = createProcess({ schedule: 'linear', T: 100 });
  test('DDIM with eta = 1 equals ancestral sampling, with eta = 0 Euler on the ODE', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), (a, b) => {
        fc.pre(a !== b);
        const from = process.level(Math.max(a, b));
        const to = process.level(Math.min(a, b));
        const posterior = qPosterior(from, to);
        const noisy = ddimStep(from, to, 1);
        const still = ddimStep(from, to, 0);
        const ode = eulerStep(from, to);
        expect(noisy.cXt).toBeCloseTo(posterior.cXt, 10);
        expect(noisy.cX0).toBeCloseTo(posterior.cX0, 10);
        expect(noisy.cNoise ** 2).toBeCloseTo(posterior.small, 10);
        expect(still.cXt).toBeCloseTo(ode.cXt, 10);
        expect(still.cX0).toBeCloseTo(ode.cX0, 10);
      }),
    );
  });
});

describe('the loop', () => {
  test('disposes of the start and of every state, except the last', () => {
    const exploding = createProcess({ process: 've-sde' });
    for (const request of [
      { sampler: 'predictor-corrector', samplingSteps: 5 },
      { sampler: 'dpm-solver++', samplingSteps: 6, solverOrder: 3 },
      { sampler: 'heun', samplingSteps: 5, churn: { amount: 3, sigmaMin: 0, sigmaMax: 100, noise: 1 } },
      { sampler: 'ddpm', samplingSteps: 5, variance: 'learned' },
    ] as const) {
      const plain = arrays(1);
      const alive = new Set<Float64Array>();
      const keep = (state: Float64Array) => {
        alive.add(state);
        return state;
      };
      const counting: Arithmetic<Float64Array> = {
        combine: (terms) => keep(plain.combine(terms)),
        select: (...args) => keep(plain.select(...args)),
        scaleByVariance: (...args) => keep(plain.scaleByVariance(...args)),
        langevin: (...args) => keep(plain.langevin(...args)),
        release: (state) => expect(alive.delete(state)).toBe(true),
      };
      const walk = () =>
        sampleWithPlan(
          planSampling(request.sampler === 'dpm-solver++' ? createProcess({}) : exploding, request),
          counting,
          (x) => ({ x0: keep(x.map(() => 0)), varianceFraction: keep(x.map(() => 0.5)) }),
          keep(new Float64Array([40])),
          () => keep(new Float64Array([0.5])),
          (x, { sigma }) => (sigma > 0.5 ? keep(x.slice()) : x), // some states are replaced, some stay
        );
      const last = finalState(walk());
      expect([...alive]).toEqual([last]);
      alive.clear();
      const stopped = walk();
      stopped.next();
      stopped.next();
      stopped.return(new Float64Array());
      expect(alive.size).toBe(0);
    }
  });

  test('a learned variance at its ends is fixed-small and fixed-large', () => {
    const process = createProcess({ schedule: 'cosine', T: 30 });
    const run = (variance: 'learned' | 'fixed-small' | 'fixed-large', fraction?: number) =>
      finalState(
        sampleWithPlan(
          planSampling(process, { sampler: 'ddpm', samplingSteps: 30, variance }),
          arrays(1),
          (x) => ({
            x0: x.map((value) => value / 2),
            varianceFraction: fraction === undefined ? undefined : x.map(() => fraction),
          }),
          new Float64Array([1]),
          (step) => new Float64Array([Math.sin(step)]),
        ),
      )[0];
    expect(run('learned', 0)).toBeCloseTo(run('fixed-small'), 12);
    expect(run('learned', 1)).toBeCloseTo(run('fixed-large'), 12);
  });
});

describe('impossible combinations are refused with the reason and a way out', () => {
  const chain = createProcess({ T: 100 });
  const zero = createProcess({ T: 100, zeroTerminalSnr: true });
  const exploding = createProcess({ process: 've-sde' });
  test.each([
    ['no steps', chain, { sampler: 'ddpm', samplingSteps: 0 }, /steps from 1, not 0/],
    ['half a step', chain, { sampler: 'ddim', samplingSteps: 1.5 }, /whole number/],
    [
      'more steps than the chain has',
      chain,
      { sampler: 'ddpm', samplingSteps: 101 },
      /T = 100 .* at most 100/,
    ],
    ['eta above 1', chain, { sampler: 'ddim', samplingSteps: 10, eta: 2 }, /η = 2/],
    ['eta below 0', chain, { sampler: 'ddim', samplingSteps: 10, eta: -0.1 }, /η = -0.1/],
    [
      'order 4',
      chain,
      { sampler: 'dpm-solver++', samplingSteps: 10, solverOrder: 4 },
      /order 1, 2 \(2M\) or 3/,
    ],
    [
      'DPM-Solver++ on VE',
      exploding,
      { sampler: 'dpm-solver++', samplingSteps: 10 },
      /parametrisation.* heun/,
    ],
    [
      'an SDE solver on a chain',
      chain,
      { sampler: 'euler-maruyama', samplingSteps: 10 },
      /discrete chain.* vp-sde/,
    ],
    ['Heun from zero SNR', zero, { sampler: 'heun', samplingSteps: 10 }, /zero terminal SNR.* ddim/],
    [
      'Karras spacing from zero SNR',
      zero,
      { sampler: 'ddpm', samplingSteps: 10, spacing: 'karras' },
      /infinite.* trailing/,
    ],
    [
      'eps from zero SNR',
      zero,
      { sampler: 'ddpm', samplingSteps: 10, prediction: 'eps' },
      /divides by 0.* v-prediction/,
    ],
    [
      'a corrector without a step',
      exploding,
      { sampler: 'predictor-corrector', samplingSteps: 10, langevinSnr: 0 },
      /above 0/,
    ],
    [
      'negative churn',
      exploding,
      { sampler: 'heun', samplingSteps: 9, churn: { amount: -1, sigmaMin: 0, sigmaMax: 1, noise: 1 } },
      /Churn/,
    ],
  ] as const)('%s', (_, process, request, words) => {
    expect(samplingRefusal(process, request)?.hint).toBeTruthy();
    expect(() => planSampling(process, request)).toThrow(RefusedError);
    expect(() => planSampling(process, request)).toThrow(words);
  });

  test('v-prediction goes where eps cannot', () => {
    expect(samplingRefusal(zero, { sampler: 'ddim', samplingSteps: 10, prediction: 'v' })).toBeNull();
  });

  test('processes that do not exist', () => {
    expect(() => createProcess({ T: 5 })).toThrow(/T = 5/);
    expect(() => createProcess({ process: 'vp-sde', zeroTerminalSnr: true })).toThrow(/discrete chain/);
    expect(() => createProcess({ process: 've-sde', sigmaMin: 60 })).toThrow(/σ_min < σ_max/);
    expect(() => createProcess({ process: 'vp-sde', betaMax: 0.01 })).toThrow(/β\(0\)/);
  });
});

describe('a list of times in the place of a spacing', () => {
  const exploding = createProcess({ process: 've-sde' });
  const preserving = createProcess({ process: 'vp-sde' });
  const tail = [0.5, 0.4, 0.3, 0.2, 0.1];

  test.each(
    Object.entries({ 've-sde': exploding, 'vp-sde': preserving }).flatMap(([name, process]) =>
      SAMPLER_IDS.flatMap((sampler) =>
        [...SPACING_IDS, 'auto' as const].map((spacing) => ({ name, process, sampler, spacing })),
      ),
    ),
  )('begins where it begins: $name, $sampler, $spacing', ({ process, sampler, spacing }) => {
    const request = { sampler, spacing, samplingSteps: 5, times: tail };
    if (samplingRefusal(process, request)) return;
    const { steps } = planSampling(process, request);
    expect([...new Set(timesOf(steps))].slice(0, 1)).toEqual([0.5]);
    expect(steps[0].level).toEqual(process.level(0.5));
  });

  test.each(SPACING_IDS)('Euler–Maruyama integrates the time that is left, with %s too', (spacing) => {
    const request = { sampler: 'euler-maruyama', spacing, samplingSteps: 5, times: tail } as const;
    const noises = planSampling(preserving, request).steps.flatMap((step) =>
      'cNoise' in step && step.cNoise
        ? [step.cNoise ** 2 / preserving.rates(step.time).diffusionSquared]
        : [],
    );
    expect(noises.reduce((sum, dt) => sum + dt, 0)).toBeCloseTo(0.4); // the last step goes to x̂0, without noise
  });
});
