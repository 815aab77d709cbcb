/** A convolution in stock operations. */
import * as tf from '@tensorflow/tfjs-core';
import { sumChannels } from '../channels/sumChannels';
import { differentiable } from '../differentiable';
import type { ConvOptions } from './contract';
import type { ConvolutionShape } from './gradientsAsConvolutions';
import { upsampleNearest } from './upsample';

/** The two gradients of a convolution for which backends have different ways. */
export interface ConvolutionGradients {
  /** @param dy [B, H', W', O] @param w [kh, kw, I, O] @returns [B, H, W, I] */
  readonly inputGradient: (dy: tf.Tensor4D, w: tf.Tensor4D, shape: ConvolutionShape) => tf.Tensor;
  /** @param x [B, H, W, I] @param dy [B, H', W', O] @returns [kh, kw, I, O] */
  readonly filterGradient: (x: tf.Tensor4D, dy: tf.Tensor4D, shape: ConvolutionShape) => tf.Tensor;
}

/** Runs a stock kernel of the family of Conv2D. */
function runKernel(
  name: string,
  inputs: tf.NamedTensorMap,
  { stride, padding: [top, bottom, left, right] }: Pick<ConvolutionShape, 'stride' | 'padding'>,
  attrs: object,
): tf.Tensor {
  const common = {
    strides: [stride, stride],
    pad: [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    dataFormat: 'NHWC',
    dilations: [1, 1],
  };
  return tf
    .engine()
    .runKernel(name, inputs, { ...common, ...attrs } as unknown as tf.NamedAttrMap) as tf.Tensor;
}

const STOCK_GRADIENTS: ConvolutionGradients = {
  inputGradient: (dy, filter, shape) =>
    runKernel(tf.Conv2DBackpropInput, { dy, filter }, shape, { inputShape: shape.input }),
  filterGradient: (x, dy, shape) =>
    runKernel(tf.Conv2DBackpropFilter, { x, dy }, shape, { filterShape: shape.filter }),
};

export const conv2dBy =
  ({ inputGradient, filterGradient }: ConvolutionGradients) =>
  (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor, options: ConvOptions): tf.Tensor => {
    const { stride = 1, padding, constantInput = false, upsample = false, residual } = options;
    const image = upsample ? upsampleNearest(x) : x;
    const shape = { stride, padding, input: image.shape, filter: w.shape };
    const y = differentiable(constantInput ? [w, b] : [image, w, b], {
      forward: () => ({
        value: runKernel(tf.FusedConv2D, { x: image, filter: w, bias: b }, shape, { activation: 'linear' }),
        saved: [image, w] as const,
      }),
      backward(dy, [x, w]) {
        const dw = filterGradient(x as tf.Tensor4D, dy as tf.Tensor4D, shape);
        if (constantInput) return [dw, sumChannels(dy)];
        return [inputGradient(dy as tf.Tensor4D, w as tf.Tensor4D, shape), dw, sumChannels(dy)];
      },
    });
    return residual ? tf.add(y, residual) : y;
  };

export const conv2dReference = conv2dBy(STOCK_GRADIENTS);
