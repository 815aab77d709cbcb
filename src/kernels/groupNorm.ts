/**
 * Group normalisation (Wu & He 2018), with what stands around it in a residual block: a number per sample and channel added
 * before (the time embedding), a gain and a shift after (learned, or told the time as in FiLM), and the activation.
 *
 * The gradient is the closed form, so a backward pass is one operation instead of the forty of a tape.
 */
import * as tf from '@tensorflow/tfjs-core';
import { ACTIVATIONS, type Activation } from './activation';
import { concatChannels } from './concatChannels';
import { dense } from './dense';
import { differentiable, differentiableMany } from './differentiable';
import { sumRows } from './sumRows';
import { sumChannels } from './wasm/channels';
import { heapGroupNorm } from './wasm/groupNorm';
import { ownShaders } from './webgpu/backend';
import {
  groupNormBackward,
  groupNormForward,
  groupNormVectors,
  type Offset,
  planeOfSums,
  type Told,
} from './webgpu/groupNorm';

export interface GroupNormInputs {
  /** [B, H, W, C] */
  readonly x: tf.Tensor;
  /** Added to x before the normalisation: rows, [B, C], or the dense layer whose output they are. */
  readonly offset?: tf.Tensor | Told;
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

const isTold = (offset: tf.Tensor | Told): offset is Told => 'weight' in offset;

/** @returns f(x̂ gain + shift), [B, H, W, C]; x̂ is x + offset at mean 0 and variance 1 in each sample's groups */
export function groupNorm({ x, offset, gain, shift }: GroupNormInputs, options: GroupNormOptions): tf.Tensor {
  if (ownShaders()) return fused({ x, offset, gain, shift }, options);
  const rows = offset && isTold(offset) ? dense(offset.input, offset.weight, offset.bias) : offset;
  return unfused({ x, offset: rows, gain, shift }, options);
}

/** What a residual block begins with. */
export interface NormalAndImage {
  /** [B, H, W, C] */
  readonly normal: tf.Tensor;
  /** [B, H, W, C] what was normalised. Taken from here, its gradient costs no pass of its own. */
  readonly image: tf.Tensor;
}

/** As `groupNorm`, of one image or of two whose channels stand side by side. @param images [B, H, W, A] and [B, H, W, C - A] */
export function groupNormAndImage(
  images: readonly tf.Tensor[],
  { gain, shift }: Pick<GroupNormInputs, 'gain' | 'shift'>,
  options: GroupNormOptions,
): NormalAndImage {
  if (!ownShaders()) {
    const image = images.length === 1 ? images[0] : concatChannels(images[0], images[1]);
    return { normal: groupNorm({ x: image, gain, shift }, options), image };
  }
  const parts = images.map((image) => image.shape[3]!);
  const [normal, image] = differentiableMany([...images, gain, shift], {
    forward() {
      const { normal, joined, statistics } = groupNormForward({ images, gain, shift, offset: null }, options);
      const image = joined ?? tf.clone(images[0]);
      return { values: [normal, image], kept: [image, statistics] as const };
    },
    backward([dy, plus], [x, statistics]) {
      const { dImages, sums } = groupNormBackward({ dy, plus, x, statistics }, options, parts, false);
      const { dGain, dShift } = groupNormVectors(sums, { gain, shift, told: null });
      return [...dImages, dGain, dShift];
    },
  });
  return { normal, image };
}

function fused({ x, offset: given, gain, shift }: GroupNormInputs, options: GroupNormOptions): tf.Tensor {
  const told = given && isTold(given) ? given : null;
  const rows = given && !isTold(given) ? given : null;
  const offset: Offset = told ? { told } : rows ? { rows } : null;
  const ofOffset = told ? [told.input, told.weight, told.bias] : rows ? [rows] : [];
  return differentiable([x, gain, shift, ...ofOffset], {
    forward() {
      const { normal, statistics } = groupNormForward({ images: [x], gain, shift, offset }, options);
      return { value: normal, kept: told ? [x, statistics, told.input, told.weight] : [x, statistics] };
    },
    backward(dy, [x, statistics, input, weight]) {
      const given = { dy, plus: null, x, statistics };
      const { dImages, sums } = groupNormBackward(given, options, [x.shape[3]!], offset !== null);
      const kept = told && { input, weight, bias: told.bias };
      const { dGain, dShift, dTold } = groupNormVectors(sums, { gain, shift, told: kept });
      const ofOffset = dTold ? [dTold.input, dTold.weight, dTold.bias] : rows ? [planeOfSums(sums, 2)] : [];
      return [dImages[0], dGain, dShift, ...ofOffset];
    },
  });
}

function unfused(
  { x, offset, gain, shift }: GroupNormInputs & { readonly offset?: tf.Tensor },
  options: GroupNormOptions,
): tf.Tensor {
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
};
