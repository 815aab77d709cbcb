/** The arguments and results of every implementation of a residual sum and its norm. */
import type * as tf from '@tensorflow/tfjs-core';

interface Sum {
  /** [B, N, C], C a multiple of four */
  readonly x: tf.Tensor;
  /** Of each sample, side by side: gate where there is a branch, shift, scale; [B, 3·C] or [B, 2·C] */
  readonly modulation: tf.Tensor;
}

/** x + gate · branch: a block's residual sum. */
interface GatedSum extends Sum {
  /** [B, N, C] */
  readonly branch: tf.Tensor;
}

/** x + positions: tokens before the first block. */
interface PositionedSum extends Sum {
  /** [N, C], a constant */
  readonly positions: tf.Tensor;
}

export type ResidualNormInputs = GatedSum | PositionedSum;

export interface SumAndNormal {
  /** [B, N, C] */
  readonly sum: tf.Tensor;
  /** [B, N, C] x̂ (1 + scale) + shift, where x̂ are the features of each token of the sum at mean 0 and variance 1. */
  readonly normal: tf.Tensor;
}

export type ResidualNorm = (inputs: ResidualNormInputs) => SumAndNormal;

export const isGated = (inputs: ResidualNormInputs): inputs is GatedSum => 'branch' in inputs;
