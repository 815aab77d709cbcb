/** The group norm in stock operations. */
import * as tf from '@tensorflow/tfjs-core';
import { ACTIVATIONS, type Activation } from '../activation';
import { concatChannels } from '../channels/concatChannels';
import type { GroupNormInputs, GroupNormOptions, NormalAndImage } from './contract';
import { groupNormBy } from './rows';

/** Over the pixels: [B, H, W, C] -> [B, C]. */
const sumPixels = (x: tf.Tensor) => tf.sum(x, [1, 2]);

const overPixels = (row: tf.Tensor) => tf.reshape(row, [row.shape[0], 1, 1, row.shape[1]!]);

/** The mean over each group, at every channel of it: [B, C] -> [B, C]. */
function groupMeans(row: tf.Tensor, groups: number): tf.Tensor {
  const [batch, channels] = row.shape as [number, number];
  const each = channels / groups;
  const means = tf.mean(tf.reshape(row, [batch, groups, each]), 2, true);
  return tf.reshape(tf.tile(means, [1, 1, each]), [batch, channels]);
}

export const groupNormReference = groupNormBy({
  forward(x, { offset, gain, shift }, { groups, epsilon, activation }) {
    const f: Activation = ACTIVATIONS[activation];
    const pixels = x.shape[1]! * x.shape[2]!;
    const input = offset ? tf.add(x, overPixels(offset)) : x;
    const mean = tf.div(groupMeans(sumPixels(input), groups), pixels);
    const centred = tf.sub(input, overPixels(mean));
    const variance = tf.div(groupMeans(sumPixels(tf.square(centred)), groups), pixels);
    const rstd = tf.rsqrt(tf.add(variance, epsilon)); // [B, C]
    const xhat = tf.mul(centred, overPixels(rstd));
    const { y, saved } = f.forward(tf.add(tf.mul(xhat, overPixels(gain)), overPixels(shift)));
    return { value: y, saved: [xhat, rstd, gain, ...saved] };
  },
  backward(dy, [xhat, rstd, gain, ...saved], { groups, activation }, hasOffset) {
    const f: Activation = ACTIVATIONS[activation];
    const pixels = dy.shape[1]! * dy.shape[2]!;
    const dz = f.backward(dy, saved);
    const dShift = sumPixels(dz);
    const dGain = sumPixels(tf.mul(dz, xhat));
    const meanDyXhat = tf.div(groupMeans(tf.mul(dGain, gain), groups), pixels);
    const meanDy = tf.div(groupMeans(tf.mul(dShift, gain), groups), pixels);
    const centredGradient = tf.sub(tf.mul(dz, overPixels(gain)), overPixels(meanDy));
    const dx = tf.mul(tf.sub(centredGradient, tf.mul(xhat, overPixels(meanDyXhat))), overPixels(rstd));
    return { dx, dGain, dShift, dOffset: hasOffset ? sumPixels(dx) : null };
  },
});

/** @param groupNorm the norm of the concatenated image */
export const groupNormAndImageReference =
  (groupNorm: (inputs: GroupNormInputs, options: GroupNormOptions) => tf.Tensor) =>
  (
    images: readonly tf.Tensor[],
    { gain, shift }: Pick<GroupNormInputs, 'gain' | 'shift'>,
    options: GroupNormOptions,
  ): NormalAndImage => {
    const image = images.length === 1 ? images[0] : concatChannels(images[0], images[1]);
    return { normal: groupNorm({ x: image, gain, shift }, options), image };
  };
