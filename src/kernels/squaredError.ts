/** The squared error of each sample: the mean over its numbers of (output - target)². */
import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable';

/** @param output [B, D] @param target [B, D], a constant @returns [B, 1] */
export function squaredError(output: tf.Tensor, target: tf.Tensor): tf.Tensor {
  return differentiable([output], {
    forward() {
      const error = tf.sub(output, target);
      return { value: tf.mean(tf.square(error), 1, true), kept: [error] };
    },
    backward: (dy, [error]) => [tf.mul(error, tf.mul(dy, 2 / output.shape[1]!))],
  });
}
