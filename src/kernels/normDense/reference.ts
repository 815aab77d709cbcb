/**
 * The normalised dense layer in stock operations: a norm with its modulation and activation, then a dense layer. The modulation is where a
 * network is conditioned on the time.
 */

import * as tf from '@tensorflow/tfjs-core';
import { MLP_NORM_EPSILON } from '../../lib/normEpsilon';
import { ACTIVATIONS, type Activation, type ActivationId } from '../activation';
import { dense } from '../dense/dense';
import { differentiable } from '../differentiable';
import { sumRows } from '../sumRows';
import type { Modulation, NormDenseOptions } from './contract';

export function normDenseReference(
  x: tf.Tensor,
  modulation: Modulation,
  w: tf.Tensor,
  b: tf.Tensor,
  { activation, residual = false }: NormDenseOptions,
): tf.Tensor {
  const width = x.shape[1]!;
  const { scale, shift } =
    modulation instanceof tf.Tensor
      ? { scale: half(modulation, 0, width), shift: half(modulation, width, width) }
      : modulation;
  const y = dense(normaliseModulate(x, scale, shift, activation), w, b);
  return residual ? tf.add(x, y) : y;
}

const half = (both: tf.Tensor, from: number, width: number) => tf.slice(both, [0, from], [-1, width]);

/** The gradient of a modulation: a row for each sample, or the sum of the rows where the modulation is one row. */
const shapedLike = (modulation: tf.Tensor, gradient: tf.Tensor): tf.Tensor =>
  modulation.shape[0] === 1 && gradient.shape[0] !== 1 ? sumRows(gradient) : gradient;

/**
 * f(x̂ (1 + scale) + shift), where x̂ are the features of each sample at mean 0 and variance 1 (layer normalisation, Ba et al. 2016;
 * modulation by FiLM, Perez et al. 2018).
 * @param x     [B, N]
 * @param scale [B, N] or [1, N]
 * @param shift [B, N] or [1, N]
 * @returns [B, N]
 */
function normaliseModulate(
  x: tf.Tensor,
  scale: tf.Tensor,
  shift: tf.Tensor,
  activation: ActivationId,
): tf.Tensor {
  const f: Activation = ACTIVATIONS[activation];
  return differentiable([x, scale, shift], {
    forward() {
      const centred = tf.sub(x, tf.mean(x, 1, true));
      const rstd = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), MLP_NORM_EPSILON)); // [B, 1]
      const xhat = tf.mul(centred, rstd);
      const gain = tf.add(scale, 1);
      const { y, saved } = f.forward(tf.add(tf.mul(xhat, gain), shift));
      return { value: y, saved: [xhat, gain, rstd, ...saved] };
    },
    backward(dy, [xhat, gain, rstd, ...saved]) {
      const dz = f.backward(dy, saved);
      const dScale = tf.mul(dz, xhat);
      const dXhat = tf.mul(dz, gain);
      // The norm removes from the gradient its mean and its component along x̂.
      const alongXhat = tf.mul(xhat, tf.mean(tf.mul(dScale, gain), 1, true));
      const dx = tf.mul(tf.sub(tf.sub(dXhat, tf.mean(dXhat, 1, true)), alongXhat), rstd);
      return [dx, shapedLike(scale, dScale), shapedLike(shift, dz)];
    },
  });
}
