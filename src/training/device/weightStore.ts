/**
 * A weight store has the four arrays of a run on the device, parameters, their average and the optimizer's moments, and changes them by one
 * step of the optimizer at a time. On WebGPU and WASM it is `flatWeights`, elsewhere `tensorWeights`.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { AdamConstants } from '../../kernels/adam/contract';
import type { TrainArrays, WeightKind } from '../../types/weights';

/** A copy of the weights in the layout's order, which training does not change. */
export interface WeightCopy {
  readonly tensors: readonly tf.Tensor[];
  dispose(): void;
}

/** A copy of all four arrays after a step, to which a store can be set back. */
export interface Snapshot {
  readonly step: number;
  dispose(): void;
}

export interface WeightStore<S extends Snapshot = Snapshot> {
  /** The parameters in the layout's order; the store's, or the caller's scope's. Valid until the next update. */
  params(): readonly tf.Tensor[];
  /**
   * One step of the optimizer and of the average.
   * @param gradients of each parameter, in the layout's order
   * @param step      [4] `adamStepNumbers`
   */
  update(gradients: readonly tf.Tensor[], step: tf.Tensor, constants: AdamConstants): void;
  /** Caller disposes. */
  copyWeights(which: WeightKind): WeightCopy;
  /** @param step after which the arrays are as they are; caller disposes */
  snapshot(step: number): S;
  /** Sets the arrays back to a snapshot, which stays the caller's. */
  restore(snapshot: S): void;
  /**
   * The arrays as they are at the call, [layout.size] each, without padding that a device may need between weights.
   * @throws Error where it is disposed
   */
  read(): Promise<TrainArrays<Float32Array>>;
  dispose(): void;
}

/** The array that each kind of weights is. */
export const ARRAY_OF = { ema: 'ema', raw: 'params' } as const satisfies Record<
  WeightKind,
  keyof TrainArrays<unknown>
>;
