/** The reverse loop on tensors: right for a distribution whose noise is known exactly, and the float64 trajectory in float32. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../src/config/fields';
import { openPlan } from '../../src/config/openPlan';
import { openProcess } from '../../src/config/openProcess';
import type { Level } from '../../src/diffusion/process';
import { arrays, type Denoiser, sampleWithPlan } from '../../src/diffusion/samplers/apply';
import { fillNormal } from '../../src/lib/rng';
import { sample, sampleTrajectory } from '../../src/sampling/sample';
import { tensorArithmetic } from '../../src/sampling/tensorArithmetic';
import { NODE_BACKENDS, useNodeBackend } from './nodeBackends';

const MEAN = [1.5, -0.5];
const STD = 0.5;

/** E[x0 | x_t] for N(MEAN, STD² I): x̂0 = m + α s²/(α² s² + σ²) (x_t - α m). */
const gain = ({ alpha, sigma }: Level) => (alpha * STD ** 2) / (alpha ** 2 * STD ** 2 + sigma ** 2);

const exactTensors: Denoiser<tf.Tensor> = (x, _, level) => ({
  x0: tf.tidy(() => {
    const mean = tf.tensor2d(MEAN, [1, 2]);
    return tf.add(mean, tf.mul(tf.sub(x, tf.mul(mean, level.alpha)), gain(level)));
  }),
});

const exactArrays: Denoiser<Float64Array> = (x, _, level) => ({
  x0: x.map((value, i) => MEAN[i % 2] + gain(level) * (value - level.alpha * MEAN[i % 2])),
});

type Case = readonly [string, Partial<RunConfig>];
const SAMPLERS: readonly Case[] = [
  ['ddpm', { sampler: 'ddpm' }],
  ['ddpm, 50 of 100 steps', { sampler: 'ddpm', samplingSteps: 50 }],
  ['ddpm, large variance', { sampler: 'ddpm', variance: 'fixed-large' }],
  ['ddim', { sampler: 'ddim' }],
  ['ddim, eta = 1', { sampler: 'ddim', eta: 1 }],
  ['dpm-solver++', { sampler: 'dpm-solver++', samplingSteps: 25 }],
  ['dpm-solver++, first order', { sampler: 'dpm-solver++', samplingSteps: 25, solverOrder: 1 }],
  ['heun', { sampler: 'heun', samplingSteps: 25 }],
  ['euler', { sampler: 'euler' }],
  ['euler-maruyama on VP-SDE', { sampler: 'euler-maruyama', process: 'vp-sde', samplingSteps: 200 }],
  ['predictor-corrector', { sampler: 'predictor-corrector' }],
  ['ddpm on VP-SDE', { sampler: 'ddpm', process: 'vp-sde' }],
  ['euler-maruyama on VE-SDE', { sampler: 'euler-maruyama', process: 've-sde', samplingSteps: 200 }],
  ['ddpm on VE-SDE', { sampler: 'ddpm', process: 've-sde', samplingSteps: 200 }],
];

function planOf(changes: Partial<RunConfig>) {
  const config: RunConfig = { ...DEFAULT_CONFIG, T: 100, samplingSteps: 100, schedule: 'cosine', ...changes };
  const process = openProcess(config);
  return { process, plan: openPlan(config, process) };
}

beforeAll(() => useNodeBackend('wasm'));

