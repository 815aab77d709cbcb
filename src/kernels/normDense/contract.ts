/** The arguments of every implementation of a normalised dense layer. */
import type * as tf from '@tensorflow/tfjs-core';
import type { ActivationId } from '../activation';

/** Scale and shift, [B, K] or [1, K] each; or the two concatenated, [B, 2K]. */
export type Modulation = { readonly scale: tf.Tensor; readonly shift: tf.Tensor } | tf.Tensor;

export interface NormDenseOptions {
  readonly activation: ActivationId;
  /** Adds x to y; needs N = K. */
  readonly residual?: boolean;
}
