/**
 * A plan is a U-Net written out: its blocks in the order in which an image passes them, each with its name in the state dict and
 * its channels. The parameters and the forward pass both walk it, so they cannot disagree.
 */
import type { UnetConfig } from '../../interop/diffusersUnet';

export interface ResnetPlan {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** What the residual sum is divided by. */
  readonly scale: number;
}

export interface AttentionPlan {
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
export interface LayerPlan {
  readonly resnet: ResnetPlan;
  readonly attention: AttentionPlan | null;
}

export interface BlockPlan {
  readonly name: string;
  readonly channels: number;
  readonly layers: readonly LayerPlan[];
  /** Name of the convolution that halves or doubles the resolution afterwards; null: none. */
  readonly sampler: string | null;
}

export interface UnetPlan {
  readonly down: readonly BlockPlan[];
  readonly mid: BlockPlan;
  readonly up: readonly BlockPlan[];
}

/** @throws RangeError when the lists of the configuration do not fit together */
export function planUnet(config: UnetConfig): UnetPlan {
  checkLists(config);
  const channels = config.blockOutChannels;
  const last = channels.length - 1;
  const down = channels.map((to, i): BlockPlan => {
    const name = `down_blocks.${i}`;
    const first = channels[Math.max(0, i - 1)];
    return {
      name,
      channels: to,
      layers: Array.from({ length: config.layersPerBlock }, (_, j) => ({
        resnet: { name: `${name}.resnets.${j}`, from: j === 0 ? first : to, to, scale: 1 },
        attention: config.downAttention[i] ? attentionOf(config, `${name}.attentions.${j}`, to) : null,
      })),
      sampler: i < last ? `${name}.downsamplers.0.conv` : null,
    };
  });

  const coarsestFirst = channels.toReversed();
  const up = coarsestFirst.map((to, i): BlockPlan => {
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
      sampler: i < last ? `${name}.upsamplers.0.conv` : null,
    };
  });

  return { down, mid: midOf(config, channels[last]), up };
}

function midOf(config: UnetConfig, channels: number): BlockPlan {
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
  };
}

function attentionOf(config: UnetConfig, name: string, channels: number): AttentionPlan {
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

/** Width of the time embedding behind its two layers. */
export const timeWidth = (config: UnetConfig): number => 4 * config.blockOutChannels[0];
