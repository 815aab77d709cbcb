/** The layers of a U-Net, each a function of its weights: an image goes in, an image comes out. Images are [B, H, W, C]. */
import type * as tf from '@tensorflow/tfjs-core';
import type { ConvOptions } from '../../kernels/conv2d/contract';
import { conv2d } from '../../kernels/conv2d/conv2d';
import type { DenseOptions } from '../../kernels/dense/contract';
import { dense } from '../../kernels/dense/dense';
import type { GroupNormInputs, GroupNormOptions } from '../../kernels/groupNorm/contract';
import { groupNorm as groupNormKernel } from '../../kernels/groupNorm/groupNorm';
import type { Weights } from '../weights';

/** The weights below one name: `w('weight')` is the tensor `<name>.weight`. */
export const within =
  (w: Weights, prefix: string): Weights =>
  (name) =>
    w(`${prefix}.${name}`);

/** Padding with which a 3×3 convolution preserves the resolution. */
export const AROUND = { padding: [1, 1, 1, 1] } as const satisfies ConvOptions;
/** For the network's input, which needs no gradient. */
export const FIRST = { ...AROUND, constantInput: true } as const satisfies ConvOptions;

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
