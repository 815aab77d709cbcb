/**
 * The two gradients of a convolution, each written as a plain convolution, which every backend has and the library of WASM does best.
 *
 * With respect to the image: a convolution of dy, dilated by the stride, with the filter flipped and its channels swapped.
 * With respect to the filter: the sum over batch and pixels is a convolution of x, its channels in the place of the batch and its batch in the
 * place of the channels, with dy as the filter, dilated by the stride.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Padding } from './contract';

type Shape4D = [number, number, number, number];

/** The shapes, stride and padding of the forward pass. */
export interface ConvolutionShape {
  readonly stride: number;
  readonly padding: Padding;
  /** [B, H, W, I] */
  readonly input: readonly number[];
  /** [kh, kw, I, O] */
  readonly filter: readonly number[];
}

/** Convolves with stride 1; a negative margin crops rows or columns instead of adding zeros. */
function convolve(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  margins: readonly [top: number, bottom: number, left: number, right: number],
  dilation: number,
): tf.Tensor4D {
  const [top, bottom, left, right] = margins;
  const crop = margins.map((margin) => Math.max(0, -margin));
  const [, height, width] = x.shape;
  const cropped = margins.every((margin) => margin >= 0)
    ? x
    : tf.slice(x, [0, crop[0], crop[2], 0], [-1, height - crop[0] - crop[1], width - crop[2] - crop[3], -1]);
  const pad: tf.backend_util.ExplicitPadding = [
    [0, 0],
    [Math.max(0, top), Math.max(0, bottom)],
    [Math.max(0, left), Math.max(0, right)],
    [0, 0],
  ];
  return tf.conv2d(cropped, filter, 1, pad, 'NHWC', dilation);
}

/** Inserts stride - 1 zeros after every row and every column. */
function dilate(x: tf.Tensor4D, stride: number): tf.Tensor4D {
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

/** @param dy [B, H', W', O] @returns [B, H, W, I] */
export function inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, shape: ConvolutionShape): tf.Tensor4D {
  const { stride, padding } = shape;
  const [top, , left] = padding;
  const flipped = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
  const before = [shape.filter[0] - 1 - top, shape.filter[1] - 1 - left];
  const after = [0, 1].map(
    (i) => shape.input[i + 1] - stride * dy.shape[i + 1] - before[i] + shape.filter[i] - 1,
  );
  return convolve(dilate(dy, stride), flipped, [before[0], after[0], before[1], after[1]], 1);
}

/** @param x [B, H, W, I] @param dy [B, H', W', O] @returns [kh, kw, I, O] */
export function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, shape: ConvolutionShape): tf.Tensor4D {
  const { stride, filter, padding } = shape;
  const [top, , left] = padding;
  if (filter[0] === 1 && filter[1] === 1 && stride === 1 && x.shape[1] === dy.shape[1]) {
    const rows = tf.reshape(x, [-1, x.shape[3]]);
    return tf.reshape(tf.matMul(rows, tf.reshape(dy, [-1, dy.shape[3]]), true), filter as Shape4D);
  }
  const after = [0, 1].map(
    (i) => filter[i] + (dy.shape[i + 1] - 1) * stride - x.shape[i + 1] - [top, left][i],
  );
  const gradient = convolve(
    tf.transpose(x, [3, 1, 2, 0]),
    tf.transpose(dy, [1, 2, 0, 3]),
    [top, after[0], left, after[1]],
    stride,
  );
  return tf.transpose(gradient, [1, 2, 0, 3]);
}
