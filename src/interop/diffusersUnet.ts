/**
 * The `unet/config.json` of Hugging Face diffusers' `UNet2DModel`, read into a `UnetConfig` and written from one.
 * What this app's U-Net does not do is refused, every such field by name in one message.
 */

import * as v from 'valibot';
import { shown } from './fileError';
import { type JsonObject, parseStrictJsonObject } from './strictJson';
import { DIFFUSERS_VERSION, schemaProblems, unknownFields, unsupported } from './unsupportedFields';

export interface UnetConfig {
  /** Side of the square images in pixels; halves once per block but the last. */
  sampleSize: number;
  inChannels: number;
  /** `inChannels`, or twice that where the variance is learned. */
  outChannels: number;
  /** Channels of each resolution, finest first. */
  blockOutChannels: number[];
  /** Which down blocks have attention, finest first. */
  downAttention: boolean[];
  /** Which up blocks have attention, coarsest first. */
  upAttention: boolean[];
  /** ResNet blocks in a down block; an up block has one more. */
  layersPerBlock: number;
  /** Attention in the mid block. */
  midAttention: boolean;
  /** Channels of one attention head; null: a single head. */
  attentionHeadDim: number | null;
  normGroups: number;
  normEps: number;
  /** k in freqs = exp(-ln(10000) i / (half - k)). */
  freqShift: number;
  /** true: [cos, sin]; false: [sin, cos]. */
  flipSinToCos: boolean;
  /** 1: symmetric; 0: right and bottom by one. */
  downsamplePadding: 0 | 1;
  timeScaleShift: 'default' | 'scale_shift';
  /** Size of the class embedding; null: unconditional. */
  numClassEmbeds: number | null;
  /** true: data are in [0, 1] and moved to [-1, 1] first. Default false. */
  centerInputSample?: boolean;
  /** What the mid block divides its residual sums by. Default 1. */
  midBlockScaleFactor?: number;
  /** Groups of the mid attention's norm; null: `normGroups`, or no norm with `scale_shift`. Default null. */
  attnNormNumGroups?: number | null;
  /** What a label is: null: a row of `numClassEmbeds`; else a number or a vector. Default null. */
  classEmbedType?: 'timestep' | 'identity' | null;
}

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
    v.pipe(v.array(v.picklist(['DownBlock2D', 'AttnDownBlock2D'])), v.maxLength(8)),
    ['DownBlock2D', 'AttnDownBlock2D', 'AttnDownBlock2D', 'AttnDownBlock2D'],
  ),
  mid_block_type: only('UNetMidBlock2D'),
  up_block_types: v.optional(v.pipe(v.array(v.picklist(['UpBlock2D', 'AttnUpBlock2D'])), v.maxLength(8)), [
    'AttnUpBlock2D',
    'AttnUpBlock2D',
    'AttnUpBlock2D',
    'UpBlock2D',
  ]),
  block_out_channels: v.optional(
    v.pipe(v.array(size(2048)), v.minLength(1), v.maxLength(8)),
    [224, 448, 672, 896],
  ),
  layers_per_block: v.optional(size(16), 2),
  mid_block_scale_factor: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1000)), 1),
  downsample_padding: v.optional(v.picklist([0, 1]), 1),
  downsample_type: only('conv'),
  upsample_type: only('conv'),
  dropout: only(0),
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
  };
}

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
    down_block_types: config.downAttention.map((attention) =>
      attention ? 'AttnDownBlock2D' : 'DownBlock2D',
    ),
    up_block_types: config.upAttention.map((attention) => (attention ? 'AttnUpBlock2D' : 'UpBlock2D')),
    block_out_channels: config.blockOutChannels,
    layers_per_block: config.layersPerBlock,
    mid_block_scale_factor: config.midBlockScaleFactor ?? 1,
    downsample_padding: config.downsamplePadding,
    downsample_type: 'conv',
    upsample_type: 'conv',
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
  };
}

/** What older checkpoints call attention's four projections. */
const NEW_NAMES: Record<string, string> = {
  query: 'to_q',
  key: 'to_k',
  value: 'to_v',
  proj_attn: 'to_out.0',
};

/** `...attentions.0.query.weight` -> `...attentions.0.to_q.weight`; any other name stays. */
export function renameOldAttention(name: string): string {
  return name.replace(
    /(^|\.)(attentions\.\d+)\.(query|key|value|proj_attn)\.(weight|bias)$/,
    (_, before, block, old, kind) => `${before}${block}.${NEW_NAMES[old]}.${kind}`,
  );
}

function side(sampleSize: UnetFields['sample_size']): number {
  return typeof sampleSize === 'number' ? sampleSize : sampleSize[0];
}

/** What no field shows alone: counts that differ, sizes that do not divide. */
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
    problems.push(`sample_size is ${shown(fields.sample_size)}; images must be square`);
  }
  if (side(fields.sample_size) % 2 ** (blocks - 1) !== 0) {
    problems.push(
      `sample_size is ${side(fields.sample_size)}; ${blocks} blocks need a multiple of ${2 ** (blocks - 1)}`,
    );
  }
  for (const [name, types] of Object.entries({ down_block_types: down, up_block_types: up })) {
    if (types.length !== blocks)
      problems.push(`${name} has ${types.length} entries; block_out_channels has ${blocks}`);
  }
  if (fields.out_channels !== fields.in_channels && fields.out_channels !== 2 * fields.in_channels) {
    problems.push(
      `out_channels is ${fields.out_channels}; it must be in_channels (${fields.in_channels}) or twice that`,
    );
  }
  if (channels[0] % 2 !== 0 || channels[0] < 4) {
    problems.push(
      `block_out_channels begins with ${channels[0]}; the time embedding needs an even number from 4`,
    );
  }
  const attnGroups = fields.attn_norm_num_groups;
  if (attnGroups !== null && channels[blocks - 1] % attnGroups !== 0) {
    problems.push(
      `attn_norm_num_groups is ${attnGroups}; it must divide ${channels[blocks - 1]}, the mid block's channels`,
    );
  }
  for (const [i, count] of channels.entries()) {
    if (count % groups !== 0)
      problems.push(`norm_num_groups is ${groups}; it must divide block_out_channels[${i}] (${count})`);
    const attends =
      down[i] === 'AttnDownBlock2D' ||
      up[blocks - 1 - i] === 'AttnUpBlock2D' ||
      (i === blocks - 1 && fields.add_attention);
    if (attends && head !== null && count % head !== 0) {
      problems.push(`attention_head_dim is ${head}; it must divide block_out_channels[${i}] (${count})`);
    }
  }
  return problems;
}
