/**
 * Patches of images as rows, and back (Dosovitskiy et al. 2021, "patchify"): the pixels of a patch row by row, with the channels of each
 * side by side. Either is the other's gradient.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { choose } from '../choose';
import { differentiable } from '../differentiable';
import { type PatchGrid, patchGrid, type Rearrange } from './contract';
import { cutInModule, joinInModule } from './module';
import { cutReference, joinReference } from './reference';
import { cutOnWebgpu, joinOnWebgpu } from './webgpu';

const cut: Rearrange = choose({ webgpu: cutOnWebgpu, module: cutInModule, reference: cutReference });
const join: Rearrange = choose({ webgpu: joinOnWebgpu, module: joinInModule, reference: joinReference });

/** @param image [B, H, W, C] @param side of a patch, which divides H and W @returns [B · H/side · W/side, side · side · C] */
export function patchify(image: tf.Tensor, side: number): tf.Tensor {
  const grid = patchGrid(image, side);
  return differentiable([image], {
    forward: () => ({ value: cut(image, grid), saved: [] }),
    backward: (dy) => [join(dy, grid)],
  });
}

/** The inverse of `patchify`. @param rows [B · rows · columns, side · side · channels] */
export const unpatchify = (rows: tf.Tensor, grid: PatchGrid): tf.Tensor =>
  differentiable([rows], {
    forward: () => ({ value: join(rows, grid), saved: [] }),
    backward: (dy) => [cut(dy, grid)],
  });
