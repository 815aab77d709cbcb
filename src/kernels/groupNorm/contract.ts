/** The arguments and results of every implementation of a group norm. */
import type * as tf from '@tensorflow/tfjs-core';

/** A dense layer on rows, such as a residual block's projection of the time embedding. */
export interface Projection {
  /** [B, K] */
  readonly input: tf.Tensor;
  /** [K, C] */
  readonly weight: tf.Tensor;
  /** [C] */
  readonly bias: tf.Tensor;
}

export interface GroupNormInputs {
  /** [B, H, W, C] */
  readonly x: tf.Tensor;
  /** Added to every pixel of x before the norm: rows, [B, C], or the projection that gives them. */
  readonly offset?: tf.Tensor | Projection;
  /** [C], or [B, C] to differ between samples. */
  readonly gain: tf.Tensor;
  /** [C], or [B, C] to differ between samples. */
  readonly shift: tf.Tensor;
}

export interface GroupNormOptions {
  /** Divides C; consecutive channels form a group. */
  readonly groups: number;
  /** Added to the (biased) variance. */
  readonly epsilon: number;
  readonly activation: 'linear' | 'silu';
}

/** The inputs of a residual block's two branches. */
export interface NormalAndImage {
  /** [B, H, W, C] */
  readonly normal: tf.Tensor;
  /** [B, H, W, C] the input of the norm. The norm adds the gradient of this image to its own, in one pass. */
  readonly image: tf.Tensor;
}

export const isProjection = (offset: tf.Tensor | Projection): offset is Projection => 'weight' in offset;
