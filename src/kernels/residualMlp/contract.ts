/** The arguments of every implementation of the residual MLP. */
import type * as tf from '@tensorflow/tfjs-core';
import type { ActivationId } from '../activation';
import type { DenseLayer } from '../modulations/contract';

/** A residual block: h + dense(f(norm(h) (1 + scale) + shift)). */
interface MlpBlock {
  /** A layer on the hidden layer of the time, units to width; or a learned row, [1, width]. */
  readonly scale: DenseLayer | tf.Tensor;
  /** As `scale`; a layer wherever that is one. */
  readonly shift: DenseLayer | tf.Tensor;
  /** Width to width. */
  readonly dense: DenseLayer;
}

export interface MlpLayers {
  readonly activation: ActivationId;
  /** Of the Fourier features of the points, in radians for each unit of x. */
  readonly frequencies: readonly number[];
  /** Whether the time embedding stands beside the features. */
  readonly concatenatesTime: boolean;
  /** From the features to the width. */
  readonly input: DenseLayer;
  /** The hidden layer of the time, with the activation; null where no block has a layer on it. */
  readonly time: DenseLayer | null;
  readonly blocks: readonly MlpBlock[];
  /** Learned scale and shift of the last norm, [1, width] each. */
  readonly norm: { readonly scale: tf.Tensor; readonly shift: tf.Tensor };
  /** From the width to the outputs, behind the last norm and its activation. */
  readonly output: DenseLayer;
}
