/**
 * Normalise, modulate, activate: y = f(x̂ (1 + scale) + shift), x̂ the features of each sample at mean 0 and variance 1 (layer
 * normalisation, Ba et al. 2016; modulation by FiLM, Perez et al. 2018). Where a network is told the time, it is told here.
 */
import * as tf from '@tensorflow/tfjs-core';
import { ACTIVATIONS, type Activation, type ActivationId } from './activation';
import { differentiable } from './differentiable';
import { sumRows } from './sumRows';

/** Keeps the division finite for a sample whose features are all alike. */
export const NORM_EPSILON = 1e-5;

/** A gradient of every row, or their sum where one row served all. */
const like = (gradient: tf.Tensor, given: tf.Tensor): tf.Tensor =>
  given.shape[0] === 1 && gradient.shape[0] !== 1 ? sumRows(gradient) : gradient;

/**
 * @param x     [B, N]
 * @param scale [B, N] or [1, N]
 * @param shift [B, N] or [1, N]
 * @returns [B, N]
 */
export function normaliseModulate(
  x: tf.Tensor,
  scale: tf.Tensor,
  shift: tf.Tensor,
  activation: ActivationId,
): tf.Tensor {
  const f: Activation = ACTIVATIONS[activation];
  return differentiable([x, scale, shift], {
    forward() {
      const centred = tf.sub(x, tf.mean(x, 1, true));
      const rstd = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), NORM_EPSILON)); // [B, 1]
      const normal = tf.mul(centred, rstd);
      const gain = tf.add(scale, 1);
      const { y, kept } = f.forward(tf.add(tf.mul(normal, gain), shift));
      return { value: y, kept: [normal, gain, rstd, ...kept] };
    },
    backward(dy, [normal, gain, rstd, ...kept]) {
      const dz = f.backward(dy, kept);
      const dzNormal = tf.mul(dz, normal);
      const dNormal = tf.mul(dz, gain);
      const alongNormal = tf.mul(normal, tf.mean(tf.mul(dzNormal, gain), 1, true));
      const dx = tf.mul(tf.sub(tf.sub(dNormal, tf.mean(dNormal, 1, true)), alongNormal), rstd);
      return [dx, like(dzNormal, scale), like(dz, shift)];
    },
  });
}
