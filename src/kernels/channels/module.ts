/** Concatenation, splitting and sums of channels in the own WASM module. */
import type * as tf from '@tensorflow/tfjs-core';
import { call, newTensor } from '../../wasm/engine';
import { addressOf } from '../../wasm/ownData';
import { differentiable } from '../differentiable';

const lastOf = ({ shape }: tf.Tensor) => shape[shape.length - 1];
const withChannels = ({ shape }: tf.Tensor, channels: number) => [...shape.slice(0, -1), channels];

/** @param a [..., A] @param b [..., C] @returns [..., A + C] */
export function concatenateInModule(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const [left, right] = [lastOf(a), lastOf(b)];
  const out = newTensor(withChannels(a, left + right));
  const rows = a.size / left;
  call('copyColumns', a, left, out, left + right, rows, left);
  call('copyColumns', b, right, addressOf(out) + 4 * left, left + right, rows, right);
  return out;
}

/** The inverse of `concatenateInModule`. */
export function splitInModule(x: tf.Tensor, left: number): tf.Tensor[] {
  const channels = lastOf(x);
  const right = channels - left;
  const [a, b] = [newTensor(withChannels(x, left)), newTensor(withChannels(x, right))];
  const rows = x.size / channels;
  call('copyColumns', x, channels, a, left, rows, left);
  call('copyColumns', addressOf(x) + 4 * left, channels, b, right, rows, right);
  return [a, b];
}

export const concatChannelsOnModule = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
  differentiable([a, b], {
    forward: () => ({ value: concatenateInModule(a, b), saved: [] }),
    backward: (dy) => splitInModule(dy, a.shape[3]!),
  });

/** @param x [..., C] @returns [C] */
export function sumChannelsOnModule(x: tf.Tensor): tf.Tensor {
  const channels = lastOf(x);
  const sums = newTensor([channels]);
  call('sumChannels', x, sums, x.size / channels, channels, 0);
  return sums;
}
