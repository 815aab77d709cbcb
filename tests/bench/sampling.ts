/** Drawing images: the app's sampling beside the same DDIM steps over the stock U-Net, per evaluation of the network. */

import * as tf from '@tensorflow/tfjs-core';
import { openPlan } from '../../src/config/openPlan';
import type { SamplingPlan } from '../../src/diffusion/samplers/plan';
import { fillNormal } from '../../src/lib/rng';
import { sizeOf } from '../../src/lib/shape';
import { initialWeights } from '../../src/model/layout';
import { timeEmbedder } from '../../src/model/timeEmbedding';
import { byName, unpack } from '../../src/model/weights';
import { createDenoiser } from '../../src/sampling/denoiser';
import { createRecorder } from '../../src/sampling/recordedNetwork';
import { sample } from '../../src/sampling/sample';
import { countGpuWork, type GpuWork } from '../browser/dispatches';
import { type Measurement, MOST_MILLISECONDS, type RoundTime, timed, timingsOf } from './measure';
import type { StockNetwork, StockWeights } from './stockTraining';
import type { Subject } from './subject';

/** x ← cXt x + cX0 clip((x - σ ε) / α, -1, 1), the start from the same stream as the app's. */
async function stockSampling(
  { config, model, process }: Subject,
  network: StockNetwork,
  w: StockWeights,
  plan: SamplingPlan,
  count: number,
): Promise<Float32Array> {
  const size = sizeOf(model.shape);
  const noise = fillNormal(new Float32Array(count * size), { seed: config.seed, stream: 'start', step: 0 });
  let x: tf.Tensor = tf.mul(tf.tensor(noise, [count, ...model.shape]), plan.initialScale);
  const row = new Float32Array(model.embedding.size);
  for (const step of plan.steps) {
    if (step.kind !== 'linear') throw new Error('the stock loop knows DDIM alone');
    const { time, level, cXt, cX0 } = step;
    timeEmbedder(model.embedding)(row, 0, model.networkTime(process, time));
    const next: tf.Tensor = tf.tidy(() => {
      const temb = tf.tile(tf.tensor2d(row.slice(), [1, row.length]), [count, 1]);
      const eps = network(w, x, temb);
      const x0 = tf.clipByValue(tf.div(tf.sub(x, tf.mul(eps, level.sigma)), level.alpha), -1, 1);
      return tf.add(tf.mul(x, cXt), tf.mul(x0, cX0));
    });
    x.dispose();
    x = next;
  }
  const values = Float32Array.from(await x.data<'float32'>());
  x.dispose();
  return values;
}

export interface SamplingEffort {
  /** At most. */
  readonly rounds: number;
  readonly count: number;
  readonly steps: number;
  /** Network evaluations of the stock loop in a round: it is too slow to take all steps. */
  readonly stockSteps: number;
}

const PIXELS = { min: [-1], max: [1] };

/** @throws Error where the two do not draw the same images */
export async function compareSampling(
  subject: Subject,
  network: StockNetwork,
  { rounds, count, steps, stockSteps }: SamplingEffort,
): Promise<Measurement[]> {
  const { config, model, process } = subject;
  const planOf = (samplingSteps: number) => openPlan({ ...config, samplingSteps }, process);
  const flat = tf.tensor1d(initialWeights(model.layout, config.seed));
  const tensors = tf.tidy(() => unpack(flat, model.layout));
  const weights = byName(tensors, model.layout);
  const recorder = createRecorder();
  const denoise = createDenoiser(
    { model, weights, process, prediction: config.prediction, recorder },
    PIXELS,
  );
  const ours = async (n: number) =>
    (await sample(planOf(n), denoise, { seed: config.seed, count, shape: model.shape }))!;
  const stock = (n: number) => stockSampling(subject, network, weights, planOf(n), count);
  const drawers = [
    { name: 'DDPM Lab', draw: ours, evaluations: steps },
    { name: 'stock TensorFlow.js', draw: stock, evaluations: stockSteps },
  ];
  try {
    const counts: GpuWork[] = [];
    const drawn: Float32Array[] = [];
    for (const { draw } of drawers)
      counts.push(await countGpuWork(async () => void drawn.push(await draw(1))));
    const [a, b] = drawn;
    const worst = a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
    // One step from the last level: x̂0 = (x_t - σ ε̂)/α makes σ/α of what the networks differ by, hundreds for the cosine schedule.
    const { alpha, sigma } = planOf(1).steps[0].level;
    if (!((worst * alpha) / sigma < 1e-5))
      throw new Error(`the stock loop draws other images: they differ by ${worst}`);
    const times: RoundTime[][] = drawers.map(() => []);
    const began = performance.now();
    for (let round = 0; round < rounds && performance.now() - began < MOST_MILLISECONDS; round++)
      for (const [i, { draw, evaluations }] of drawers.entries())
        times[i].push(await timed(evaluations, () => draw(evaluations)));
    const onGpu = tf.getBackend() === 'webgpu';
    return drawers.map(({ name }, i) => ({
      name,
      ...timingsOf(times[i], times[times.length - 1]),
      javascript: null,
      dispatches: onGpu ? counts[i].dispatches : null,
      submits: onGpu ? counts[i].submits : null,
      kernels: null,
      tensorBytes: null,
      gpuBytes: null,
    }));
  } finally {
    recorder?.dispose();
    tf.dispose([flat, ...tensors]);
  }
}
