/** The operations of the reverse loop on tensors [n, ...shape of a sample]. */
import * as tf from '@tensorflow/tfjs-core';
import type { Arithmetic } from '../diffusion/samplers/apply';

/** Mean over the batch of each point's norm. */
const meanNorm = (x: tf.Tensor): tf.Tensor =>
  tf.mean(tf.norm(tf.reshape(x, [x.shape[0], -1]), 'euclidean', 1));

export const tensorArithmetic: Arithmetic<tf.Tensor> = {
  combine: (terms) =>
    tf.tidy(() =>
      terms
        .map(([coefficient, state]) => tf.mul(state, coefficient))
        .reduce((sum, term) => tf.add(sum, term)),
    ),
  select: (mask, chosen, other) => tf.tidy(() => tf.where(tf.cast(mask, 'bool'), chosen, other)),
  scaleByVariance: (z, fraction, logMin, logMax) =>
    tf.tidy(() => tf.mul(z, tf.exp(tf.add(tf.mul(fraction, (logMax - logMin) / 2), logMin / 2)))),
  langevin: (x, score, z, rate) =>
    tf.tidy(() => {
      const delta = tf.mul(tf.square(tf.div(meanNorm(z), meanNorm(score))), rate);
      return tf.add(tf.add(x, tf.mul(score, delta)), tf.mul(z, tf.sqrt(tf.mul(delta, 2))));
    }),
  release: (state) => state.dispose(),
};
