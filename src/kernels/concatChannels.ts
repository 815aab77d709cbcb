/** Two images of one size, one's channels behind the other's; the gradient is cut at the same place. */
import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable';
import { cutChannels, joinChannels } from './wasm/channels';

/** @param a [B, H, W, A] @param b [B, H, W, C] @returns [B, H, W, A + C] */
export function concatChannels(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const [left, right] = [a.shape[3]!, b.shape[3]!];
  const onWasm = tf.getBackend() === 'wasm';
  return differentiable([a, b], {
    forward: () => ({ value: onWasm ? joinChannels(a, b) : tf.concat([a, b], 3), kept: [] }),
    backward(dy) {
      if (onWasm) return cutChannels(dy, left);
      return [
        tf.slice(dy, [0, 0, 0, 0], [-1, -1, -1, left]),
        tf.slice(dy, [0, 0, 0, left], [-1, -1, -1, right]),
      ];
    },
  });
}
