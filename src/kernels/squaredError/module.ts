/** The squared error in the own WASM module. */
import type * as tf from '@tensorflow/tfjs-core';
import { call, newTensor } from '../../wasm/engine';
import { type Forward, lossWithErrors } from './contract';

const forward: Forward = (output, target, weight) => {
  const [rows, numbers] = output.shape as [number, number];
  const result = { loss: newTensor([]), errors: newTensor([rows, 1]), gradient: newTensor(output.shape) };
  const { loss, errors, gradient } = result;
  call('squaredError', output, target, weight, errors, gradient, loss, rows, numbers);
  return result;
};

/** The gradient of the loss times that of what follows. */
export function chained(gradient: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  const product = newTensor(gradient.shape);
  call('scaled', gradient, dy, product, gradient.size);
  return product;
}

export const squaredErrorOnModule = lossWithErrors(forward, chained);
