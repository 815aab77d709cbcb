/**
 * A dense layer on places in the plane that are seen through waves: y = [x, sin(x f), cos(x f)] W + b for some frequencies f, so that a
 * network can tell near places apart (Tancik et al. 2020).
 */
import * as tf from '@tensorflow/tfjs-core';
import { dense } from './dense';
import { differentiable } from './differentiable';
import { ownShaders } from './webgpu/backend';
import { denseBackward } from './webgpu/dense';
import { waveDenseForward, wavesOnWebgpu } from './webgpu/waveDense';

/** @param x [B, 2] @returns [B, 2 + 4F] the place itself, then the sines and the cosines, frequency by frequency */
export function waveFeatures(x: tf.Tensor, frequencies: readonly number[]): tf.Tensor {
  if (frequencies.length === 0) return x;
  if (ownShaders()) return wavesOnWebgpu(x, frequencies);
  const perAxis = [0, 1].map((axis) =>
    frequencies.flatMap((frequency) => (axis === 0 ? [frequency, 0] : [0, frequency])),
  );
  const angles = tf.matMul(x as tf.Tensor2D, tf.tensor2d(perAxis));
  return tf.concat([x, tf.sin(angles), tf.cos(angles)], 1);
}

/**
 * @param x [B, 2], a constant
 * @param frequencies F, in radians for each unit of x
 * @param w [2 + 4F, N]
 * @param b [N]
 * @returns [B, N]
 */
export function waveDense(
  x: tf.Tensor,
  frequencies: readonly number[],
  w: tf.Tensor,
  b: tf.Tensor,
): tf.Tensor {
  if (!ownShaders() || frequencies.length === 0)
    return dense(waveFeatures(x, frequencies), w, b, { constantInput: true });
  return differentiable([w, b], {
    forward() {
      const { y, features } = waveDenseForward(x, frequencies, w, b);
      return { value: y, kept: [features, w, b] as const };
    },
    backward(dy, kept) {
      const { dw, db } = denseBackward(dy, kept, null, false);
      return [dw, db];
    },
  });
}
