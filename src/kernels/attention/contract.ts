/** The arguments of every implementation of self-attention. */
import type * as tf from '@tensorflow/tfjs-core';

interface DenseWeights {
  /** [C, heads·D] */
  readonly weight: tf.Tensor;
  /** [heads·D] */
  readonly bias: tf.Tensor;
}

export interface SelfAttentionWeights {
  readonly query: DenseWeights;
  readonly key: DenseWeights;
  readonly value: DenseWeights;
}
