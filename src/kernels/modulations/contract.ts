/** The arguments of every implementation of the modulations. */
import type * as tf from '@tensorflow/tfjs-core';
import type { ActivationId } from '../activation';
import type { Modulation } from '../normDense/contract';

export interface DenseLayer {
  /** [K, N] */
  readonly weight: tf.Tensor;
  /** [N] */
  readonly bias: tf.Tensor;
}

/** The source of a block's modulation: layers on the hidden layer, or a learned row in place of the scale's layer. */
export interface ModulationSource {
  readonly scale: DenseLayer | tf.Tensor;
  readonly shift: DenseLayer;
}

export type Modulations = (
  x: tf.Tensor,
  hidden: DenseLayer,
  blocks: readonly ModulationSource[],
  activation: ActivationId,
) => readonly Modulation[];
