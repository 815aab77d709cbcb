/** L_hybrid of a network that predicts the variance, in the own WASM module: value and gradient in one pass. */
import type * as tf from '@tensorflow/tfjs-core';
import { call, newTensor } from '../../wasm/engine';
import { lossWithErrors, type SquaredError } from '../squaredError/contract';
import { chained } from '../squaredError/module';

export interface HybridOptions {
  /** [B, VARIANCE_NUMBERS]; null where the variance is not trained */
  readonly variance: tf.Tensor | null;
  /** The share of the bound's terms in the loss. */
  readonly share: number;
}

/**
 * @param output [B, 2C] or [B, H, W, 2C]: C numbers of the mean, then C of the variance
 * @param target [B, C] or [B, H, W, C], a constant
 * @param weight [B, 1], a constant
 */
export function hybridLossOnModule(
  output: tf.Tensor,
  target: tf.Tensor,
  weight: tf.Tensor,
  { variance, share }: HybridOptions,
): SquaredError {
  const [rows] = target.shape;
  const channels = target.shape[target.rank - 1];
  const pixels = target.size / (rows * channels);
  const squashed = output.rank === 2 ? 1 : 0;
  return lossWithErrors((output, target, weight) => {
    const result = { loss: newTensor([]), errors: newTensor([rows, 1]), gradient: newTensor(output.shape) };
    const { loss, errors, gradient } = result;
    const sizes = [rows, pixels, channels, squashed, variance ? share : 0] as const;
    call('hybridError', output, target, weight, variance, errors, gradient, loss, ...sizes);
    return result;
  }, chained)(output, target, weight);
}
