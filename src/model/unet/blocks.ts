/** The blocks of a U-Net: residual, attention, and the changes of resolution. Images are [B, H, W, C]. */
import * as tf from '@tensorflow/tfjs-core';
import type { UnetConfig } from '../../interop/diffusersUnet';
import { groupNormAndImage, groupNorm as groupNormKernel } from '../../kernels/groupNorm';
import { pointwise } from '../../kernels/pointwise';
import { selfAttention } from '../../kernels/selfAttention';
import type { Weights } from '../weights';
import { AROUND, convolution, gainAndShift, groupNorm, linear, NONE, within } from './layers';
import type { AttentionPlan, ResnetPlan } from './plan';

/**
 * norm, SiLU, convolve, hear the time, norm, SiLU, convolve, add the input.
 * @param images one image, or two whose channels stand side by side
 * @param time   [B, 4·C0], behind its SiLU
 */
export function resnetBlock(
  config: UnetConfig,
  { from, to, scale }: ResnetPlan,
  w: Weights,
  images: readonly tf.Tensor[],
  time: tf.Tensor,
): tf.Tensor {
  const norm = { groups: config.normGroups, epsilon: config.normEps, activation: 'silu' } as const;
  const { normal, image } = groupNormAndImage(images, gainAndShift(within(w, 'norm1')), norm);
  const hidden = convolution(within(w, 'conv1'), normal);
  const heard =
    config.timeScaleShift === 'default'
      ? groupNorm(within(w, 'norm2'), hidden, norm, told(within(w, 'time_emb_proj'), time))
      : groupNormKernel({ x: hidden, ...modulation(w, time, to) }, norm);
  const shortcut = from === to ? image : convolution(within(w, 'conv_shortcut'), image, NONE);
  return scaled(convolution(within(w, 'conv2'), heard, { ...AROUND, plus: shortcut }), scale);
}

/** The time as one number a channel, which is added before the norm. */
const told = (w: Weights, time: tf.Tensor) => ({ input: time, weight: w('weight'), bias: w('bias') });

/** (x̂ γ + β)(1 + scale) + shift, as one gain and one shift a sample: FiLM (Perez et al. 2018). */
function modulation(w: Weights, time: tf.Tensor, channels: number): { gain: tf.Tensor; shift: tf.Tensor } {
  const scaleAndShift = linear(within(w, 'time_emb_proj'), time); // [B, 2·channels]
  const factor = tf.add(tf.slice(scaleAndShift, [0, 0], [-1, channels]), 1);
  const offset = tf.slice(scaleAndShift, [0, channels], [-1, channels]);
  const { gain, shift } = gainAndShift(within(w, 'norm2'));
  return { gain: tf.mul(factor, gain), shift: tf.add(tf.mul(factor, shift), offset) };
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
  const { normal, image } =
    groups === null
      ? { normal: x, image: x }
      : groupNormAndImage([x], gainAndShift(within(w, 'group_norm')), { ...norm, groups });
  const pixels = tf.reshape(normal, [batch, height * width, channels]);
  const projection = (name: string) => ({ weight: w(`${name}.weight`), bias: w(`${name}.bias`) });
  const projections = { query: projection('to_q'), key: projection('to_k'), value: projection('to_v') };
  const found = tf.reshape(selfAttention(pixels, projections, heads), [batch, height, width, inner]);
  const output = projection('to_out.0');
  return scaled(pointwise(found, output.weight, output.bias, image), scale);
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
