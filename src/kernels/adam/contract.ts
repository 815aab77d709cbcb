/** The arguments of every implementation of the optimizer step. */
import type * as tf from '@tensorflow/tfjs-core';
import type { TrainArrays } from '../../types/weights';

/** The four arrays of a run, [layout.size] each. Never changed in place: a snapshot is a reference. */
export type OptimizerState = TrainArrays<tf.Tensor>;

/** Constants of a run. */
export interface AdamConstants {
  readonly beta1: number;
  readonly beta2: number;
  /** Largest norm of the gradient, 0 for no limit. */
  readonly clip: number;
}

/** The numbers of one step, which are part of its one upload. */
export interface AdamStep {
  /** Learning rate with both bias corrections: lr √(1-β₂ⁿ)/(1-β₁ⁿ). */
  readonly rate: number;
  /** ε √(1-β₂ⁿ), so that the corrected form equals Algorithm 1 of the paper. */
  readonly epsilon: number;
  readonly emaDecay: number;
  /** Without corrections, for what Adam does not update. */
  readonly learningRate: number;
}