test.each(SAMPLERS)(
  'with the exact noise of a Gaussian, %s gives its mean and deviation',
  async (_, changes) => {
    const { plan } = planOf(changes);
    const points = (await sample(plan, exactTensors, { seed: 2, count: 4000 }))!;
    for (const axis of [0, 1]) {
      const values = Array.from({ length: 4000 }, (_, i) => points[2 * i + axis]);
      const mean = values.reduce((a, b) => a + b, 0) / 4000;
      const std = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 3999);
      // Sampling error: 4 standard errors of a mean are 0.03, of a deviation 0.022; the rest is the solvers' own at 100 steps.
      expect(Math.abs(mean - MEAN[axis])).toBeLessThan(0.04);
      expect(Math.abs(std - STD)).toBeLessThan(0.05);
    }
  },
);

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(() => useNodeBackend(backend));

  test.each(SAMPLERS)('%s in float32 stays within 5e-4 of the float64 trajectory', async (_, changes) => {
    const { plan } = planOf(changes);
    const n = 16;
    const draw = (step: number) =>
      fillNormal(new Float64Array(2 * n), { seed: 4, stream: 'samplingNoise', step });
    const start = fillNormal(new Float64Array(2 * n), { seed: 4, stream: 'start', step: 0 }).map(
      (z) => z * plan.initialScale,
    );
    const upload = (values: Float64Array) => tf.tensor2d(Float32Array.from(values), [n, 2]);
    const exact = sampleWithPlan(plan, arrays(2), exactArrays, start, draw);
    const rounded = sampleWithPlan(plan, tensorArithmetic, exactTensors, upload(start), (k) =>
      upload(draw(k)),
    );
    for (;;) {
      const [a, b] = [exact.next(), rounded.next()];
      expect(b.done).toBe(a.done);
      const [x, y] =
        a.done || b.done ? [a.value as Float64Array, b.value as tf.Tensor] : [a.value.x, b.value.x];
      const values = await y.data();
      for (let i = 0; i < 2 * n; i++)
        expect(Math.abs(values[i] - x[i])).toBeLessThan(5e-4 * Math.max(1, Math.abs(x[i])));
      if (a.done) {
        y.dispose();
        break;
      }
    }
  });
});

test.each(SAMPLERS)('%s leaves no tensor behind', async (_, changes) => {
  await useNodeBackend('wasm');
  const { plan, process } = planOf({ ...changes, samplingSteps: 10 });
  const before = tf.memory().numTensors;
  await sample(plan, exactTensors, { seed: 1, count: 30 });
  await sampleTrajectory(plan, process, exactTensors, { seed: 1, count: 30 });
  let asked = 0;
  expect(await sample(plan, exactTensors, { seed: 1, count: 30, cancelled: () => ++asked > 3 })).toBeNull();
  expect(tf.memory().numTensors).toBe(before);
});

test('the same seed gives the same samples in chunks of any size', async () => {
  const { plan } = planOf({ samplingSteps: 5 });
  const many = (await sample(plan, exactTensors, { seed: 3, count: 2500 }))!; // two chunks
  const few = (await sample(plan, exactTensors, { seed: 3, count: 100 }))!;
  expect(Array.from(few)).toEqual(Array.from(many.subarray(0, 200)));
});

test('a trajectory goes from noise to the samples, in at most 33 frames', async () => {
  const { plan, process } = planOf({});
  const trajectory = (await sampleTrajectory(plan, process, exactTensors, { seed: 3, count: 50 }))!;
  expect(trajectory.frames).toBe(33);
  expect(trajectory.nfe).toBe(100);
  expect(trajectory.states).toHaveLength(33 * 50 * 2);
  const samples = (await sample(plan, exactTensors, { seed: 3, count: 50 }))!;
  expect(Array.from(trajectory.states.slice(-100))).toEqual(Array.from(samples));
  expect(Array.from(trajectory.guesses.slice(-100))).toEqual(Array.from(samples));
  const noise = fillNormal(new Float32Array(100), { seed: 3, stream: 'start', step: 0 });
  for (let i = 0; i < 100; i++) expect(trajectory.states[i]).toBeCloseTo(noise[i] * plan.initialScale, 5);
  expect(trajectory.times[0]).toBe(99);
  for (let k = 1; k < 33; k++) expect(trajectory.sigmas[k]).toBeLessThan(trajectory.sigmas[k - 1]);
  expect(trajectory.sigmas[32]).toBe(0);
});
