/** The reference U-Nets: their configuration, weights and numbers, as tensors in the app's layout. */
import * as tf from '@tensorflow/tfjs-core';
import { parseUnetConfig } from '../../src/interop/diffusersUnet';
import { readSafetensors, type StoredTensor } from '../../src/interop/safetensors';
import { timeEmbedder } from '../../src/model/timeEmbedding';
import { toTrainingLayout } from '../../src/model/torchLayout';
import { createUnet, type Unet } from '../../src/model/unet/unet';

export interface Statistics {
  shape: number[];
  mean: number;
  std: number;
  first8: number[];
}

/** `io.json`: everything flattened from NCHW. */
export interface ReferenceOutputs {
  shape: [number, number, number, number];
  timesteps: number[];
  x: number[];
  y: number[];
  activations: Record<string, Statistics>;
  'y_t12.5_sample0': number[];
  ddim10: { trajectory: (Omit<Statistics, 'shape'> & { t: number })[]; final: number[] };
}

/** `train.json` */
export interface ReferenceTraining {
  x0: number[];
  noise: number[];
  t: number[];
  shape: [number, number, number, number];
  losses_10_steps: number[];
  grad_global_norm_step0: number;
  grads_step0_torch_layout: Record<string, { norm: number; sum: number; first4: number[] }>;
}

export interface ReferenceUnet {
  unet: Unet;
  stored: Map<string, StoredTensor>;
  io: ReferenceOutputs;
}

export function referenceUnet(files: {
  config: Uint8Array;
  weights: Uint8Array;
  io: Uint8Array;
}): ReferenceUnet {
  return {
    unet: createUnet(parseUnetConfig(files.config)),
    stored: readSafetensors(files.weights),
    io: JSON.parse(new TextDecoder().decode(files.io)) as ReferenceOutputs,
  };
}

/** On the current backend, in the order of the layout; caller disposes. */
export const uploadWeights = ({ parameters }: Unet, stored: ReadonlyMap<string, StoredTensor>): tf.Tensor[] =>
  parameters.map((parameter) => {
    const { data, shape } = stored.get(parameter.name)!;
    if (shape.join() !== parameter.torchShape.join()) throw new Error(`${parameter.name} is [${shape}]`);
    return tf.tensor(toTrainingLayout(parameter, data), [...parameter.shape]);
  });

/** [B, C0] rows for whole or fractional timesteps. */
export function timeRows({ embedding }: Unet, timesteps: readonly number[]): tf.Tensor {
  const embed = timeEmbedder(embedding);
  const rows = new Float32Array(timesteps.length * embedding.size);
  for (const [i, t] of timesteps.entries()) embed(rows, i * embedding.size, t);
  return tf.tensor2d(rows, [timesteps.length, embedding.size]);
}

/** NCHW numbers as an NHWC tensor. */
export const image = (values: readonly number[], shape: readonly number[]): tf.Tensor =>
  tf.tidy(() => tf.transpose(tf.tensor([...values], [...shape], 'float32'), [0, 2, 3, 1]));

/** An NHWC tensor as NCHW numbers; other ranks as they are. */
export const numbers = (x: tf.Tensor): Float32Array =>
  tf.tidy(() => (x.rank === 4 ? tf.transpose(x, [0, 3, 1, 2]) : x).dataSync<'float32'>());

export const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  a.length === b.length
    ? Array.from(a).reduce((most, v, i) => Math.max(most, Math.abs(v - b[i])), 0)
    : Number.POSITIVE_INFINITY;

/** The deviation is the unbiased one, as in PyTorch. */
export function statistics(values: Float32Array): Omit<Statistics, 'shape'> {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
  return { mean, std: Math.sqrt(variance), first8: Array.from(values.subarray(0, 8)) };
}
