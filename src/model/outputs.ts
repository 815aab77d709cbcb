/**
 * What the numbers that a network gives for a sample mean: two of a point's mean, and two more of its variance where that is learned.
 * For an image all are of the mean.
 */
import * as tf from '@tensorflow/tfjs-core';

const DIMS = 2;

/** @param output [B, 2] or [B, 4], or [B, H, W, C] */
export const predictsVariance = (output: tf.Tensor): boolean =>
  output.rank === 2 && output.shape[1] === 2 * DIMS;

/** The mean's part of the output: [B, ...shape of a sample]. */
export const meanOutput = (output: tf.Tensor): tf.Tensor =>
  predictsVariance(output) ? tf.slice(output, [0, 0], [-1, DIMS]) : output;

/** v in [0, 1] from the variance's part, [B, 2]: 0 for β̃, 1 for β (Nichol & Dhariwal 2021, Eq. 15). */
export const varianceFraction = (output: tf.Tensor): tf.Tensor =>
  tf.sigmoid(tf.slice(output, [0, DIMS], [-1, DIMS]));
