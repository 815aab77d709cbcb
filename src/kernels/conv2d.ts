/**
 * A convolution with bias, and its three gradients. Padding is explicit, because "same" padding with stride 2 puts all of it on
 * the right where PyTorch's `padding=1` is symmetric.
 */
import * as tf from '@tensorflow/tfjs-core';
import { filterGradient, inputGradient } from './convolutionGradients';
import { differentiable } from './differentiable';
import { sumRows } from './sumRows';
import { upsampleNearest } from './upsample';
import { sumChannels } from './wasm/channels';
import { ownShaders } from './webgpu/backend';
import { type Convolution, convolutionGradients, convolve } from './webgpu/convolution';

export interface ConvOptions {
  readonly stride?: number;
  /** Zeros around the image: [top, bottom, left, right]. */
  readonly padding: Padding;
  /** True for the input of the network: no gradient with respect to x is computed. */
  readonly constantInput?: boolean;
  /** True to double the image's resolution first, every pixel becoming a square of four. */
  readonly doubled?: boolean;
  /** [B, H', W', O], added to the result. */
  readonly plus?: tf.Tensor;
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
 * @returns [B, H', W', O] with H' = ⌊(H + top + bottom - kh) / stride⌋ + 1, of twice the H where x is doubled
 */
export function conv2d(x: tf.Tensor, w: tf.Tensor, b: tf.Tensor, options: ConvOptions): tf.Tensor {
  if (ownShaders()) return fused(x, w, b, options);
  const { doubled, plus, ...simple } = options;
  const y = reference(doubled ? upsampleNearest(x) : x, w, b, simple);
  return plus ? tf.add(y, plus) : y;
}

function fused(
  x: tf.Tensor,
  w: tf.Tensor,
  b: tf.Tensor,
  {
    stride = 1,
    padding: [top, bottom, left, right],
    constantInput = false,
    doubled = false,
    plus,
  }: ConvOptions,
): tf.Tensor {
  const enlarge = doubled ? 2 : 1;
  const [batch, height, width] = x.shape as [number, number, number, number];
  const [kh, kw, , outputs] = w.shape as [number, number, number, number];
  const length = (size: number, padding: number, kernel: number) =>
    Math.floor((size * enlarge + padding - kernel) / stride) + 1;
  const output = [batch, length(height, top + bottom, kh), length(width, left + right, kw), outputs];
  const shape: Convolution = { stride, top, left, enlarge, input: x.shape, filter: w.shape, output };
  const inputs = [w, b, ...(constantInput ? [] : [x]), ...(plus ? [plus] : [])];
  return differentiable(inputs, {
    forward: () => ({ value: convolve(x, w, b, shape, plus ?? null), kept: [x, w] as const }),
    backward(dy, [x, w]) {
      const { dx, dFilter, dBias } = convolutionGradients(
        dy,
        { x, filter: w, bias: b },
        shape,
        !constantInput,
      );
      return [dFilter, dBias, ...(dx ? [dx] : []), ...(plus ? [tf.clone(dy)] : [])];
    },
  });
}

/** The convolution in stock operations. */
function reference(
  x: tf.Tensor,
  w: tf.Tensor,
  b: tf.Tensor,
  { stride = 1, padding, constantInput = false }: Pick<ConvOptions, 'stride' | 'padding' | 'constantInput'>,
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
