/**
 * A convolution's two gradients on WASM, each written as a plain convolution, because that is what XNNPACK has.
 *
 * With respect to the image: the stock kernel is a scalar loop; a convolution of dy with the filter turned round and its channels
 * swapped is the same sum. With respect to the filter: there is no stock kernel; the sum over batch and pixels is a convolution of
 * x, its channels taken for the batch and its batch for the channels, with dy as the filter, dilated by the stride.
 */
import * as tf from '@tensorflow/tfjs-core';

interface Geometry {
  readonly stride: number;
  readonly top: number;
  readonly left: number;
  readonly filter: readonly [height: number, width: number];
  readonly input: readonly [height: number, width: number];
  readonly output: readonly [height: number, width: number];
}

type KernelArguments = { inputs: tf.NamedTensorInfoMap; attrs: tf.NamedAttrMap };
type Shape4D = [number, number, number, number];

function geometryOf(inputShape: Shape4D, filterShape: Shape4D, attrs: tf.NamedAttrMap): Geometry {
  const info = tf.backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    attrs.strides as [number, number],
    1,
    attrs.pad as tf.backend_util.ExplicitPadding | 'same' | 'valid' | number,
    attrs.dimRoundingMode as 'floor' | undefined,
    false,
    'channelsLast',
  );
  if (info.strideHeight !== info.strideWidth) {
    throw new RangeError(`a convolution's strides are ${attrs.strides}; on WASM they must be equal`);
  }
  return {
    stride: info.strideHeight,
    top: info.padInfo.top,
    left: info.padInfo.left,
    filter: [info.filterHeight, info.filterWidth],
    input: [info.inHeight, info.inWidth],
    output: [info.outHeight, info.outWidth],
  };
}

/** Convolves with stride 1; a negative margin cuts rows or columns off instead of adding zeros. */
function convolve(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  margins: readonly [top: number, bottom: number, left: number, right: number],
  dilation: number,
): tf.Tensor4D {
  const [top, bottom, left, right] = margins;
  const cut = margins.map((margin) => Math.max(0, -margin));
  const [, height, width] = x.shape;
  const kept = margins.every((margin) => margin >= 0)
    ? x
    : tf.slice(x, [0, cut[0], cut[2], 0], [-1, height - cut[0] - cut[1], width - cut[2] - cut[3], -1]);
  const pad: tf.backend_util.ExplicitPadding = [
    [0, 0],
    [Math.max(0, top), Math.max(0, bottom)],
    [Math.max(0, left), Math.max(0, right)],
    [0, 0],
  ];
  return tf.conv2d(kept, filter, 1, pad, 'NHWC', dilation);
}

/** Puts stride - 1 zeros behind every row and every column. */
function spread(x: tf.Tensor4D, stride: number): tf.Tensor4D {
  if (stride === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const zeros = (shape: Shape4D) => tf.zeros<tf.Rank.R4>(shape);
  const columns = tf.concat([x, zeros([batch, height, width, channels * (stride - 1)])], 3);
  const row = width * stride * channels;
  const rows = tf.concat(
    [tf.reshape(columns, [batch, height, 1, row]), zeros([batch, height, stride - 1, row])],
    2,
  );
  return tf.reshape(rows, [batch, height * stride, width * stride, channels]);
}

function inputGradient({ inputs, attrs }: KernelArguments): tf.Tensor {
  const [dy, filter] = [inputs.dy as tf.Tensor4D, inputs.filter as tf.Tensor4D];
  const g = geometryOf(attrs.inputShape as Shape4D, filter.shape, attrs);
  return tf.tidy(() => {
    const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
    const before = [g.filter[0] - 1 - g.top, g.filter[1] - 1 - g.left];
    const after = [0, 1].map((i) => g.input[i] - g.stride * g.output[i] - before[i] + g.filter[i] - 1);
    return convolve(spread(dy, g.stride), turned, [before[0], after[0], before[1], after[1]], 1);
  });
}

function filterGradient({ inputs, attrs }: KernelArguments): tf.Tensor {
  const [x, dy] = [inputs.x as tf.Tensor4D, inputs.dy as tf.Tensor4D];
  const g = geometryOf(x.shape, attrs.filterShape as Shape4D, attrs);
  return tf.tidy(() => {
    if (g.filter[0] === 1 && g.filter[1] === 1 && g.stride === 1 && g.input[0] === g.output[0]) {
      const rows = tf.reshape(x, [-1, x.shape[3]]);
      return tf.reshape(
        tf.matMul(rows, tf.reshape(dy, [-1, dy.shape[3]]), true),
        attrs.filterShape as Shape4D,
      );
    }
    const after = [0, 1].map(
      (i) => g.filter[i] + (g.output[i] - 1) * g.stride - g.input[i] - [g.top, g.left][i],
    );
    const gradient = convolve(
      tf.transpose(x, [3, 1, 2, 0]),
      tf.transpose(dy, [1, 2, 0, 3]),
      [g.top, after[0], g.left, after[1]],
      g.stride,
    );
    return tf.transpose(gradient, [1, 2, 0, 3]);
  });
}

export function installConvolutionGradients(): void {
  const register = (kernelName: string, compute: (args: KernelArguments) => tf.Tensor) => {
    if (tf.getKernel(kernelName, 'wasm')) tf.unregisterKernel(kernelName, 'wasm');
    tf.registerKernel({
      kernelName,
      backendName: 'wasm',
      kernelFunc: compute as unknown as tf.KernelFunc,
    });
  };
  register(tf.Conv2DBackpropInput, inputGradient);
  register(tf.Conv2DBackpropFilter, filterGradient);
}
