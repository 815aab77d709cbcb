/** A dense layer at every pixel, with a residual: a 1×1 convolution whose weights are a matrix. */
import * as tf from '@tensorflow/tfjs-core';
import { choose } from '../choose';
import { dense } from '../dense/dense';
import { pointwiseOnModule } from './module';
import { conv2dOnWebgpu } from './webgpu';

/**
 * @param x        [B, H, W, K]
 * @param w        [K, N]
 * @param b        [N]
 * @param residual [B, H, W, N]
 * @returns [B, H, W, N]
 */
export const pointwise = choose({
  webgpu: (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor, residual: tf.Tensor) =>
    conv2dOnWebgpu(x, tf.reshape(w, [1, 1, ...w.shape]), b, { padding: [0, 0, 0, 0], residual }),
  module: pointwiseOnModule,
  reference: (x, w, b, residual) => {
    const y = dense(tf.reshape(x, [-1, w.shape[0]]), w, b);
    return tf.add(tf.reshape(y, residual.shape), residual);
  },
});
