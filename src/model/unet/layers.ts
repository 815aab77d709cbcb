/** The layers of a U-Net, each a function of its weights: an image goes in, an image comes out. Images are [B, H, W, C]. */
import type * as tf from '@tensorflow/tfjs-core';
import { type ConvOptions, conv2d } from '../../kernels/conv2d';
import { type DenseOptions, dense } from '../../kernels/dense';
import {
  type GroupNormInputs,
  type GroupNormOptions,
  groupNorm as groupNormKernel,
} from '../../kernels/groupNorm';
import type { Weights } from '../weights';

/** The weights below one name: `w('weight')` is the tensor `<name>.weight`. */
export const within =
  (w: Weights, prefix: string): Weights =>
  (name) =>
    w(`${prefix}.${name}`);

/** Keeps the resolution of a 3×3 convolution. */
export const AROUND = { padding: [1, 1, 1, 1] } as const satisfies ConvOptions;
/** For the image itself, which wants no gradient. */
export const FIRST = { ...AROUND, constantInput: true } as const satisfies ConvOptions;
/** For a 1×1 convolution. */
export const NONE = { padding: [0, 0, 0, 0] } as const satisfies ConvOptions;

export const convolution = (w: Weights, x: tf.Tensor, options: ConvOptions = AROUND): tf.Tensor =>
  conv2d(x, w('weight'), w('bias'), options);

/** @param x [B, K] @returns [B, N] */
export const linear = (w: Weights, x: tf.Tensor, options?: DenseOptions): tf.Tensor =>
  dense(x, w('weight'), w('bias'), options);

export const gainAndShift = (w: Weights) => ({ gain: w('weight'), shift: w('bias') });

export const groupNorm = (
  w: Weights,
  x: tf.Tensor,
  options: GroupNormOptions,
  offset?: GroupNormInputs['offset'],
): tf.Tensor => groupNormKernel({ x, offset, ...gainAndShift(w) }, options);
