/**
 * The parameters of a U-Net: names and shapes as in the state dict of diffusers' `UNet2DModel`, initial values as those of
 * PyTorch's layers.
 */

import { sizeOf } from '../../lib/shape';
import type { UnetConfig } from '../../types/unet';
import { type ParameterKind, type TorchParameter, torchParameter } from '../torchLayout';
import { type AttentionSpec, type BlockSpec, type ResnetSpec, timeWidth, unetBlocks } from './structure';

/** Every parameter, in the order of the forward pass. */
export function unetParameters(config: UnetConfig): TorchParameter[] {
  const blocks = unetBlocks(config);
  const first = config.blockOutChannels[0];
  const width = timeWidth(config);
  return [
    ...convolution('conv_in', config.inChannels, first, 3),
    ...linear('time_embedding.linear_1', first, width),
    ...linear('time_embedding.linear_2', width, width),
    ...classEmbedding(config),
    ...[...blocks.down, blocks.mid, ...blocks.up].flatMap((block) => blockParameters(block, config)),
    ...norm('conv_norm_out', first),
    ...convolution('conv_out', first, config.outChannels, 3),
  ];
}

function classEmbedding(config: UnetConfig): TorchParameter[] {
  const width = timeWidth(config);
  if (config.classEmbedType === 'timestep') {
    return [
      ...linear('class_embedding.linear_1', config.blockOutChannels[0], width),
      ...linear('class_embedding.linear_2', width, width),
    ];
  }
  if (config.classEmbedType === 'identity' || config.numClassEmbeds === null) return [];
  const shape = [config.numClassEmbeds, width];
  return [torchParameter('class_embedding.weight', 'embedding', shape, { deviation: 1 })];
}

function blockParameters(block: BlockSpec, config: UnetConfig): TorchParameter[] {
  const layers = block.layers.flatMap(({ resnet, attention }) => [
    ...resnetParameters(resnet, config),
    ...(attention ? attentionParameters(attention) : []),
  ]);
  const sampler = block.sampler ? convolution(block.sampler, block.channels, block.channels, 3) : [];
  const resnet = block.resnetSampler ? resnetParameters(block.resnetSampler, config) : [];
  return [...layers, ...sampler, ...resnet];
}

function resnetParameters({ name, from, to }: ResnetSpec, config: UnetConfig): TorchParameter[] {
  const projected = config.timeScaleShift === 'scale_shift' ? 2 * to : to;
  return [
    ...norm(`${name}.norm1`, from),
    ...convolution(`${name}.conv1`, from, to, 3),
    ...linear(`${name}.time_emb_proj`, timeWidth(config), projected),
    ...norm(`${name}.norm2`, to),
    ...convolution(`${name}.conv2`, to, to, 3),
    ...(from === to ? [] : convolution(`${name}.conv_shortcut`, from, to, 1)),
  ];
}

function attentionParameters({ name, channels, inner, groups }: AttentionSpec): TorchParameter[] {
  return [
    ...(groups === null ? [] : norm(`${name}.group_norm`, channels)),
    ...linear(`${name}.to_q`, channels, inner),
    ...linear(`${name}.to_k`, channels, inner),
    ...linear(`${name}.to_v`, channels, inner),
    ...linear(`${name}.to_out.0`, inner, channels),
  ];
}

/** The deviation of PyTorch's U(-1/√fanIn, 1/√fanIn) (`kaiming_uniform_` with a = √5), for weights and biases alike. */
function weightAndBias(name: string, kind: ParameterKind, shape: number[]): TorchParameter[] {
  const fanIn = sizeOf(shape.slice(1));
  const initial = { deviation: 1 / Math.sqrt(3 * fanIn) };
  return [
    torchParameter(`${name}.weight`, kind, shape, initial),
    torchParameter(`${name}.bias`, 'vector', [shape[0]], initial),
  ];
}

const convolution = (name: string, from: number, to: number, size: number) =>
  weightAndBias(name, 'convolution', [to, from, size, size]);

const linear = (name: string, from: number, to: number) => weightAndBias(name, 'linear', [to, from]);

const norm = (name: string, channels: number): TorchParameter[] => [
  torchParameter(`${name}.weight`, 'vector', [channels], 'ones'),
  torchParameter(`${name}.bias`, 'vector', [channels], 'zeros'),
];
