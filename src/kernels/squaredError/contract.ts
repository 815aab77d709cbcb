/** The result of every implementation of the squared error, and the gradient that they share. */
import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from '../differentiable';

export interface SquaredError {
  /** [] mean over the batch of weight · error; has the gradient */
  readonly loss: tf.Tensor;
  /** [B, 1] error of each sample, unweighted, a constant; caller disposes */
  readonly errors: tf.Tensor;
}

/** @returns also d loss / d output, [B, D], which the forward pass computes on the way */
export type Forward = (
  output: tf.Tensor,
  target: tf.Tensor,
  weight: tf.Tensor,
) => { readonly loss: tf.Tensor; readonly errors: tf.Tensor; readonly gradient: tf.Tensor };

/** @param chain multiplies d loss / d output with the gradient of the loss, [] */
export const lossWithErrors =
  (forward: Forward, chain: (gradient: tf.Tensor, dy: tf.Tensor) => tf.Tensor) =>
  (output: tf.Tensor, target: tf.Tensor, weight: tf.Tensor): SquaredError => {
    let errors: tf.Tensor | null = null;
    const loss = differentiable([output], {
      forward() {
        const result = forward(output, target, weight);
        errors = tf.keep(result.errors);
        return { value: result.loss, saved: [result.gradient] };
      },
      backward: (dy, [gradient]) => [chain(gradient, dy)],
    });
    return { loss, errors: errors! };
  };
