/** The normalised dense layer in the own WASM module: norm, modulation and activation in one operation, then a product. */

import * as tf from '@tensorflow/tfjs-core';
import { MLP_NORM_EPSILON } from '../../lib/normEpsilon';
import { call, newTensor } from '../../wasm/engine';
import { ADD } from '../../wasm/module/operations.generated';
import { addressOf } from '../../wasm/ownData';
import { gradientAt } from '../../webgpu/gradientSlots';
import { ACTIVATION_KINDS } from '../activationKinds';
import {
  denseInModule,
  gradientTarget,
  inputGradientInModule,
  weightGradientsInModule,
} from '../dense/module';
import { differentiable, isTaped } from '../differentiable';
import type { Modulation, NormDenseOptions } from './contract';

/** Numbers from row to row; 0 where one row serves all. */
const stepOf = ({ shape }: tf.Tensor, rows: number): number => (shape[0] === 1 && rows > 1 ? 0 : shape[1]!);

/** Addresses of scale and shift, in two tensors or side by side in one, and their steps. */
function partsOf(tensors: readonly tf.Tensor[], rows: number, width: number) {
  const [scale, shift = scale] = tensors;
  return {
    scale: addressOf(scale),
    shift: addressOf(shift) + (tensors.length === 1 ? 4 * width : 0),
    scaleStep: stepOf(scale, rows),
    shiftStep: stepOf(shift, rows),
  };
}

export function normDenseOnModule(
  x: tf.Tensor,
  modulation: Modulation,
  w: tf.Tensor,
  b: tf.Tensor,
  { activation, residual = false }: NormDenseOptions,
): tf.Tensor {
  const [rows, width] = x.shape as [number, number];
  const modulations = modulation instanceof tf.Tensor ? [modulation] : [modulation.scale, modulation.shift];
  return differentiable([x, w, b, ...modulations], {
    forward() {
      const y = newTensor(x.shape);
      const saved = isTaped() ? [newTensor(x.shape), newTensor(x.shape), newTensor([rows])] : [];
      const [slope = null, xhat = null, rstd = null] = saved;
      const { scale, shift, scaleStep, shiftStep } = partsOf(modulations, rows, width);
      const kind = ACTIVATION_KINDS[activation];
      call(
        'normModulate',
        ...([
          x,
          scale,
          shift,
          y,
          slope,
          xhat,
          rstd,
          rows,
          width,
          scaleStep,
          shiftStep,
          MLP_NORM_EPSILON,
          kind,
        ] as const),
      );
      const value = denseInModule(y, w, b, residual ? x : undefined);
      return { value, saved: [y, ...saved, w, b, ...modulations] };
    },
    backward(dy, [y, slope, xhat, rstd, w, b, ...modulations]) {
      const [dw, db] = weightGradientsInModule(y, dy, w, b);
      const through = inputGradientInModule(dy, w);
      const dx = newTensor(x.shape);
      const gradients = modulations.map(gradientTarget); // learned rows have slots, modulations of the time have none
      const { scale, scaleStep, shiftStep } = partsOf(modulations, rows, width);
      const { scale: dScale, shift: dShift } = partsOf(gradients, rows, width);
      const add = residual ? dy : null;
      const flags = residual ? ADD : 0;
      call(
        'normModulateGradient',
        ...([
          through,
          slope,
          xhat,
          rstd,
          scale,
          add,
          dx,
          dScale,
          dShift,
          rows,
          width,
          scaleStep,
          shiftStep,
          flags,
        ] as const),
      );
      return [dx, dw, db, ...gradients.map((gradient, i) => gradientAt(gradient, modulations[i]))];
    },
  });
}
