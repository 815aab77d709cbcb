/** The arguments of every implementation of a convolution. */
import type * as tf from '@tensorflow/tfjs-core';

/** Zeros around an image. */
export type Padding = readonly [top: number, bottom: number, left: number, right: number];

export interface ConvOptions {
  readonly stride?: number;
  readonly padding: Padding;
  /** True for the input of the network: no gradient with respect to x is computed. */
  readonly constantInput?: boolean;
  /** True to double the resolution of the image first, by nearest neighbour. */
  readonly upsample?: boolean;
  /** [B, H', W', O], added to the result. */
  readonly residual?: tf.Tensor;
  /** A dense layer of another image at every pixel, added to the result; not together with a residual. */
  readonly shortcut?: Shortcut;
}

export interface Shortcut {
  /** [B, H', W', K] */
  readonly input: tf.Tensor;
  /** [1, 1, K, O] */
  readonly weight: tf.Tensor;
  /** [O] */
  readonly bias: tf.Tensor;
}
