/**
 * The outputs of a network for one sample: as many as the sample has for the mean, and as many more for the variance where that is
 * learned. They lie along the last axis: coordinates of a point, channels of an image.
 */
import * as tf from '@tensorflow/tfjs-core';

/**
 * @param output   [B, 2] or [B, 4], or [B, H, W, C] or [B, H, W, 2C]
 * @param channels length of a sample's last axis: 2, or C
 */
export const predictsVariance = (output: tf.Tensor, channels: number): boolean =>
  output.shape[output.rank - 1] === 2 * channels;

const half = (output: tf.Tensor, from: number, channels: number): tf.Tensor => {
  const begin = new Array<number>(output.rank - 1).fill(0);
  const all = new Array<number>(output.rank - 1).fill(-1);
  return tf.slice(output, [...begin, from], [...all, channels]);
};

/** The mean's part of the output: [B, ...shape of a sample]. */
export const meanOutput = (output: tf.Tensor, channels: number): tf.Tensor =>
  predictsVariance(output, channels) ? half(output, 0, channels) : output;

/** The variance's part of an output that has one: [B, ...shape of a sample]. */
export const varianceOutput = (output: tf.Tensor, channels: number): tf.Tensor =>
  half(output, channels, channels);

/**
 * v from the variance's part, [B, ...shape of a sample]: 0 for β̃, 1 for β (Nichol & Dhariwal 2021, Eq. 15). Points pass a sigmoid;
 * images have diffusers' `learned_range`, in which the network gives 2v - 1.
 */
export const varianceFraction = (output: tf.Tensor, channels: number): tf.Tensor => {
  const part = varianceOutput(output, channels);
  return output.rank === 2 ? tf.sigmoid(part) : tf.mul(tf.add(part, 1), 0.5);
};
