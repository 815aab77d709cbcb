/**
 * A dense layer after a norm on WebGPU: one dispatch forward, one backward, and a third where one row of modulation serves the whole batch.
 * A workgroup computes some rows of the batch, so that the sums of a row stay within it.
 */
import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from '../differentiable';
import type { Modulation, NormDenseOptions } from './contract';
import { normDenseBackward } from './webgpu/backward';
import { normDenseForward } from './webgpu/forward';

export function normDenseOnWebgpu(
  x: tf.Tensor,
  modulation: Modulation,
  w: tf.Tensor,
  b: tf.Tensor,
  { activation, residual = false }: NormDenseOptions,
): tf.Tensor {
  const modulations = modulation instanceof tf.Tensor ? [modulation] : [modulation.scale, modulation.shift];
  return differentiable([x, w, b, ...modulations], {
    forward() {
      const { y, saved } = normDenseForward(x, modulations, w, b, { activation, residual });
      return { value: y, saved: [saved, w, b, ...modulations] };
    },
    backward(dy, [saved, w, b, ...modulations]) {
      const { dx, dw, db, dModulations } = normDenseBackward(dy, saved, modulations, w, b, residual);
      return [dx, dw, db, ...dModulations];
    },
  });
}
