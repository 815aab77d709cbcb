/** The optimizer step of the own WASM module, in place. */
import type * as tf from '@tensorflow/tfjs-core';
import { call } from '../../wasm/engine';
import type { AdamConstants, OptimizerState } from './contract';

export function adamInModule(
  { params, m, v, ema }: OptimizerState,
  gradient: tf.Tensor,
  step: tf.Tensor,
  { beta1, beta2, clip }: AdamConstants,
): void {
  const size = gradient.size;
  call('adamStep', params, m, v, ema, gradient, step, size, beta1, 1 - beta1, beta2, 1 - beta2, clip);
}
