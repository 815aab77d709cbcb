/** Concatenation and sums of channels in stock operations. */
import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from '../differentiable';
import { sumRows } from '../sumRows';

export function concatChannelsReference(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const [left, right] = [a.shape[3]!, b.shape[3]!];
  return differentiable([a, b], {
    forward: () => ({ value: tf.concat([a, b], 3), saved: [] }),
    backward: (dy) => [
      tf.slice(dy, [0, 0, 0, 0], [-1, -1, -1, left]),
      tf.slice(dy, [0, 0, 0, left], [-1, -1, -1, right]),
    ],
  });
}

export function sumChannelsReference(x: tf.Tensor): tf.Tensor {
  const channels = x.shape[x.rank - 1]!;
  return tf.reshape(sumRows(tf.reshape(x, [-1, channels])), [channels]);
}
