/** Every sampler on a Gaussian whose noise is known exactly: on tensors, and in float64 beside them. Runs in Node and in a browser. */
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../src/config/fields';
import { openPlan } from '../../src/config/openPlan';
import type { Level } from '../../src/diffusion/process';
import { createProcess } from '../../src/diffusion/processes';
import { arrays, type Denoiser, sampleWithPlan } from '../../src/diffusion/samplers/apply';
import { fillNormal } from '../../src/lib/rng';
import { tensorArithmetic } from '../../src/sampling/tensorArithmetic';

export const MEAN = [1.5, -0.5];
export const STD = 0.5;

/** E[x0 | x_t] for N(MEAN, STD² I): x̂0 = m + α s²/(α² s² + σ²) (x_t - α m). */
const gain = ({ alpha, sigma }: Level) => (alpha * STD ** 2) / (alpha ** 2 * STD ** 2 + sigma ** 2);

export const exactTensors: Denoiser<tf.Tensor> = (x, _, level) => ({
  x0: tf.tidy(() => {
    const mean = tf.tensor2d(MEAN, [1, 2]);
    return tf.add(mean, tf.mul(tf.sub(x, tf.mul(mean, level.alpha)), gain(level)));
  }),
});

const exactArrays: Denoiser<Float64Array> = (x, _, level) => ({
  x0: x.map((value, i) => MEAN[i % 2] + gain(level) * (value - level.alpha * MEAN[i % 2])),
});

export type Case = readonly [string, Partial<RunConfig>];
export const SAMPLERS: readonly Case[] = [
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
  ['euler on flow', { sampler: 'euler', process: 'flow', prediction: 'velocity', samplingSteps: 20 }],
  ['heun on flow', { sampler: 'heun', process: 'flow', prediction: 'velocity', samplingSteps: 20 }],
  ['ddpm on flow', { sampler: 'ddpm', process: 'flow', prediction: 'velocity' }],
  ['ddpm on VE-SDE', { sampler: 'ddpm', process: 've-sde', samplingSteps: 200 }],
];

export function planOf(changes: Partial<RunConfig>) {
  const config: RunConfig = { ...DEFAULT_CONFIG, T: 100, samplingSteps: 100, schedule: 'cosine', ...changes };
  const process = createProcess(config);
  return { process, plan: openPlan(config, process) };
}

/** Runs a sampler on tensors of the running backend, and the same sampler in float64. */
export async function expectFloat64Trajectory(changes: Partial<RunConfig>): Promise<void> {
  const { plan } = planOf(changes);
  const n = 16;
  const draw = (step: number) =>
    fillNormal(new Float64Array(2 * n), { seed: 4, stream: 'samplingNoise', step });
  const start = fillNormal(new Float64Array(2 * n), { seed: 4, stream: 'start', step: 0 }).map(
    (z) => z * plan.initialScale,
  );
  const upload = (values: Float64Array) => tf.tensor2d(Float32Array.from(values), [n, 2]);
  const exact = sampleWithPlan(plan, arrays(2), exactArrays, start, draw);
  const rounded = sampleWithPlan(plan, tensorArithmetic, exactTensors, upload(start), (k) => upload(draw(k)));
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
      return;
    }
  }
}
