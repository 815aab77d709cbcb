/** The arguments of every implementation of cutting images into patches, and of putting them together again. */
import type * as tf from '@tensorflow/tfjs-core';

/** How images [B, H, W, C] are cut: into H/p × W/p patches of p × p pixels. */
export interface PatchGrid {
  readonly batch: number;
  /** Patches from top to bottom, and from left to right. */
  readonly rows: number;
  readonly columns: number;
  /** Side of a patch in pixels. */
  readonly side: number;
  readonly channels: number;
}

/** @throws RangeError for images whose sides are no multiples of the patch's */
export function patchGrid({ shape }: tf.Tensor, side: number): PatchGrid {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  if (height % side !== 0 || width % side !== 0)
    throw new RangeError(`images of ${height} × ${width} are not cut into patches of ${side} × ${side}`);
  return { batch, rows: height / side, columns: width / side, side, channels };
}

export const imageShape = ({ batch, rows, columns, side, channels }: PatchGrid) =>
  [batch, rows * side, columns * side, channels] as const;

export const patchesShape = ({ batch, rows, columns, side, channels }: PatchGrid) =>
  [batch * rows * columns, side * side * channels] as const;

/** Numbers from one order to the other. */
export type Rearrange = (x: tf.Tensor, grid: PatchGrid) => tf.Tensor;
