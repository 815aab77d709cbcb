/**
 * The `unet/config.json` of Hugging Face diffusers' `UNet2DModel`, read into a `UnetConfig` and written from one.
 * A feature that this app's U-Net does not have is refused, every such field by name in one message.
 */

import * as v from 'valibot';
import type { UnetConfig } from '../types/unet';
import * as words from '../words/files/schema';
import { quote } from './fileError';
import { type JsonObject, parseStrictJsonObject } from './strictJson';
import { DIFFUSERS_VERSION, schemaProblems, unknownFields, unsupported } from './unsupportedFields';

const size = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));
const only = <const T extends string | number | boolean>(value: T) => v.optional(v.literal(value), value);

/** Fields and defaults of `UNet2DModel.__init__` (diffusers 0.27): a missing field means its default. */
const UNET_FIELDS = {
  _class_name: only('UNet2DModel'),
  sample_size: v.union([size(512), v.strictTuple([size(512), size(512)])]),
  in_channels: v.optional(size(64), 3),
  out_channels: v.optional(size(128), 3),
  center_input_sample: v.optional(v.boolean(), false),
  time_embedding_type: only('positional'),
  time_embedding_dim: v.optional(v.null(), null),
  freq_shift: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0),
  flip_sin_to_cos: v.optional(v.boolean(), true),
  down_block_types: v.optional(
    v.pipe(
      v.array(v.picklist(['DownBlock2D', 'AttnDownBlock2D', 'ResnetDownsampleBlock2D'])),
      v.maxLength(8),
    ),
    ['DownBlock2D', 'AttnDownBlock2D', 'AttnDownBlock2D', 'AttnDownBlock2D'],
  ),
  mid_block_type: only('UNetMidBlock2D'),
  up_block_types: v.optional(
    v.pipe(v.array(v.picklist(['UpBlock2D', 'AttnUpBlock2D', 'ResnetUpsampleBlock2D'])), v.maxLength(8)),
    ['AttnUpBlock2D', 'AttnUpBlock2D', 'AttnUpBlock2D', 'UpBlock2D'],
  ),
  block_out_channels: v.optional(
    v.pipe(v.array(size(2048)), v.minLength(1), v.maxLength(8)),
    [224, 448, 672, 896],
  ),
  layers_per_block: v.optional(size(16), 2),
  mid_block_scale_factor: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1000)), 1),
  downsample_padding: v.optional(v.picklist([0, 1]), 1),
  downsample_type: v.optional(v.picklist(['conv', 'resnet']), 'conv'),
  upsample_type: v.optional(v.picklist(['conv', 'resnet']), 'conv'),
  // It acts in training alone.
  dropout: v.optional(v.pipe(v.number(), v.minValue(0), v.ltValue(1)), 0),
  act_fn: v.optional(v.picklist(['silu', 'swish']), 'silu'),
  attention_head_dim: v.optional(v.nullable(size(2048)), 8),
  norm_num_groups: v.optional(size(2048), 32),
  attn_norm_num_groups: v.optional(v.nullable(size(2048)), null),
  norm_eps: v.optional(v.pipe(v.number(), v.minValue(1e-12), v.maxValue(1)), 1e-5),
  resnet_time_scale_shift: v.optional(v.picklist(['default', 'scale_shift']), 'default'),
  add_attention: v.optional(v.boolean(), true),
  class_embed_type: v.optional(v.nullable(v.picklist(['timestep', 'identity'])), null),
  num_class_embeds: v.optional(v.nullable(size(100_000)), null),
  num_train_timesteps: v.optional(v.nullable(size(1_000_000)), null),
};

type UnetFields = v.InferOutput<v.ObjectSchema<typeof UNET_FIELDS, undefined>>;

/** @throws FileError that names every field which is unsupported or contradicts another */
export function parseUnetConfig(bytes: Uint8Array, where = 'unet/config.json'): UnetConfig {
  const raw = parseStrictJsonObject(bytes, where);
  const result = v.safeParse(v.object(UNET_FIELDS), raw);
  const problems = [
    ...(result.success ? [] : schemaProblems(result.issues)),
    ...unknownFields(raw, UNET_FIELDS),
  ];
  if (result.success) problems.push(...contradictions(result.output));
  if (!result.success || problems.length > 0) throw unsupported(where, problems);
  const fields = result.output;
  return {
    sampleSize: side(fields.sample_size),
    inChannels: fields.in_channels,
    outChannels: fields.out_channels,
    blockOutChannels: fields.block_out_channels,
    downAttention: fields.down_block_types.map((type) => type === 'AttnDownBlock2D'),
    upAttention: fields.up_block_types.map((type) => type === 'AttnUpBlock2D'),
    layersPerBlock: fields.layers_per_block,
    midAttention: fields.add_attention,
    attentionHeadDim: fields.attention_head_dim,
    normGroups: fields.norm_num_groups,
    normEps: fields.norm_eps,
    freqShift: fields.freq_shift,
    flipSinToCos: fields.flip_sin_to_cos,
    downsamplePadding: fields.downsample_padding,
    timeScaleShift: fields.resnet_time_scale_shift,
    numClassEmbeds: fields.num_class_embeds,
    centerInputSample: fields.center_input_sample,
    midBlockScaleFactor: fields.mid_block_scale_factor,
    attnNormNumGroups: fields.attn_norm_num_groups,
    classEmbedType: fields.class_embed_type,
    // Only blocks with attention heed downsample_type and upsample_type (get_down_block, get_up_block).
    ...resnetResampling(
      'downResnet',
      fields.down_block_types.map(
        (type) =>
          type === 'ResnetDownsampleBlock2D' ||
          (type === 'AttnDownBlock2D' && fields.downsample_type === 'resnet'),
      ),
    ),
    ...resnetResampling(
      'upResnet',
      fields.up_block_types.map(
        (type) =>
          type === 'ResnetUpsampleBlock2D' || (type === 'AttnUpBlock2D' && fields.upsample_type === 'resnet'),
      ),
    ),
    ...(raw._null_class === true && { nullClass: true }),
    ...classNamesOf(raw, fields.num_class_embeds ?? 0),
  };
}

