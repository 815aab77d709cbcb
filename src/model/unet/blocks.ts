/** The blocks of a U-Net: residual, attention, and the changes of resolution. Images are [B, H, W, C]. */
import * as tf from '@tensorflow/tfjs-core';
import type { UnetConfig } from '../../interop/diffusersUnet';
import { attention } from '../../kernels/attention';
import { groupNorm as groupNormKernel } from '../../kernels/groupNorm';
import type { Weights } from '../weights';
import { AROUND, convolution, groupNorm, linear, NONE, within } from './layers';
import type { AttentionPlan, ResnetPlan } from './plan';

/**
 * norm, SiLU, convolve, hear the time, norm, SiLU, convolve, add the input.
 * @param time [B, 4·C0], behind its SiLU
 */
export function resnetBlock(
  config: UnetConfig,
  { from, to, scale }: ResnetPlan,
  w: Weights,
  x: tf.Tensor,
  time: tf.Tensor,
): tf.Tensor {
  const norm = { groups: config.normGroups, epsilon: config.normEps, activation: 'silu' } as const;
  const told = linear(within(w, 'time_emb_proj'), time); // [B, to], or [B, 2·to]: scale and shift
  const hidden = convolution(within(w, 'conv1'), groupNorm(within(w, 'norm1'), x, norm));
  const heard =
    config.timeScaleShift === 'default'
      ? groupNorm(within(w, 'norm2'), hidden, norm, told)
      : groupNormKernel({ x: hidden, ...modulated(within(w, 'norm2'), told, to) }, norm);
  const shortcut = from === to ? x : convolution(within(w, 'conv_shortcut'), x, NONE);
  return scaled(convolution(within(w, 'conv2'), heard, { ...AROUND, plus: shortcut }), scale);
}

/** (x̂ γ + β)(1 + scale) + shift, as one gain and one shift a sample: FiLM (Perez et al. 2018). */
function modulated(w: Weights, told: tf.Tensor, channels: number): { gain: tf.Tensor; shift: tf.Tensor } {
  const factor = tf.add(tf.slice(told, [0, 0], [-1, channels]), 1);
  const shift = tf.slice(told, [0, channels], [-1, channels]);
  return { gain: tf.mul(factor, w('weight')), shift: tf.add(tf.mul(factor, w('bias')), shift) };
}

/** Every pixel looks at every other one, and adds what it finds. */
export function attentionBlock(
  config: UnetConfig,
  { channels, heads, inner, groups, scale }: AttentionPlan,
  w: Weights,
  x: tf.Tensor,
): tf.Tensor {
  const [batch, height, width] = x.shape as [number, number, number, number];
  const norm = { epsilon: config.normEps, activation: 'linear' } as const;
  const normal = groups === null ? x : groupNorm(within(w, 'group_norm'), x, { ...norm, groups });
  const pixels = tf.reshape(normal, [-1, channels]);
  const project = (name: string) =>
    tf.reshape(linear(within(w, name), pixels), [batch, height * width, inner]);
  const found = attention(project('to_q'), project('to_k'), project('to_v'), heads);
  const output = linear(within(w, 'to_out.0'), tf.reshape(found, [-1, inner]));
  return scaled(tf.add(tf.reshape(output, x.shape), x), scale);
}

/** Halves the resolution; padding 0 means one row and column of zeros, at the bottom and on the right. */
export function downsample(config: UnetConfig, w: Weights, x: tf.Tensor): tf.Tensor {
  const padding = config.downsamplePadding === 0 ? ([0, 1, 0, 1] as const) : ([1, 1, 1, 1] as const);
  return convolution(w, x, { stride: 2, padding });
}

/** Doubles the resolution. */
export const upsample = (w: Weights, x: tf.Tensor): tf.Tensor =>
  convolution(w, x, { ...AROUND, doubled: true });

const scaled = (x: tf.Tensor, scale: number) => (scale === 1 ? x : tf.div(x, scale));
