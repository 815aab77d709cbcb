/** The arguments and results of every implementation of a batch. */
import type * as tf from '@tensorflow/tfjs-core';

export interface BatchInputs {
  /** Samples in a batch. */
  readonly rows: number;
  /** Of one sample, [2] or [H, W, C]. */
  readonly shape: readonly number[];
  /** Samples in the pool. */
  readonly count: number;
  /** The samples: f32 points, [count, 2]; or i32 of four bytes each, the pixels [count, H, W, C] and after them a label for each sample. */
  readonly pool: tf.Tensor;
  /** Times of the process. */
  readonly times: number;
  /** [times, LEVEL_NUMBERS + embedding] a row of numbers for each time. */
  readonly levels: tf.Tensor;
  /** Numbers of the time embedding. */
  readonly embedding: number;
  /** [2] i32: seed and step. */
  readonly draw: tf.Tensor;
  /** Whether the times are stratified over the batch. */
  readonly stratified: boolean;
  /** Whether half the samples are mirrored. */
  readonly flips: boolean;
  /** Numbers of a sample for a learned variance, 0 where it is fixed. */
  readonly variance: number;
  /** For a model with classes: the label that stands for none, and the share of samples that get it, in 2⁻²⁴. */
  readonly labels: { readonly unlabelled: number; readonly dropped: number } | null;
}

/**
 * Numbers of a level in its row: the coefficients of x0 and eps in the input, those in the target, the loss weight, and six numbers of the
 * variance. After them follows the embedding.
 */
export const LEVEL_NUMBERS = 11;

export interface BatchTensors {
  /** [B, ...shape] */
  readonly x: tf.Tensor;
  /** [B, ...shape] */
  readonly target: tf.Tensor;
  /** [B, embedding] */
  readonly temb: tf.Tensor;
  /** [B, 1] */
  readonly weight: tf.Tensor;
  /** [B, variance], where there is any */
  readonly variance: tf.Tensor | undefined;
  /** [B], where there are any */
  readonly labels: tf.Tensor | undefined;
}
