/** A convolution and its gradients in the own WASM module; the module itself doubles an image that is upsampled first. */
import * as tf from '@tensorflow/tfjs-core';
import { call, newTensor, wasmModule, withScratch } from '../../wasm/engine';
import { ADD, BIAS } from '../../wasm/module/operations.generated';
import { gradientAt } from '../../webgpu/gradientSlots';
import { gradientTarget } from '../dense/module';
import { differentiable } from '../differentiable';
import type { ConvOptions } from './contract';

/** Sizes as the module's functions take them, from the batch to `upsample`. */
type Sizes = readonly [
  ...[B: number, H: number, W: number, I: number, O: number, kh: number, kw: number],
  ...[stride: number, top: number, left: number, Ho: number, Wo: number, upsample: number],
];

function sizesOf(x: tf.Tensor, w: tf.Tensor, options: ConvOptions): Sizes {
  const { stride = 1, padding, upsample = false } = options;
  const [top, bottom, left, right] = padding;
  const factor = upsample ? 2 : 1;
  const [batch, height, width] = x.shape as [number, number, number, number];
  const [kh, kw, inputs, outputs] = w.shape as [number, number, number, number];
  const [H, W] = [factor * height, factor * width];
  const Ho = Math.floor((H + top + bottom - kh) / stride) + 1;
  const Wo = Math.floor((W + left + right - kw) / stride) + 1;
  return [batch, H, W, inputs, outputs, kh, kw, stride, top, left, Ho, Wo, factor - 1];
}

function withConvolutionScratch(sizes: Sizes, f: (scratch: tf.Tensor) => void): void {
  const [batch, H, W, inputs, outputs, kh, kw, , , , Ho, Wo] = sizes;
  const larger = [Math.max(H, Ho), Math.max(W, Wo)] as const;
  withScratch(wasmModule()!.convolutionScratch(batch, ...larger, inputs, outputs, kh, kw) / 4, f);
}

export function conv2dOnModule(x: tf.Tensor, w: tf.Tensor, b: tf.Tensor, options: ConvOptions): tf.Tensor {
  const { constantInput = false, residual } = options;
  const sizes = sizesOf(x, w, options);
  const [batch, , , , outputs, , , , , , Ho, Wo] = sizes;
  const inputs = [w, b, ...(constantInput ? [] : [x]), ...(residual ? [residual] : [])];
  return differentiable(inputs, {
    forward() {
      const y = newTensor([batch, Ho, Wo, outputs]);
      const flags = residual ? BIAS | ADD : BIAS;
      withConvolutionScratch(sizes, (scratch) =>
        call('convolution', x, w, b, residual ?? null, y, ...sizes, flags, scratch),
      );
      return { value: y, saved: [x, w, b] as const };
    },
    backward(dy, [x, w, b]) {
      const [dw, db] = [gradientTarget(w), gradientTarget(b)];
      const dx = constantInput ? null : newTensor(x.shape);
      withConvolutionScratch(sizes, (scratch) => {
        call('convolutionFilterGradient', x, dy, dw, ...sizes, 0, scratch);
        if (dx) call('convolutionInputGradient', dy, w, null, dx, ...sizes, 0, scratch);
      });
      call('sumChannels', dy, db, batch * Ho * Wo, outputs, 0);
      const ofResidual = residual ? [tf.clone(dy)] : [];
      return [gradientAt(dw, w), gradientAt(db, b), ...(dx ? [dx] : []), ...ofResidual];
    },
  });
}

export const pointwiseOnModule = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor, residual: tf.Tensor): tf.Tensor =>
  conv2dOnModule(x, tf.reshape(w, [1, 1, ...w.shape]), b, { padding: [0, 0, 0, 0], residual });
