/** The result of one step, on the device. The tensors are the learner's, valid until its next step. */
import type * as tf from '@tensorflow/tfjs-core';
import type { Batch } from './data/batch';

/** Tensors of a step. */
export type StepTensors = Readonly<Record<'loss' | 'errors', tf.Tensor>>;

/** `loss` [], and `errors` [B, 1]: the squared error of each sample. */
export interface StepResult extends StepTensors {
  readonly batch: Omit<Batch, 'packed'>;
}
