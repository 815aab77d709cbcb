/**
 * Attention of an image with itself on WebGPU: two dispatches forward and three backward. One dispatch computes queries, keys and values,
 * interleaved in one array, from which the others read them.
 */
import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from '../differentiable';
import { isWhole } from '../wgsl/blocks';
import type { SelfAttentionWeights } from './contract';
import { attend, attendGradient } from './webgpu/attend';
import { project, projectGradients } from './webgpu/projections';

/** Whether the channels of a head are a multiple of four, which the shaders read at a time. */
export const headsAreWhole = (_: tf.Tensor, { query }: SelfAttentionWeights, heads: number): boolean =>
  isWhole(query.weight.shape[1]! / heads);

export function selfAttentionOnWebgpu(
  x: tf.Tensor,
  { query, key, value }: SelfAttentionWeights,
  heads: number,
): tf.Tensor {
  const [batch, length, channels] = x.shape as [number, number, number];
  const rows = tf.reshape(x, [-1, channels]);
  const layers = [query, key, value];
  const weights = layers.map(({ weight }) => weight);
  const biases = layers.map(({ bias }) => bias);
  const projected = differentiable([rows, ...weights, ...biases], {
    forward: () => ({ value: project(rows, { weights, biases }), saved: [rows, ...weights] }),
    backward: (dy, [rows, ...weights]) => projectGradients(dy, rows, { weights, biases }),
  });
  const qkv = tf.reshape(projected, [batch, length, 3 * query.weight.shape[1]!]);
  return differentiable([qkv], {
    forward() {
      const { output, logSums } = attend(qkv, heads);
      return { value: output, saved: [qkv, output, logSums] as const };
    },
    backward: (dy, [qkv, output, logSums]) => [attendGradient(dy, qkv, { output, logSums }, heads)],
  });
}
