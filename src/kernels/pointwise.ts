/** A dense layer at every pixel, with a residual: a 1×1 convolution whose weights are a matrix. */
import * as tf from '@tensorflow/tfjs-core';
import { conv2d } from './conv2d';
import { dense } from './dense';
import { ownShaders } from './webgpu/backend';

/**
 * @param x    [B, H, W, K]
 * @param w    [K, N]
 * @param b    [N]
 * @param plus [B, H, W, N]
 * @returns [B, H, W, N]
 */
export function pointwise(x: tf.Tensor, w: tf.Tensor, b: tf.Tensor, plus: tf.Tensor): tf.Tensor {
  if (ownShaders()) return conv2d(x, tf.reshape(w, [1, 1, ...w.shape]), b, { padding: [0, 0, 0, 0], plus });
  const y = dense(tf.reshape(x, [-1, w.shape[0]]), w, b);
  return tf.add(tf.reshape(y, plus.shape), plus);
}
