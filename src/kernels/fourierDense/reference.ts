/** Fourier features and the dense layer on them in stock operations. */
import * as tf from '@tensorflow/tfjs-core';
import { dense } from '../dense/dense';

export function fourierFeaturesReference(x: tf.Tensor, frequencies: readonly number[]): tf.Tensor {
  if (frequencies.length === 0) return x;
  const perAxis = [0, 1].map((axis) =>
    frequencies.flatMap((frequency) => (axis === 0 ? [frequency, 0] : [0, frequency])),
  );
  const angles = tf.matMul(x as tf.Tensor2D, tf.tensor2d(perAxis));
  return tf.concat([x, tf.sin(angles), tf.cos(angles)], 1);
}

export const fourierDenseReference = (
  x: tf.Tensor,
  frequencies: readonly number[],
  w: tf.Tensor,
  b: tf.Tensor,
): tf.Tensor => dense(fourierFeaturesReference(x, frequencies), w, b, { constantInput: true });
