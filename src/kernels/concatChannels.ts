/** Two images of one size, one's channels behind the other's; the gradient is cut at the same place. */
import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable';

/** @param a [B, H, W, A] @param b [B, H, W, C] @returns [B, H, W, A + C] */
export function concatChannels(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const [left, right] = [a.shape[3]!, b.shape[3]!];
  return differentiable([a, b], {
    forward: () => ({ value: tf.concat([a, b], 3), kept: [] }),
    backward: (dy) => [
      tf.slice(dy, [0, 0, 0, 0], [-1, -1, -1, left]),
      tf.slice(dy, [0, 0, 0, left], [-1, -1, -1, right]),
    ],
  });
}
