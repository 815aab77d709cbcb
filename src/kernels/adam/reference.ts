/** The optimizer step in stock operations. */
import * as tf from '@tensorflow/tfjs-core';
import type { AdamConstants, OptimizerState } from './contract';

/** Scales a gradient down to the largest norm that is allowed (Pascanu et al. 2013). */
export function clipped(gradient: tf.Tensor, clip: number): tf.Tensor {
  if (clip === 0) return gradient;
  const norm = tf.sqrt(tf.sum(tf.square(gradient)));
  return tf.mul(gradient, tf.div(clip, tf.maximum(norm, clip)));
}

/** The moving average of the weights after a step. */
export const averaged = (average: tf.Tensor, params: tf.Tensor, decay: tf.Tensor): tf.Tensor =>
  tf.add(params, tf.mul(tf.sub(average, params), decay));

export function adamReference(
  { params, m, v, ema }: OptimizerState,
  gradient: tf.Tensor,
  step: tf.Tensor,
  { beta1, beta2, clip }: AdamConstants,
): OptimizerState {
  const [rate, epsilon, decay] = [0, 1, 2].map((i) => tf.slice(step, [i], [1]));
  const g = clipped(gradient, clip);
  const nextM = tf.add(tf.mul(m, beta1), tf.mul(g, 1 - beta1));
  const nextV = tf.add(tf.mul(v, beta2), tf.mul(tf.square(g), 1 - beta2));
  const change = tf.div(tf.mul(nextM, rate), tf.add(tf.sqrt(nextV), epsilon));
  const nextParams = tf.sub(params, change);
  return { params: nextParams, m: nextM, v: nextV, ema: averaged(ema, nextParams, decay) };
}
