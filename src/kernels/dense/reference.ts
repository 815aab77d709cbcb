/** A dense layer in stock operations. On WASM one product computes the gradients of weights and bias. */
import * as tf from '@tensorflow/tfjs-core';
import { ACTIVATIONS, type Activation } from '../activation';
import { choose } from '../choose';
import { differentiable } from '../differentiable';
import { sumRows } from '../sumRows';
import type { DenseOptions } from './contract';
import { weightGradientsOnWasm } from './wasm';

/**
 * The gradients of weights and bias, dW = xᵀ dz and db = Σ dz.
 * @param x  [B, K]
 * @param dz [B, N]
 * @returns [K, N] and [1, N]
 */
const weightGradients = choose({
  wasm: weightGradientsOnWasm,
  reference: (x: tf.Tensor, dz: tf.Tensor): readonly [tf.Tensor, tf.Tensor] => [
    tf.matMul(x as tf.Tensor2D, dz as tf.Tensor2D, true, false),
    sumRows(dz),
  ],
});

export function denseReference(
  x: tf.Tensor,
  w: tf.Tensor,
  b: tf.Tensor,
  { activation = 'linear', constantInput = false }: DenseOptions = {},
): tf.Tensor {
  const f: Activation = ACTIVATIONS[activation];
  return differentiable(constantInput ? [w, b] : [x, w, b], {
    forward() {
      const { y, saved } = f.forward(tf.add(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D), b));
      return { value: y, saved: [x, w, ...saved] };
    },
    backward(dy, [x, w, ...saved]) {
      const dz = f.backward(dy, saved);
      const [dw, dbRow] = weightGradients(x, dz);
      const db = tf.reshape(dbRow, b.shape);
      if (constantInput) return [dw, db];
      return [tf.matMul(dz as tf.Tensor2D, w as tf.Tensor2D, false, true), dw, db];
    },
  });
}
