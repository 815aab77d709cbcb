/**
 * The optimizer step of Muon (Jordan et al. 2024): the momentum of a matrix is replaced by the nearest orthogonal one, roughly, before each
 * step. Its root mean square is then that of Adam's step, so that both share one learning rate (Liu et al. 2025, "Muon is scalable", Eq. 4):
 * Adam (`kernels/adam`) updates whatever is no matrix.
 *
 * The second moment of matrices is followed as Adam does, though no step of Muon reads it, so that Adam can go on from any state.
 */
import type * as tf from '@tensorflow/tfjs-core';

/** A matrix in a flat array: [rows, columns] numbers from `at` on, row by row. */
export interface Matrix {
  readonly at: number;
  readonly rows: number;
  readonly columns: number;
}

/** The matrices of arrays that are updated in place: they are their last numbers, in the order of their places. */
export interface MatrixTable {
  readonly matrices: readonly Matrix[];
  /** `tableOf` the matrices, on the device. */
  readonly table: tf.Tensor;
}

/** Decay of the momentum, which is Nesterov's: the average as it will be after one more gradient like this one. */
export const MOMENTUM = 0.95;

/** Newton–Schulz polynomial a X + b (X Xᵀ) X + c (X Xᵀ)² X, whose iterates bring every singular value to about 1 (Jordan et al. 2024). */
export const POLYNOMIAL = [3.4445, -4.775, 2.0315] as const;
export const ITERATIONS = 5;

/** Added to the norm by which the momentum is divided. */
export const NORM_EPSILON = 1e-7;

/** Factor of the learning rate at one number along the longer side of a matrix. */
export const RATE_FACTOR = 0.2;

/** The factor of the learning rate with which a matrix is updated. */
export const rateFactor = ({ rows, columns }: Matrix): number =>
  RATE_FACTOR * Math.sqrt(Math.max(rows, columns));
