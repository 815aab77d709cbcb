/**
 * Group normalisation (Wu & He 2018), with what stands around it in a residual block: a number per sample and channel added
 * before (the time embedding), a gain and a shift after (learned, or told the time as in FiLM), and the activation.
 *
 * The gradient is the closed form, so a backward pass is one operation instead of the forty of a tape.
 */
import * as tf from '@tensorflow/tfjs-core';
import { ACTIVATIONS, type Activation } from './activation';
import { differentiable } from './differentiable';
import { sumRows } from './sumRows';
import { sumChannels } from './wasm/channels';
import { heapGroupNorm } from './wasm/groupNorm';
import { webgpuGroupNorm } from './webgpu/groupNorm';

export interface GroupNormInputs {
  /** [B, H, W, C] */
  readonly x: tf.Tensor;
  /** [B, C], added to x before the normalisation. */
  readonly offset?: tf.Tensor;
  /** [C], or [B, C] to differ between samples. */
  readonly gain: tf.Tensor;
  /** [C], or [B, C] to differ between samples. */
  readonly shift: tf.Tensor;
}

export interface GroupNormOptions {
  /** Divides C; consecutive channels form a group. */
  readonly groups: number;
  /** Added to the (biased) variance. */
  readonly epsilon: number;
  readonly activation: 'linear' | 'silu';
}

/** What the backward pass needs, beyond its gradient. */
type Kept = readonly tf.Tensor[];

/** The same computation by other means, where a backend has better ones. All rows are [B, C]. */
export interface GroupNormImplementation {
  forward(
    x: tf.Tensor,
    rows: { offset: tf.Tensor | null; gain: tf.Tensor; shift: tf.Tensor },
    options: GroupNormOptions,
  ): { value: tf.Tensor; kept: Kept };
  /** Sums over the pixels of each sample and channel: of dz x̂, of dz, and of dx. */
  backward(
    dy: tf.Tensor,
    kept: Kept,
    options: GroupNormOptions,
    hasOffset: boolean,
  ): { dx: tf.Tensor; dGain: tf.Tensor; dShift: tf.Tensor; dOffset: tf.Tensor | null };
}

/** @returns f(x̂ gain + shift), [B, H, W, C]; x̂ is x + offset at mean 0 and variance 1 in each sample's groups */
export function groupNorm({ x, offset, gain, shift }: GroupNormInputs, options: GroupNormOptions): tf.Tensor {
  const onWasm = tf.getBackend() === 'wasm';
  const implementation = IMPLEMENTATIONS[tf.getBackend()] ?? stockGroupNorm;
  const [batch, , , channels] = x.shape as [number, number, number, number];
  const row = (v: tf.Tensor) => (v.rank === 1 ? tf.tile(tf.reshape(v, [1, channels]), [batch, 1]) : v);
  const like = (gradient: tf.Tensor, given: tf.Tensor) =>
    given.rank === 1
      ? onWasm
        ? sumChannels(gradient)
        : tf.reshape(sumRows(gradient), given.shape)
      : gradient;
  return differentiable(offset ? [x, gain, shift, offset] : [x, gain, shift], {
    forward: () =>
      implementation.forward(x, { offset: offset ?? null, gain: row(gain), shift: row(shift) }, options),
    backward(dy, kept) {
      const { dx, dGain, dShift, dOffset } = implementation.backward(dy, kept, options, offset !== undefined);
      const gradients = [dx, like(dGain, gain), like(dShift, shift)];
      return dOffset ? [...gradients, dOffset] : gradients;
    },
  });
}

/** Over the pixels: [B, H, W, C] -> [B, C]. */
const sumPixels = (x: tf.Tensor) => tf.sum(x, [1, 2]);

const overPixels = (row: tf.Tensor) => tf.reshape(row, [row.shape[0], 1, 1, row.shape[1]!]);

/** The mean over each group, at every channel of it: [B, C] -> [B, C]. */
function groupMeans(row: tf.Tensor, groups: number): tf.Tensor {
  const [batch, channels] = row.shape as [number, number];
  const each = channels / groups;
  const means = tf.mean(tf.reshape(row, [batch, groups, each]), 2, true);
  return tf.reshape(tf.tile(means, [1, 1, each]), [batch, channels]);
}

/** The computation in stock operations: the reference, and what most backends run. */
export const stockGroupNorm: GroupNormImplementation = {
  forward(x, { offset, gain, shift }, { groups, epsilon, activation }) {
    const f: Activation = ACTIVATIONS[activation];
    const pixels = x.shape[1]! * x.shape[2]!;
    const input = offset ? tf.add(x, overPixels(offset)) : x;
    const mean = tf.div(groupMeans(sumPixels(input), groups), pixels);
    const centred = tf.sub(input, overPixels(mean));
    const variance = tf.div(groupMeans(sumPixels(tf.square(centred)), groups), pixels);
    const rstd = tf.rsqrt(tf.add(variance, epsilon)); // [B, C]
    const normal = tf.mul(centred, overPixels(rstd));
    const { y, kept } = f.forward(tf.add(tf.mul(normal, overPixels(gain)), overPixels(shift)));
    return { value: y, kept: [normal, rstd, gain, ...kept] };
  },
  backward(dy, [normal, rstd, gain, ...rest], { groups, activation }, hasOffset) {
    const f: Activation = ACTIVATIONS[activation];
    const pixels = dy.shape[1]! * dy.shape[2]!;
    const dz = f.backward(dy, rest);
    const dShift = sumPixels(dz);
    const dGain = sumPixels(tf.mul(dz, normal));
    const along = tf.div(groupMeans(tf.mul(dGain, gain), groups), pixels);
    const level = tf.div(groupMeans(tf.mul(dShift, gain), groups), pixels);
    const dNormal = tf.sub(tf.mul(dz, overPixels(gain)), overPixels(level));
    const dx = tf.mul(tf.sub(dNormal, tf.mul(normal, overPixels(along))), overPixels(rstd));
    return { dx, dGain, dShift, dOffset: hasOffset ? sumPixels(dx) : null };
  },
};

const IMPLEMENTATIONS: Readonly<Record<string, GroupNormImplementation>> = {
  wasm: heapGroupNorm,
  webgpu: webgpuGroupNorm,
};
