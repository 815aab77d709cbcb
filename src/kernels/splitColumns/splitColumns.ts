/**
 * The columns of a matrix in parts, such as the modulations of all blocks that one dense layer computes. The gradient is the parts'
 * gradients side by side.
 */
import * as tf from '@tensorflow/tfjs-core';
import { differentiableMany } from '../differentiable';

/** @param x [B, N] @param widths whose sum is N @returns [B, width] each */
export function splitColumns(x: tf.Tensor, widths: readonly number[]): readonly tf.Tensor[] {
  const starts = widths.map((_, i) => widths.slice(0, i).reduce((sum, width) => sum + width, 0));
  return differentiableMany([x], {
    forward: () => ({
      values: widths.map((width, i) => tf.slice(x, [0, starts[i]], [-1, width])),
      saved: [],
    }),
    backward: (dys) => [tf.concat([...dys], 1)],
  });
}
