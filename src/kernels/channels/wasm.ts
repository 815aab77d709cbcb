/** Concatenation, splitting and sums of channels on the WASM heap: the stock kernels copy pixel by pixel through array views. */
import type * as tf from '@tensorflow/tfjs-core';
import { onHeap } from '../../wasm/heap';
import { differentiable } from '../differentiable';

export const concatChannelsOnWasm = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
  differentiable([a, b], {
    forward: () => ({ value: concatenated(a, b), saved: [] }),
    backward: (dy) => split(dy, a.shape[3]!),
  });

const withChannels = ({ shape }: tf.Tensor, channels: number) => [...shape.slice(0, -1), channels];

/** Copies `count` channels of every pixel from channel `from` of one array to channel `to` of another. */
function copyChannels(
  source: { data: Float32Array; channels: number; from: number },
  target: { data: Float32Array; channels: number; from: number },
  count: number,
): void {
  const [a, b] = [source.data, target.data];
  const pixels = a.length / source.channels;
  for (let p = 0; p < pixels; p++) {
    const at = p * source.channels + source.from;
    const to = p * target.channels + target.from;
    for (let c = 0; c < count; c++) b[to + c] = a[at + c];
  }
}

/** @param a [..., A] @param b [..., C] @returns [..., A + C] */
function concatenated(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const [left, right] = [a.shape[a.rank - 1]!, b.shape[b.rank - 1]!];
  const channels = left + right;
  const [result] = onHeap([a, b], [withChannels(a, channels)], ([a, b], [data]) => {
    copyChannels({ data: a, channels: left, from: 0 }, { data, channels, from: 0 }, left);
    copyChannels({ data: b, channels: right, from: 0 }, { data, channels, from: left }, right);
  });
  return result;
}

/** The inverse of `concatenated`. */
function split(x: tf.Tensor, left: number): tf.Tensor[] {
  const channels = x.shape[x.rank - 1]!;
  const right = channels - left;
  return onHeap([x], [withChannels(x, left), withChannels(x, right)], ([data], [a, b]) => {
    copyChannels({ data, channels, from: 0 }, { data: a, channels: left, from: 0 }, left);
    copyChannels({ data, channels, from: left }, { data: b, channels: right, from: 0 }, right);
  });
}

/** @param x [..., C] @returns [C] */
export function sumChannelsOnWasm(x: tf.Tensor): tf.Tensor {
  const channels = x.shape[x.rank - 1]!;
  const [sums] = onHeap([x], [[channels]], ([data], [out]) => {
    const totals = new Float64Array(channels);
    for (let at = 0; at < data.length; at += channels) {
      for (let c = 0; c < channels; c++) totals[c] += data[at + c];
    }
    out.set(totals);
  });
  return sums;
}
