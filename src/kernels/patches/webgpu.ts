/** Patches on WebGPU: one dispatch, a thread for each number. */
import type * as tf from '@tensorflow/tfjs-core';
import { dispatch, THREADS } from '../../webgpu/dispatch';
import { imageShape, type PatchGrid, patchesShape, type Rearrange } from './contract';

/** @param value WGSL that moves a number, whose place is `at` in the image and `index` in the rows of patches */
const rearranged = (
  x: tf.Tensor,
  { columns, side, channels }: PatchGrid,
  shape: readonly number[],
  name: string,
  value: string,
): tf.Tensor =>
  dispatch({
    name,
    sizes: { SIZE: x.size, COLUMNS: columns, SIDE: side, LINE: side * channels },
    inputs: { x },
    outputs: { y: shape },
    workgroups: Math.ceil(x.size / THREADS),
    body: `
  if (index >= SIZE) { return; }
  let line = index / LINE;
  let column = line / SIDE % COLUMNS;
  let row = line / (SIDE * COLUMNS);
  let at = ((row * SIDE + line % SIDE) * COLUMNS + column) * LINE + index % LINE;
  ${value}`,
  }).y;

export const cutOnWebgpu: Rearrange = (image, grid) =>
  rearranged(image, grid, patchesShape(grid), 'patchify', 'y[index] = x[at];');

export const joinOnWebgpu: Rearrange = (patches, grid) =>
  rearranged(patches, grid, imageShape(grid), 'unpatchify', 'y[at] = x[index];');
