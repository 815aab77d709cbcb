/**
 * A convolution with bias, and its three gradients. Padding is explicit, because "same" padding with stride 2 puts all of it on
 * the right where PyTorch's `padding=1` is symmetric.
 */
import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable';
import { sumRows } from './sumRows';

export interface ConvOptions {
  readonly stride?: number;
  /** Zeros around the image: [top, bottom, left, right]. */
  readonly padding: Padding;
}

export type Padding = readonly [top: number, bottom: number, left: number, right: number];

/**
 * @param x [B, H, W, I]
 * @param w [kh, kw, I, O]
 * @param b [O]
 * @returns [B, H', W', O] with H' = ⌊(H + top + bottom - kh) / stride⌋ + 1
 */
export function conv2d(
  x: tf.Tensor,
  w: tf.Tensor,
  b: tf.Tensor,
  { stride = 1, padding }: ConvOptions,
): tf.Tensor {
  const [top, bottom, left, right] = padding;
  const attrs = {
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
  const run = (name: string, inputs: tf.NamedTensorMap, more: object) =>
    tf.engine().runKernel(name, inputs, { ...attrs, ...more } as unknown as tf.NamedAttrMap) as tf.Tensor;
  return differentiable([x, w, b], {
    forward: () => ({
      value: run(tf.FusedConv2D, { x, filter: w, bias: b }, { activation: 'linear' }),
      kept: [x, w] as const,
    }),
    backward: (dy, [x, w]) => [
      run(tf.Conv2DBackpropInput, { dy, filter: w }, { inputShape: x.shape }),
      run(tf.Conv2DBackpropFilter, { x, dy }, { filterShape: w.shape }),
      tf.reshape(sumRows(tf.reshape(dy, [-1, dy.shape[3]!])), b.shape),
    ],
  });
}
