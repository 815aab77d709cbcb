/**
 * The parameters of a U-Net: names and shapes as in the state dict of diffusers' `UNet2DModel`, initial values as those of
 * PyTorch's layers, and the conversion between PyTorch's memory layout and the one used here.
 */

import { sizeOf } from '../../lib/shape';
import type { UnetConfig } from '../../types/unet';
import type { InitialValue, Parameter } from '../layout';
import { type AttentionSpec, type BlockSpec, type ResnetSpec, timeWidth, unetBlocks } from './structure';

export type ParameterKind = 'convolution' | 'linear' | 'embedding' | 'vector';

/** A parameter of this program, which `layoutOf` places, with its shape in PyTorch. */
export interface UnetParameter extends Parameter {
  readonly kind: ParameterKind;
  /** [O, I, kh, kw] of a convolution, [out, in] of a linear layer; `shape` is [kh, kw, I, O] and [in, out]. */
  readonly torchShape: readonly number[];
}

/** Every parameter, in the order of the forward pass. */
export function unetParameters(config: UnetConfig): UnetParameter[] {
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

function classEmbedding(config: UnetConfig): UnetParameter[] {
  const width = timeWidth(config);
  if (config.classEmbedType === 'timestep') {
    return [
      ...linear('class_embedding.linear_1', config.blockOutChannels[0], width),
      ...linear('class_embedding.linear_2', width, width),
    ];
  }
  if (config.classEmbedType === 'identity' || config.numClassEmbeds === null) return [];
  const shape = [config.numClassEmbeds, width];
  return [parameter('class_embedding.weight', 'embedding', shape, { deviation: 1 })];
}

function blockParameters(block: BlockSpec, config: UnetConfig): UnetParameter[] {
  const layers = block.layers.flatMap(({ resnet, attention }) => [
    ...resnetParameters(resnet, config),
    ...(attention ? attentionParameters(attention) : []),
  ]);
  const sampler = block.sampler ? convolution(block.sampler, block.channels, block.channels, 3) : [];
  const resnet = block.resnetSampler ? resnetParameters(block.resnetSampler, config) : [];
  return [...layers, ...sampler, ...resnet];
}

function resnetParameters({ name, from, to }: ResnetSpec, config: UnetConfig): UnetParameter[] {
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

function attentionParameters({ name, channels, inner, groups }: AttentionSpec): UnetParameter[] {
  return [
    ...(groups === null ? [] : norm(`${name}.group_norm`, channels)),
    ...linear(`${name}.to_q`, channels, inner),
    ...linear(`${name}.to_k`, channels, inner),
    ...linear(`${name}.to_v`, channels, inner),
    ...linear(`${name}.to_out.0`, inner, channels),
  ];
}

/** @param shape in PyTorch */
function parameter(name: string, kind: ParameterKind, shape: number[], initial: InitialValue): UnetParameter {
  return { name, kind, torchShape: shape, shape: trainingShape(kind, shape), initial };
}

function trainingShape(kind: ParameterKind, shape: number[]): number[] {
  if (kind === 'convolution') return [shape[2], shape[3], shape[1], shape[0]];
  return kind === 'linear' ? shape.toReversed() : shape;
}

/** The deviation of PyTorch's U(-1/√fanIn, 1/√fanIn) (`kaiming_uniform_` with a = √5), for weights and biases alike. */
function weightAndBias(name: string, kind: ParameterKind, shape: number[]): UnetParameter[] {
  const fanIn = sizeOf(shape.slice(1));
  const initial = { deviation: 1 / Math.sqrt(3 * fanIn) };
  return [
    parameter(`${name}.weight`, kind, shape, initial),
    parameter(`${name}.bias`, 'vector', [shape[0]], initial),
  ];
}

const convolution = (name: string, from: number, to: number, size: number) =>
  weightAndBias(name, 'convolution', [to, from, size, size]);

const linear = (name: string, from: number, to: number) => weightAndBias(name, 'linear', [to, from]);

const norm = (name: string, channels: number): UnetParameter[] => [
  parameter(`${name}.weight`, 'vector', [channels], 'ones'),
  parameter(`${name}.bias`, 'vector', [channels], 'zeros'),
];

/** From PyTorch's memory layout to the one here: values move, none changes. */
export const toTrainingLayout = (parameter: UnetParameter, data: Float32Array): Float32Array =>
  moved(parameter, data, (target, here, torch) => {
    target[here] = data[torch];
  });

/** The inverse of `toTrainingLayout`, bit for bit. */
export const fromTrainingLayout = (parameter: UnetParameter, data: Float32Array): Float32Array =>
  moved(parameter, data, (target, here, torch) => {
    target[torch] = data[here];
  });

function moved(
  { kind, torchShape }: UnetParameter,
  data: Float32Array,
  move: (target: Float32Array, here: number, torch: number) => void,
): Float32Array {
  if (kind === 'vector' || kind === 'embedding') return data.slice();
  const [outputs, inputs, height = 1, width = 1] = torchShape;
  const taps = height * width;
  const target = new Float32Array(data.length);
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let k = 0; k < taps; k++)
        move(target, (k * inputs + i) * outputs + o, (o * inputs + i) * taps + k);
    }
  }
  return target;
}
