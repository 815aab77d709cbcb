/** The blocks of a U-Net: residual, attention, and the changes of resolution. Images are [B, H, W, C]. */
import * as tf from '@tensorflow/tfjs-core';
import { selfAttention } from '../../kernels/attention/selfAttention';
import { pointwise } from '../../kernels/conv2d/pointwise';
import { groupNormAndImage, groupNorm as groupNormKernel } from '../../kernels/groupNorm/groupNorm';
import type { UnetConfig } from '../../types/unet';
import type { Weights } from '../weights';
import { AROUND, convolution, gainAndShift, groupNorm, linear, within } from './layers';
import type { AttentionSpec, ResnetSpec } from './structure';

/**
 * norm, SiLU, convolution, time conditioning, norm, SiLU, convolution, residual sum.
 * @param images one image, or two whose channels stand side by side
 * @param time   [B, 4·C0], after its SiLU
 */
export function resnetBlock(
  config: UnetConfig,
  { from, to, scale, resampling }: ResnetSpec,
  w: Weights,
  images: readonly tf.Tensor[],
  time: tf.Tensor,
): tf.Tensor {
  const norm = { groups: config.normGroups, epsilon: config.normEps, activation: 'silu' } as const;
  const { normal, image } = groupNormAndImage(images, gainAndShift(within(w, 'norm1')), norm);
  const hidden = convolution(within(w, 'conv1'), resampled(normal, resampling));
  const conditioned =
    config.timeScaleShift === 'default'
      ? groupNorm(within(w, 'norm2'), hidden, norm, projection(within(w, 'time_emb_proj'), time))
      : groupNormKernel({ x: hidden, ...modulation(w, time, to) }, norm);
  const source = resampled(image, resampling);
  const added =
    from === to ? { residual: source } : { shortcut: projection(within(w, 'conv_shortcut'), source) };
  return scaled(convolution(within(w, 'conv2'), conditioned, { ...AROUND, ...added }), scale);
}

/** A dense layer that another operation computes on its way. */
const projection = (w: Weights, input: tf.Tensor) => ({ input, weight: w('weight'), bias: w('bias') });

/** (x̂ γ + β)(1 + scale) + shift, as one gain and one shift a sample: FiLM (Perez et al. 2018). */
function modulation(w: Weights, time: tf.Tensor, channels: number): { gain: tf.Tensor; shift: tf.Tensor } {
  const scaleAndShift = linear(within(w, 'time_emb_proj'), time); // [B, 2·channels]
  const factor = tf.add(tf.slice(scaleAndShift, [0, 0], [-1, channels]), 1);
  const offset = tf.slice(scaleAndShift, [0, channels], [-1, channels]);
  const { gain, shift } = gainAndShift(within(w, 'norm2'));
  return { gain: tf.mul(factor, gain), shift: tf.add(tf.mul(factor, shift), offset) };
}

/** Self-attention over all pixels, with a residual sum. */
export function attentionBlock(
  config: UnetConfig,
  { channels, heads, inner, groups, scale }: AttentionSpec,
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
  const layer = (name: string) => ({ weight: w(`${name}.weight`), bias: w(`${name}.bias`) });
  const projections = { query: layer('to_q'), key: layer('to_k'), value: layer('to_v') };
  const attended = tf.reshape(selfAttention(pixels, projections, heads), [batch, height, width, inner]);
  const output = layer('to_out.0');
  return scaled(pointwise(attended, output.weight, output.bias, image), scale);
}

/** Without weights: the mean of 2 × 2 pixels, or each pixel as 2 × 2 of them (diffusers' Downsample2D and Upsample2D, use_conv off). */
function resampled(x: tf.Tensor, resampling: ResnetSpec['resampling']): tf.Tensor {
  if (!resampling) return x;
  const image = x as tf.Tensor4D;
  if (resampling === 'down') return tf.avgPool(image, 2, 2, 'valid');
  return tf.image.resizeNearestNeighbor(image, [2 * image.shape[1], 2 * image.shape[2]]);
}

/** Halves the resolution; padding 0 means one row and column of zeros, at the bottom and on the right. */
export function downsample(config: UnetConfig, w: Weights, x: tf.Tensor): tf.Tensor {
  const padding = config.downsamplePadding === 0 ? ([0, 1, 0, 1] as const) : ([1, 1, 1, 1] as const);
  return convolution(w, x, { stride: 2, padding });
}

/** Doubles the resolution. */
export const upsample = (w: Weights, x: tf.Tensor): tf.Tensor =>
  convolution(w, x, { ...AROUND, upsample: true });

const scaled = (x: tf.Tensor, scale: number) => (scale === 1 ? x : tf.div(x, scale));
