/**
 * The sum over the rows of a matrix: the gradient of a bias. It is a product with a row of ones, because a reduction over the outer axis
 * transposes its operand first on every backend, and a product does not.
 */
import * as tf from '@tensorflow/tfjs-core';

/** @param x [B, N] @returns [1, N] */
export const sumRows = (x: tf.Tensor): tf.Tensor => tf.matMul(tf.ones([1, x.shape[0]]), x as tf.Tensor2D);
