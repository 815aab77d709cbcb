/** What the numbers that a network gives for a point mean: two of the mean, and two more of the variance where that is learned. */
import * as tf from '@tensorflow/tfjs-core';

const DIMS = 2;

/** @param output [B, 2] or [B, 4] */
export const predictsVariance = (output: tf.Tensor): boolean => output.shape[1] === 2 * DIMS;

/** The mean's part of the output: [B, 2]. */
export const meanOutput = (output: tf.Tensor): tf.Tensor =>
  predictsVariance(output) ? tf.slice(output, [0, 0], [-1, DIMS]) : output;

/** v in [0, 1] from the variance's part, [B, 2]: 0 for β̃, 1 for β (Nichol & Dhariwal 2021, Eq. 15). */
export const varianceFraction = (output: tf.Tensor): tf.Tensor =>
  tf.sigmoid(tf.slice(output, [0, DIMS], [-1, DIMS]));
