/** A dense layer in the own WASM module: a product with its bias forward, and two products and a sum of rows backward. */
import type * as tf from '@tensorflow/tfjs-core';
import { call, newTensor, wasmModule, withScratch } from '../../wasm/engine';
import { ADD, BIAS, T_A, T_B } from '../../wasm/module/operations.generated';
import { gradientAt, gradientSlot, isSlot } from '../../webgpu/gradientSlots';
import type { ActivationId } from '../activation';
import { ACTIVATION_KINDS } from '../activationKinds';
import { differentiable, isTaped } from '../differentiable';
import type { DenseOptions } from './contract';

interface Product {
  readonly rows: number;
  /** Length of the sums. */
  readonly depth: number;
  readonly columns: number;
  readonly flags: number;
  readonly bias?: tf.Tensor;
}

function multiply(a: tf.Tensor, b: tf.Tensor, out: tf.Tensor, product: Product): void {
  const { rows, depth, columns, flags, bias = null } = product;
  withScratch(wasmModule()!.gemmScratch(depth, columns) / 4, (scratch) =>
    call('gemm', a, b, out, bias, rows, depth, columns, flags, scratch),
  );
}

/** @returns x W + b, added to `residual` where there is one, [B, N] */
export function denseInModule(x: tf.Tensor, w: tf.Tensor, b: tf.Tensor, residual?: tf.Tensor): tf.Tensor {
  const [rows, columns] = [x.shape[0], w.shape[1]!];
  const out = newTensor([rows, columns]);
  if (residual) call('copy', residual, out, out.size);
  const flags = residual ? BIAS | ADD : BIAS;
  multiply(x, w, out, { rows, depth: w.shape[0], columns, flags, bias: b });
  return out;
}

/** @returns y = f(z) and its slope f'(z), which is null where f is linear: then y is z; and where no gradient is asked for */
export function activateInModule(
  z: tf.Tensor,
  activation: ActivationId,
): { readonly y: tf.Tensor; readonly slope: tf.Tensor | null } {
  if (activation === 'linear') return { y: z, slope: null };
  const slope = isTaped() ? newTensor(z.shape) : null;
  const y = newTensor(z.shape);
  call('activate', z, y, slope, z.size, ACTIVATION_KINDS[activation]);
  return { y, slope };
}

/** @returns dy · slope */
export function throughSlope(dy: tf.Tensor, slope: tf.Tensor | null): tf.Tensor {
  if (!slope) return dy;
  const dz = newTensor(dy.shape);
  call('product', dy, slope, dz, dy.size);
  return dz;
}

/** Where the gradient of a weight is written: its slot, or a new tensor. */
export const gradientTarget = (weight: tf.Tensor): tf.Tensor => {
  const slot = gradientSlot(weight);
  return isSlot(slot) ? slot : newTensor(slot);
};

/** @param x [B, K] @param dz [B, N] @returns dW = xᵀ dz and db = Σ dz, as W and b */
export function weightGradientsInModule(
  x: tf.Tensor,
  dz: tf.Tensor,
  w: tf.Tensor,
  b: tf.Tensor,
): readonly [tf.Tensor, tf.Tensor] {
  const [inputs, columns] = w.shape as [number, number];
  const [dw, db] = [gradientTarget(w), gradientTarget(b)];
  multiply(x, dz, dw, { rows: inputs, depth: x.shape[0], columns, flags: T_A });
  call('sumChannels', dz, db, dz.shape[0], columns, 0);
  return [gradientAt(dw, w), gradientAt(db, b)];
}

/** @param into receives the sum with it, where there is one @returns dx = dz Wᵀ, [B, K] */
export function inputGradientInModule(dz: tf.Tensor, w: tf.Tensor, into?: tf.Tensor): tf.Tensor {
  const [inputs, outputs] = w.shape as [number, number];
  const dx = into ?? newTensor([dz.shape[0], inputs]);
  const flags = into ? T_B | ADD : T_B;
  multiply(dz, w, dx, { rows: dz.shape[0], depth: outputs, columns: inputs, flags });
  return dx;
}

export const denseOnModule = (
  x: tf.Tensor,
  w: tf.Tensor,
  b: tf.Tensor,
  { activation = 'linear', constantInput = false }: DenseOptions = {},
): tf.Tensor =>
  differentiable(constantInput ? [w, b] : [x, w, b], {
    forward() {
      const { y, slope } = activateInModule(denseInModule(x, w, b), activation);
      return { value: y, saved: slope ? [x, w, b, slope] : [x, w, b] };
    },
    backward(dy, [x, w, b, slope]) {
      const dz = throughSlope(dy, slope ?? null);
      const gradients = weightGradientsInModule(x, dz, w, b);
      return constantInput ? gradients : [inputGradientInModule(dz, w), ...gradients];
    },
  });
