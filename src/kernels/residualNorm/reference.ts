/** The residual sum and its norm in stock operations, with the gradient in closed form. */

import * as tf from '@tensorflow/tfjs-core';
import { DIT_NORM_EPSILON } from '../../lib/normEpsilon';
import { differentiableMany } from '../differentiable';
import { isGated, type ResidualNorm } from './contract';

/** The parts of a modulation, [B, 1, C] each. */
function partsOf(modulation: tf.Tensor, channels: number): tf.Tensor[] {
  const count = modulation.shape[1]! / channels;
  return Array.from({ length: count }, (_, i) =>
    tf.reshape(tf.slice(modulation, [0, i * channels], [-1, channels]), [-1, 1, channels]),
  );
}

const sumTokens = (x: tf.Tensor) => tf.sum(x, 1); // [B, N, C] -> [B, C]

const meanOf = (x: tf.Tensor) => tf.mean(x, 2, true);

export const residualNormReference: ResidualNorm = (inputs) => {
  const { x, modulation } = inputs;
  const channels = x.shape[2]!;
  const gated = isGated(inputs);
  const [sum, normal] = differentiableMany(gated ? [x, modulation, inputs.branch] : [x, modulation], {
    forward() {
      const parts = partsOf(modulation, channels);
      const [shift, scale] = parts.slice(-2);
      const sum = tf.add(x, gated ? tf.mul(inputs.branch, parts[0]) : inputs.positions);
      const centred = tf.sub(sum, meanOf(sum));
      const rstd = tf.rsqrt(tf.add(meanOf(tf.square(centred)), DIT_NORM_EPSILON)); // [B, N, 1]
      const xhat = tf.mul(centred, rstd);
      const normal = tf.add(tf.mul(xhat, tf.add(scale, 1)), shift);
      return { values: [sum, normal], saved: [xhat, rstd, modulation, ...(gated ? [inputs.branch] : [])] };
    },
    backward: ([dSum, dNormal], [xhat, rstd, modulation, branch]) =>
      tf.tidy(() => {
        const parts = partsOf(modulation, channels);
        const d = tf.mul(dNormal, tf.add(parts[parts.length - 1], 1));
        // The norm removes from the gradient its mean and its component along x̂.
        const along = tf.mul(xhat, meanOf(tf.mul(d, xhat)));
        const dx = tf.add(dSum, tf.mul(tf.sub(tf.sub(d, meanOf(d)), along), rstd));
        const ofNorm = [sumTokens(dNormal), sumTokens(tf.mul(dNormal, xhat))];
        if (!branch) return [dx, tf.concat(ofNorm, 1)];
        return [dx, tf.concat([sumTokens(tf.mul(dx, branch)), ...ofNorm], 1), tf.mul(dx, parts[0])];
      }),
  });
  return { sum, normal };
};
