/** A dense layer: y = f(x W + b). */
import * as tf from '@tensorflow/tfjs-core';
import { ACTIVATIONS, type Activation, type ActivationId } from './activation';
import { differentiable } from './differentiable';
import { ownShaders } from './webgpu/backend';
import { denseBackward, denseForward } from './webgpu/dense';
import { weightGradient } from './weightGradient';

export interface DenseOptions {
  readonly activation?: ActivationId;
  /** True for the input of the network: no gradient with respect to x is computed. */
  readonly constantInput?: boolean;
}

/**
 * @param x [B, K]
 * @param w [K, N]
 * @param b [N]
 * @returns [B, N]
 */
export function dense(
  x: tf.Tensor,
  w: tf.Tensor,
  b: tf.Tensor,
  { activation = 'linear', constantInput = false }: DenseOptions = {},
): tf.Tensor {
  const inputs = constantInput ? [w, b] : [x, w, b];
  if (ownShaders()) {
    return differentiable(inputs, {
      forward() {
        const { y, slope } = denseForward(x, w, b, activation);
        return { value: y, kept: slope ? [x, w, b, slope] : [x, w, b] };
      },
      backward(dy, [x, w, b, slope]) {
        const { dx, dw, db } = denseBackward(dy, [x, w, b], slope ?? null, !constantInput);
        return dx ? [dx, dw, db] : [dw, db];
      },
    });
  }
  const f: Activation = ACTIVATIONS[activation];
  return differentiable(inputs, {
    forward() {
      const { y, kept } = f.forward(tf.add(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D), b));
      return { value: y, kept: [x, w, ...kept] };
    },
    backward(dy, [x, w, ...kept]) {
      const dz = f.backward(dy, kept);
      const [dw, dbRow] = weightGradient(x, dz);
      const db = tf.reshape(dbRow, b.shape);
      if (constantInput) return [dw, db];
      return [tf.matMul(dz as tf.Tensor2D, w as tf.Tensor2D, false, true), dw, db];
    },
  });
}
