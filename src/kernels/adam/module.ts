/** The optimizer step of the own WASM module, in place. */
import type * as tf from '@tensorflow/tfjs-core';
import { call } from '../../wasm/engine';
import type { AdamConstants, OptimizerState } from './contract';

/** @param count the first numbers, which are updated; all of them count in the norm of the gradient */
export function adamInModule(
  { params, m, v, ema }: OptimizerState,
  gradient: tf.Tensor,
  step: tf.Tensor,
  { beta1, beta2, clip }: AdamConstants,
  count = gradient.size,
): void {
  const betas = [beta1, 1 - beta1, beta2, 1 - beta2] as const;
  call('adamStep', params, m, v, ema, gradient, step, count, gradient.size, ...betas, clip);
}
