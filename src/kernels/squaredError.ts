/** The squared error of each sample, the mean over its numbers of (output - target)², and the weighted mean of those: the loss. */
import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable';
import { ownShaders } from './webgpu/backend';
import { isOne, squaredErrorOnWebgpu } from './webgpu/squaredError';

export interface SquaredError {
  /** [] mean over the batch of weight · error; has the gradient */
  readonly loss: tf.Tensor;
  /** [B, 1] error of each sample, unweighted, a constant; caller disposes */
  readonly errors: tf.Tensor;
}

/**
 * @param output [B, D]
 * @param target [B, D], a constant
 * @param weight [B, 1], a constant
 */
export function squaredError(output: tf.Tensor, target: tf.Tensor, weight: tf.Tensor): SquaredError {
  let errors: tf.Tensor | null = null;
  const loss = differentiable([output], {
    forward() {
      const made = ownShaders()
        ? squaredErrorOnWebgpu(output, target, weight)
        : reference(output, target, weight);
      errors = tf.keep(made.errors);
      return { value: made.loss, kept: [made.slope] };
    },
    backward: (dy, [slope]) => [isOne(dy) ? tf.clone(slope) : tf.mul(slope, dy)],
  });
  return { loss, errors: errors! };
}

/** With the slope of the loss by each output, which is at hand here. */
function reference(output: tf.Tensor, target: tf.Tensor, weight: tf.Tensor) {
  const error = tf.sub(output, target);
  const errors = tf.mean(tf.square(error), 1, true);
  return {
    loss: tf.mean(tf.mul(errors, weight)),
    errors,
    slope: tf.mul(error, tf.mul(weight, 2 / output.size)),
  };
}
