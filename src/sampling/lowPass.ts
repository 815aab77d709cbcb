/** The low-pass filter of upscaling, on tensors: means over blocks of pixels, `reduced` of src/diffusion/editing/upscale.ts. */
import * as tf from '@tensorflow/tfjs-core';
import type { LowPass, Reduction } from '../diffusion/editing/upscale';

/** Means over groups of `factor` rows of a matrix, each at all rows of its group. @param x [rows, columns] */
function rowMeans(x: tf.Tensor, factor: number): tf.Tensor {
  const [rows, columns] = x.shape;
  const groups = rows / factor;
  const means = tf.mean(tf.reshape(x, [groups, factor, columns]), 1, true);
  return tf.reshape(tf.tile(means, [1, factor, 1]), [rows, columns]);
}

/** @param shape [height, width, channels] of a sample, which the factor divides */
export const lowPassOf =
  ([height, width, channels]: readonly number[], { factor, grey }: Reduction): LowPass<tf.Tensor> =>
  (x) =>
    tf.tidy(() => {
      const [n] = x.shape;
      const down = rowMeans(tf.reshape(x, [n * height, width * channels]), factor);
      const across = rowMeans(tf.reshape(down, [n * height * width, channels]), factor);
      const mean = grey ? rowMeans(tf.reshape(across, [across.size, 1]), channels) : across;
      return tf.reshape(mean, x.shape);
    });
