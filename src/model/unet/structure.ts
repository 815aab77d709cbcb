/**
 * The structure of a U-Net: its blocks in the order of the forward pass, each with its name in the state dict and its channels.
 * The parameters and the forward pass both follow this list, so they cannot disagree.
 */
import type { UnetConfig } from '../../types/unet';

export interface ResnetSpec {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Divisor of the residual sum. */
  readonly scale: number;
  /** How the block changes the resolution, before its first convolution and in its shortcut; absent: not. */
  readonly resampling?: 'down' | 'up';
}

export interface AttentionSpec {
  readonly name: string;
  readonly channels: number;
  readonly heads: number;
  /** Width of queries, keys and values: heads times the head's width. */
  readonly inner: number;
  /** Groups of its norm; null: it has none. */
  readonly groups: number | null;
  readonly scale: number;
}

/** A ResNet block, and the attention that follows it. */
export interface LayerSpec {
  readonly resnet: ResnetSpec;
  readonly attention: AttentionSpec | null;
}

export interface BlockSpec {
  readonly name: string;
  readonly channels: number;
  readonly layers: readonly LayerSpec[];
  /** Name of the convolution that halves or doubles the resolution afterwards; null: none. */
  readonly sampler: string | null;
  /** The ResNet block that does so in place of a convolution; null: none. */
  readonly resnetSampler: ResnetSpec | null;
}

export interface UnetBlocks {
  readonly down: readonly BlockSpec[];
  readonly mid: BlockSpec;
  readonly up: readonly BlockSpec[];
}

/** @throws RangeError when the lists of the configuration do not fit together */
export function unetBlocks(config: UnetConfig): UnetBlocks {
  checkLists(config);
  const channels = config.blockOutChannels;
  const last = channels.length - 1;
  const down = channels.map((to, i): BlockSpec => {
    const name = `down_blocks.${i}`;
    const first = channels[Math.max(0, i - 1)];
    return {
      name,
      channels: to,
      layers: Array.from({ length: config.layersPerBlock }, (_, j) => ({
        resnet: { name: `${name}.resnets.${j}`, from: j === 0 ? first : to, to, scale: 1 },
        attention: config.downAttention[i] ? attentionOf(config, `${name}.attentions.${j}`, to) : null,
      })),
      ...samplerOf(`${name}.downsamplers.0`, to, i < last ? 'down' : null, config.downResnet?.[i]),
    };
  });

  const coarsestFirst = channels.toReversed();
  const up = coarsestFirst.map((to, i): BlockSpec => {
    const name = `up_blocks.${i}`;
    const before = coarsestFirst[Math.max(0, i - 1)];
    const skipOfLast = coarsestFirst[Math.min(i + 1, last)];
    const layers = config.layersPerBlock + 1;
    return {
      name,
      channels: to,
      layers: Array.from({ length: layers }, (_, j) => {
        // The last skip is the input of the down block: the finer block's output, or conv_in's.
        const from = (j === 0 ? before : to) + (j === layers - 1 ? skipOfLast : to);
        return {
          resnet: { name: `${name}.resnets.${j}`, from, to, scale: 1 },
          attention: config.upAttention[i] ? attentionOf(config, `${name}.attentions.${j}`, to) : null,
        };
      }),
      ...samplerOf(`${name}.upsamplers.0`, to, i < last ? 'up' : null, config.upResnet?.[i]),
    };
  });

  return { down, mid: midOf(config, channels[last]), up };
}

function midOf(config: UnetConfig, channels: number): BlockSpec {
  const scale = config.midBlockScaleFactor ?? 1;
  const resnet = (j: number) => ({ name: `mid_block.resnets.${j}`, from: channels, to: channels, scale });
  const groups = config.attnNormNumGroups ?? (config.timeScaleShift === 'default' ? config.normGroups : null);
  const attention = { ...attentionOf(config, 'mid_block.attentions.0', channels), groups, scale };
  return {
    name: 'mid_block',
    channels,
    layers: [
      { resnet: resnet(0), attention: config.midAttention ? attention : null },
      { resnet: resnet(1), attention: null },
    ],
    sampler: null,
    resnetSampler: null,
  };
}

function samplerOf(
  name: string,
  channels: number,
  resampling: 'down' | 'up' | null,
  resnet = false,
): Pick<BlockSpec, 'sampler' | 'resnetSampler'> {
  if (!resampling) return { sampler: null, resnetSampler: null };
  if (!resnet) return { sampler: `${name}.conv`, resnetSampler: null };
  return { sampler: null, resnetSampler: { name, from: channels, to: channels, scale: 1, resampling } };
}

function attentionOf(config: UnetConfig, name: string, channels: number): AttentionSpec {
  const headWidth = config.attentionHeadDim ?? channels;
  const heads = Math.floor(channels / headWidth);
  return { name, channels, heads, inner: heads * headWidth, groups: config.normGroups, scale: 1 };
}

function checkLists(config: UnetConfig): void {
  const blocks = config.blockOutChannels.length;
  for (const list of ['downAttention', 'upAttention'] as const) {
    if (config[list].length !== blocks) {
      throw new RangeError(
        `${list} has ${config[list].length} entries; it needs ${blocks}, as blockOutChannels has`,
      );
    }
  }
  for (const count of config.blockOutChannels) {
    if (count % config.normGroups !== 0) {
      throw new RangeError(
        `normGroups is ${config.normGroups}; it must divide the ${count} channels of a block`,
      );
    }
  }
}

/** Width of the time embedding after its two layers. */
export const timeWidth = (config: UnetConfig): number => 4 * config.blockOutChannels[0];
