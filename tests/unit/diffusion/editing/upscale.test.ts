/** Upscaling beside the exact answer: of a Gaussian whose two coordinates are correlated, their mean is given. */
import { describe, expect, test } from 'vitest';
import { resampledPlan } from '../../../../src/diffusion/editing/inpaint';
import { keepLowPass, reduced, reductions, withinRange } from '../../../../src/diffusion/editing/upscale';
import type { Level } from '../../../../src/diffusion/process';
import { createProcess } from '../../../../src/diffusion/processes';
import { planSampling } from '../../../../src/diffusion/samplers';
import { arrays, type Denoiser, finalState, sampleWithPlan } from '../../../../src/diffusion/samplers/apply';
import { fillNormal } from '../../../../src/lib/rng';

/** Variances of the two coordinates, which are independent; their mean is what a reduced image would say. */
const VARIANCES = [2, 0.5];
const N = 4000;
const process = createProcess({ schedule: 'cosine', T: 200 });

const denoise: Denoiser<Float64Array> = (x, _, { alpha, sigma }: Level) => ({
  x0: x.map((value, i) => {
    const variance = VARIANCES[i % 2];
    return (alpha * variance * value) / (alpha ** 2 * variance + sigma ** 2);
  }),
});

const means = (x: Float64Array) => x.map((_, i) => (x[i - (i % 2)] + x[i - (i % 2) + 1]) / 2);

function drawn(mean: number, resamplings: number) {
  const plan = planSampling(process, { sampler: 'ddpm', samplingSteps: 50 });
  const normal = (stream: 'start' | 'samplingNoise' | 'noise', step: number) =>
    fillNormal(new Float64Array(2 * N), { seed: 3, stream, step });
  // an image of this mean that is far from the data: only its mean may count
  const given = new Float64Array(2 * N).map((_, i) => (i % 2 === 0 ? mean + 40 : mean - 40));
  return finalState(
    sampleWithPlan(
      resampledPlan(plan, { resamplings, jumpLength: 5 }),
      arrays(2),
      denoise,
      normal('start', 0),
      (draw) => normal('samplingNoise', draw),
      keepLowPass(arrays(2), given, means, (draw) => normal('noise', draw)),
    ),
  );
}

describe('drawing two numbers of which the mean is given', () => {
  const mean = 0.8;

  test('gives samples of that mean, to rounding', () => {
    for (const value of means(drawn(mean, 1))) expect(Math.abs(value - mean)).toBeLessThan(1e-12);
  });

  test('with resampling draws their difference from the exact conditional distribution', () => {
    const x = drawn(mean, 10);
    const differences = Array.from({ length: N }, (_, i) => x[2 * i] - x[2 * i + 1]);
    const average = differences.reduce((a, b) => a + b) / N;
    const variance = differences.reduce((sum, d) => sum + (d - average) ** 2, 0) / N;
    // of N(0, diag(v)) with (a + b)/2 = m: a - b has mean 2m (v_a - v_b)/(v_a + v_b) and variance 4 v_a v_b/(v_a + v_b)
    const [a, b] = VARIANCES;
    // Four standard errors of 4 000 draws are 0.08 and 0.06; what else there is, is the error of 50 levels.
    expect(Math.abs(average - (2 * mean * (a - b)) / (a + b))).toBeLessThan(0.1);
    expect(Math.abs(Math.sqrt(variance) - Math.sqrt((4 * a * b) / (a + b)))).toBeLessThan(0.1);
  });
});

describe('a reduced image', () => {
  test('has the means of blocks, of each channel or of all, and is its own reduced image', () => {
    const image = Float32Array.from({ length: 4 * 4 * 3 }, (_, i) => Math.sin(7.3 * i + 0.1 * i * i));
    for (const how of [
      { factor: 2, grey: false },
      { factor: 4, grey: false },
      { factor: 1, grey: true },
      { factor: 2, grey: true },
    ]) {
      const once = reduced(image, [4, 4, 3], how);
      for (const [i, value] of reduced(once, [4, 4, 3], how).entries()) expect(value).toBeCloseTo(once[i], 6);
      expect(new Set(once.map((value) => Math.round(1e5 * value))).size).toBe(
        (16 / how.factor ** 2) * (how.grey ? 1 : 3),
      );
    }
    const [first] = reduced(image, [4, 4, 3], { factor: 2, grey: false });
    expect(first).toBeCloseTo((image[0] + image[3] + image[12] + image[15]) / 4, 6);
  });

  test('stays the same where an image is fitted into the range of pixels, which clipping would change', () => {
    const how = { factor: 2, grey: false };
    const given = reduced(
      Float32Array.from({ length: 64 }, (_, i) => (i < 16 ? -1 : Math.sin(i * i))),
      [8, 8, 1],
      how,
    );
    const image = given.map((mean, i) => mean + 1.5 * Math.sin(3 * i));
    const fitted = withinRange(image, given, [8, 8, 1], how);
    const most = (a: Float32Array) =>
      Math.max(...reduced(a, [8, 8, 1], how).map((mean, i) => Math.abs(mean - given[i])));
    expect(Math.max(...fitted.map(Math.abs))).toBeLessThanOrEqual(1);
    expect(most(fitted)).toBeLessThan(1e-6);
    expect(most(image.map((value) => Math.min(1, Math.max(-1, value))))).toBeGreaterThan(0.05);
  });

  test('exists for factors that divide both sides and leave two pixels', () => {
    expect(reductions(28, 28)).toEqual([1, 2, 4, 7, 14]);
    expect(reductions(12, 8)).toEqual([1, 2, 4]);
    expect(reductions(7, 7)).toEqual([1]);
  });
});
