/** Inpainting beside the exact answer: of a Gaussian whose coordinates are correlated, the known one gives the mean of the other. */
import { describe, expect, test } from 'vitest';
import { keepKnown, resampledPlan } from '../../../../src/diffusion/editing/inpaint';
import type { Level } from '../../../../src/diffusion/process';
import { createProcess } from '../../../../src/diffusion/processes';
import { planSampling } from '../../../../src/diffusion/samplers';
import { arrays, type Denoiser, finalState, sampleWithPlan } from '../../../../src/diffusion/samplers/apply';
import { fillNormal } from '../../../../src/lib/rng';

const CORRELATION = 0.9;
const N = 4000;
const chain = createProcess({ schedule: 'cosine', T: 200 });
const plan = (samplingSteps: number) => planSampling(chain, { sampler: 'ddpm', samplingSteps });

/** E[x0 | x_t] = α C (α² C + σ² I)⁻¹ x_t of N(0, C), C = [[1, ρ], [ρ, 1]], by its eigenvectors (1, 1) and (1, -1). */
const denoise: Denoiser<Float64Array> = (x, _, { alpha, sigma }: Level) => {
  const gain = (variance: number) => (alpha * variance) / (alpha ** 2 * variance + sigma ** 2);
  const [along, across] = [gain(1 + CORRELATION), gain(1 - CORRELATION)];
  const x0 = new Float64Array(x.length);
  for (let i = 0; i < x.length; i += 2) {
    const sum = (along * (x[i] + x[i + 1])) / 2;
    const difference = (across * (x[i] - x[i + 1])) / 2;
    x0[i] = sum + difference;
    x0[i + 1] = sum - difference;
  }
  return { x0 };
};

/** @returns mean and deviation of y where x is known, and all x that came back */
function conditional(known: number, resamplings: number) {
  const normal = (stream: 'start' | 'samplingNoise' | 'noise', step: number) =>
    fillNormal(new Float64Array(2 * N), { seed: 5, stream, step });
  const given = new Float64Array(2 * N).map((_, i) => (i % 2 === 0 ? known : Number.NaN));
  const mask = given.map((_, i) => (i % 2 === 0 ? 1 : 0));
  const arithmetic = arrays(2);
  const end = finalState(
    sampleWithPlan(
      resampledPlan(plan(50), { resamplings, jumpLength: 5 }),
      arithmetic,
      denoise,
      normal('start', 0),
      (draw) => normal('samplingNoise', draw),
      keepKnown(arithmetic, given, mask, (draw) => normal('noise', draw)),
    ),
  );
  const x = end.filter((_, i) => i % 2 === 0);
  const y = end.filter((_, i) => i % 2 === 1);
  const mean = y.reduce((a, b) => a + b, 0) / N;
  return { x, mean, deviation: Math.sqrt(y.reduce((a, b) => a + (b - mean) ** 2, 0) / N) };
}

describe('inpainting one coordinate of a correlated Gaussian', () => {
  const known = 1.3;

  test('with resampling draws the other from the exact conditional distribution', () => {
    const { mean, deviation } = conditional(known, 10);
    // Four standard errors of 4 000 draws are 0.028 and 0.02; the rest is the error of 50 levels.
    expect(Math.abs(mean - CORRELATION * known)).toBeLessThan(0.06);
    expect(Math.abs(deviation - Math.sqrt(1 - CORRELATION ** 2))).toBeLessThan(0.06);
  });

  test('without resampling misses its mean, as the paper says of replacement alone', () => {
    const once = conditional(known, 1);
    const often = conditional(known, 10);
    const miss = ({ mean }: { mean: number }) => Math.abs(mean - CORRELATION * known);
    expect(miss(once)).toBeGreaterThan(2 * miss(often));
    expect(miss(once)).toBeGreaterThan(0.06);
  });

  test('gives the known coordinate back bit for bit, and never reads what is not known', () => {
    const { x, mean } = conditional(known, 2);
    expect(x.every((value) => Object.is(value, known))).toBe(true);
    expect(mean).not.toBeNaN();
  });
});

describe('the walk of a resampled plan', () => {
  /** Levels that are passed, by the signal that is left: the index in the plan's own chain. */
  const walked = (samplingSteps: number, resamplings: number, jumpLength: number) => {
    const whole = plan(samplingSteps);
    const times = [...whole.steps.map(({ level }) => level.alpha), 1];
    return resampledPlan(whole, { resamplings, jumpLength }).steps.map(
      ({ to }) => times.length - 1 - times.indexOf(to.alpha),
    );
  };

  test('is that of get_schedule_jump of the published code', () => {
    // get_schedule_jump(t_T=6, n_sample=1, jump_length=2, jump_n_sample=2), whose -1 is data, 0 here:
    // 5 4 3 2 3 4 3 2 1 0 1 2 1 0 -1
    expect(walked(6, 2, 2)).toEqual([5, 4, 3, 4, 5, 4, 3, 2, 1, 2, 3, 2, 1, 0].filter(keepsTurns(2)));
  });

  test('is the plan itself where nothing is resampled', () => {
    expect(resampledPlan(plan(20), { resamplings: 1, jumpLength: 4 })).toEqual(plan(20));
  });

  test('costs an evaluation for each step down', () => {
    // levels 0, 5, 10 and 15 of 25, each left four times more for five steps
    expect(resampledPlan(plan(25), { resamplings: 5, jumpLength: 5 }).nfe).toBe(25 + 4 * 4 * 5);
  });

  test('ends between levels that meet: each step starts where the one before it ended', () => {
    const { steps } = resampledPlan(plan(30), { resamplings: 3, jumpLength: 4 });
    for (const [i, { level }] of steps.slice(1).entries()) expect(level).toEqual(steps[i].to);
  });

  test('is refused for a sampler of several steps', () => {
    const twoSteps = planSampling(chain, { sampler: 'dpm-solver++', samplingSteps: 20 });
    expect(() => resampledPlan(twoSteps, { resamplings: 2, jumpLength: 2 })).toThrow(/ddpm/);
  });
});

/** A jump back is one step here, and as many as levels in the published list: leaves out those between. */
function keepsTurns(jumpLength: number) {
  return (level: number, i: number, all: readonly number[]) => {
    const rising = (k: number) => k > 0 && all[k] > all[k - 1];
    if (!rising(i)) return true;
    let run = 0;
    for (let k = i; rising(k); k--) run++;
    return run === jumpLength && level >= 0;
  };
}
