/** Attention of a sequence with itself: its queries, keys and values are dense layers of it. */
import * as tf from '@tensorflow/tfjs-core';
import { attention } from './attention';
import { dense } from './dense';
import { differentiable } from './differentiable';
import { attend, attendGradient, project, projectGradients } from './webgpu/attention';
import { ownShaders } from './webgpu/backend';
import { isWhole } from './webgpu/blocks';

export interface DenseWeights {
  /** [C, heads·D] */
  readonly weight: tf.Tensor;
  /** [heads·D] */
  readonly bias: tf.Tensor;
}

export interface SelfAttentionWeights {
  readonly query: DenseWeights;
  readonly key: DenseWeights;
  readonly value: DenseWeights;
}

/** @param x [B, N, C] @returns [B, N, heads·D] */
export function selfAttention(
  x: tf.Tensor,
  { query, key, value }: SelfAttentionWeights,
  heads: number,
): tf.Tensor {
  const [batch, length, channels] = x.shape as [number, number, number];
  const rows = tf.reshape(x, [-1, channels]);
  const inner = query.weight.shape[1]!;
  if (!ownShaders() || !isWhole(inner / heads)) {
    const [q, k, v] = [query, key, value].map(({ weight, bias }) =>
      tf.reshape(dense(rows, weight, bias), [batch, length, inner]),
    );
    return attention(q, k, v, heads);
  }
  const layers = [query, key, value];
  const weights = layers.map(({ weight }) => weight);
  const biases = layers.map(({ bias }) => bias);
  const projected = differentiable([rows, ...weights, ...biases], {
    forward: () => ({ value: project(rows, { weights, biases }), kept: [rows, ...weights] }),
    backward: (dy, [rows, ...weights]) => projectGradients(dy, rows, { weights, biases }),
  });
  const qkv = tf.reshape(projected, [batch, length, 3 * inner]);
  return differentiable([qkv], {
    forward() {
      const { found, logSums } = attend(qkv, heads);
      return { value: found, kept: [qkv, found, logSums] as const };
    },
    backward: (dy, [qkv, found, logSums]) => [attendGradient(dy, qkv, { found, logSums }, heads)],
  });
}
