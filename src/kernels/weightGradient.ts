/** What a dense layer's weights and bias get back: dW = xᵀ dz and db = Σ dz, together because both read all of dz. */
import * as tf from '@tensorflow/tfjs-core';
import { ownKernel } from './ownKernel';
import { sumRows } from './sumRows';

/**
 * @param x  [B, K]
 * @param dz [B, N]
 * @returns [K, N] and [1, N]
 */
export function weightGradient(x: tf.Tensor, dz: tf.Tensor): readonly [tf.Tensor, tf.Tensor] {
  const [dw, db] = ownKernel('LabWeightGradient', { x, dz }, {}, () => [
    tf.matMul(x as tf.Tensor2D, dz as tf.Tensor2D, true, false),
    sumRows(dz),
  ]);
  return [dw, db];
}