/** Names that do not fit the number of classes are no names. */
function classNamesOf({ _class_names: names, _null_class }: JsonObject, rows: number): Partial<UnetConfig> {
  const classes = rows - (_null_class === true ? 1 : 0);
  const fit =
    Array.isArray(names) && names.length === classes && names.every((name) => typeof name === 'string');
  return fit && classes > 0 ? { classNames: names as string[] } : {};
}

const resnetResampling = (name: 'downResnet' | 'upResnet', blocks: boolean[]): Partial<UnetConfig> =>
  blocks.includes(true) ? { [name]: blocks } : {};

/** diffusers' name of a block. */
function blockType(way: 'Down' | 'Up', attention: boolean, resnet = false): string {
  if (attention) return `Attn${way}Block2D`;
  return resnet ? `Resnet${way}sampleBlock2D` : `${way}Block2D`;
}

/** How blocks with attention change the resolution: all of them in the same way. */
const resamplingType = (attention: boolean[], resnet: boolean[] = []) =>
  attention.some((attends, i) => attends && resnet[i]) ? 'resnet' : 'conv';

/** Every field that `UNet2DModel.save_config` writes, in its order. */
export function unetConfigJson(config: UnetConfig): JsonObject {
  return {
    _class_name: 'UNet2DModel',
    _diffusers_version: DIFFUSERS_VERSION,
    sample_size: config.sampleSize,
    in_channels: config.inChannels,
    out_channels: config.outChannels,
    center_input_sample: config.centerInputSample ?? false,
    time_embedding_type: 'positional',
    freq_shift: config.freqShift,
    flip_sin_to_cos: config.flipSinToCos,
    down_block_types: config.downAttention.map((attention, i) =>
      blockType('Down', attention, config.downResnet?.[i]),
    ),
    up_block_types: config.upAttention.map((attention, i) =>
      blockType('Up', attention, config.upResnet?.[i]),
    ),
    block_out_channels: config.blockOutChannels,
    layers_per_block: config.layersPerBlock,
    mid_block_scale_factor: config.midBlockScaleFactor ?? 1,
    downsample_padding: config.downsamplePadding,
    downsample_type: resamplingType(config.downAttention, config.downResnet),
    upsample_type: resamplingType(config.upAttention, config.upResnet),
    dropout: 0,
    act_fn: 'silu',
    attention_head_dim: config.attentionHeadDim,
    norm_num_groups: config.normGroups,
    attn_norm_num_groups: config.attnNormNumGroups ?? null,
    norm_eps: config.normEps,
    resnet_time_scale_shift: config.timeScaleShift,
    add_attention: config.midAttention,
    class_embed_type: config.classEmbedType ?? null,
    num_class_embeds: config.numClassEmbeds,
    num_train_timesteps: null,
    // diffusers takes no notice of names that begin with an underscore.
    ...(config.nullClass && { _null_class: true }),
    ...(config.classNames && { _class_names: [...config.classNames] }),
  };
}

function side(sampleSize: UnetFields['sample_size']): number {
  return typeof sampleSize === 'number' ? sampleSize : sampleSize[0];
}

/** Faults between fields: counts that differ, sizes that do not divide. */
function contradictions(fields: UnetFields): string[] {
  const problems: string[] = [];
  const channels = fields.block_out_channels;
  const blocks = channels.length;
  const {
    down_block_types: down,
    up_block_types: up,
    attention_head_dim: head,
    norm_num_groups: groups,
  } = fields;
  if (Array.isArray(fields.sample_size) && fields.sample_size[0] !== fields.sample_size[1]) {
    problems.push(words.notSquare(quote(fields.sample_size)));
  }
  if (side(fields.sample_size) % 2 ** (blocks - 1) !== 0) {
    problems.push(words.noMultiple(side(fields.sample_size), blocks, 2 ** (blocks - 1)));
  }
  for (const [name, types] of Object.entries({ down_block_types: down, up_block_types: up })) {
    if (types.length !== blocks)
      problems.push(words.otherLength(name, types.length, 'block_out_channels', blocks));
  }
  if (fields.out_channels !== fields.in_channels && fields.out_channels !== 2 * fields.in_channels) {
    problems.push(words.outChannels(fields.out_channels, fields.in_channels));
  }
  if (channels[0] % 2 !== 0 || channels[0] < 4) {
    problems.push(words.firstChannels(channels[0]));
  }
  const attnGroups = fields.attn_norm_num_groups;
  if (attnGroups !== null && channels[blocks - 1] % attnGroups !== 0) {
    problems.push(words.groupsOfMidBlock(attnGroups, channels[blocks - 1]));
  }
  for (const [i, count] of channels.entries()) {
    const named = `block_out_channels[${i}] (${count})`;
    if (count % groups !== 0) problems.push(words.noDivisor('norm_num_groups', groups, named));
    const attends =
      down[i] === 'AttnDownBlock2D' ||
      up[blocks - 1 - i] === 'AttnUpBlock2D' ||
      (i === blocks - 1 && fields.add_attention);
    if (attends && head !== null && count % head !== 0) {
      problems.push(words.noDivisor('attention_head_dim', head, named));
    }
  }
  return problems;
}
