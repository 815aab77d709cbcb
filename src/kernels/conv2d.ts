/**
 * A convolution with bias, and its three gradients. Padding is explicit, because "same" padding with stride 2 puts all of it on
 * the right where PyTorch's `padding=1` is symmetric.
 */
import * as tf from '@tensorflow/tfjs-core';
import { filterGradient, inputGradient } from './convolutionGradients';
import { differentiable } from './differentiable';
import { sumRows } from './sumRows';
import { sumChannels } from './wasm/channels';
import { filterGradientOnWebgpu } from './webgpu/filterGradient';

export interface ConvOptions {
  readonly stride?: number;
  /** Zeros around the image: [top, bottom, left, right]. */
  readonly padding: Padding;
  /** True for the input of the network: no gradient with respect to x is computed. */
  readonly constantInput?: boolean;
}

export type Padding = readonly [top: number, bottom: number, left: number, right: number];

/** The sum over batch and pixels: [B, H, W, O] -> [O]. */
const biasGradient = (dy: tf.Tensor): tf.Tensor =>
  tf.getBackend() === 'wasm'
    ? sumChannels(dy)
    : tf.reshape(sumRows(tf.reshape(dy, [-1, dy.shape[3]!])), [dy.shape[3]!]);

/** Where the stock gradients are slow (both), or the filter's does not exist (WASM). */
const AS_CONVOLUTIONS: ReadonlySet<string> = new Set(['wasm', 'cpu']);

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
  { stride = 1, padding, constantInput = false }: ConvOptions,
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
  return differentiable(constantInput ? [w, b] : [x, w, b], {
    forward: () => ({
      value: run(tf.FusedConv2D, { x, filter: w, bias: b }, { activation: 'linear' }),
      kept: [x, w] as const,
    }),
    backward(dy, [x, w]) {
      const backend = tf.getBackend();
      const asConvolutions = AS_CONVOLUTIONS.has(backend);
      const shape = { stride, top, left, input: x.shape, filter: w.shape };
      const filterGradientOf = () => {
        if (asConvolutions) return filterGradient(x as tf.Tensor4D, dy as tf.Tensor4D, shape);
        if (backend === 'webgpu') return filterGradientOnWebgpu(x, dy, shape);
        return run(tf.Conv2DBackpropFilter, { x, dy }, { filterShape: w.shape });
      };
      const dw = filterGradientOf();
      if (constantInput) return [dw, biasGradient(dy)];
      const dx = asConvolutions
        ? inputGradient(dy as tf.Tensor4D, w as tf.Tensor4D, shape)
        : run(tf.Conv2DBackpropInput, { dy, filter: w }, { inputShape: x.shape });
      return [dx, dw, biasGradient(dy)];
    },
  });
}
