/** Patches in stock operations. */
import * as tf from '@tensorflow/tfjs-core';
import { imageShape, patchesShape, type Rearrange } from './contract';

/** Swaps the pixel rows of a patch with the patches beside it. */
const swapped = (x: tf.Tensor, shape: readonly number[]) =>
  tf.transpose(tf.reshape(x, [...shape]), [0, 2, 1, 3]);

export const cutReference: Rearrange = (image, grid) => {
  const { batch, rows, columns, side, channels } = grid;
  const parts = swapped(image, [batch * rows, side, columns, side * channels]);
  return tf.reshape(parts, [...patchesShape(grid)]);
};

export const joinReference: Rearrange = (patches, grid) => {
  const { batch, rows, columns, side, channels } = grid;
  return tf.reshape(swapped(patches, [batch * rows, columns, side, side * channels]), [...imageShape(grid)]);
};
