/** The shapes that the shaders of a convolution read: at run time, so that a network's many convolutions are few compiled shaders. */
import { BLOCK, blockReader, blocksOf, type Channels, wholeArrays } from '../../wgsl/blocks';

export interface Convolution {
  readonly stride: number;
  /** Zeros above the image and on its left. */
  readonly top: number;
  readonly left: number;
  /** 2: the image is upsampled first, every pixel becoming a square of four; 1: it is not. */
  readonly upsample: 1 | 2;
  /** [B, H, W, I], before it is upsampled */
  readonly input: readonly number[];
  /** [kh, kw, I, O] */
  readonly filter: readonly number[];
  /** [B, H', W', O] */
  readonly output: readonly number[];
}

/** `Shader.numbers` */
export const numbersOf = ({ input, filter, output }: Convolution) => ({
  samples: input[0],
  inHeight: input[1],
  inWidth: input[2],
  inputs: filter[2],
  inBlocks: blocksOf(filter[2]),
  outHeight: output[1],
  outWidth: output[2],
  outputs: filter[3],
  outBlocks: blocksOf(filter[3]),
});

export const inputChannels = ({ filter }: Convolution): Channels => ({
  count: filter[2],
  blocks: 'n.inBlocks',
  channels: 'n.inputs',
});

export const outputChannels = ({ filter }: Convolution): Channels => ({
  count: filter[3],
  blocks: 'n.outBlocks',
  channels: 'n.outputs',
});

/** An image: its shape, [B, H, W, C], and WGSL of the same numbers at run time. */
export interface ImageLayout {
  readonly shape: readonly number[];
  readonly height: string;
  readonly width: string;
  readonly blocks: string;
}

export const inputLayout = ({ input: shape }: Convolution): ImageLayout => ({
  shape,
  height: 'n.inHeight',
  width: 'n.inWidth',
  blocks: 'n.inBlocks',
});

export const outputLayout = ({ output: shape }: Convolution): ImageLayout => ({
  shape,
  height: 'n.outHeight',
  width: 'n.outWidth',
  blocks: 'n.outBlocks',
});

/** WGSL readers of arrays. */
export const readers = (channels: Readonly<Record<string, Channels>>): string =>
  Object.entries(channels)
    .map(([name, each]) => blockReader(name, each))
    .join('\n');

/** Arrays that are bound as vec4s, for `Shader.vectors`. */
export const vectorsOf = (channels: Readonly<Record<string, Channels>>): string[] =>
  wholeArrays(Object.fromEntries(Object.entries(channels).map(([name, { count }]) => [name, count])));

/** WGSL of the block of the filter at a row and a column of the filter and an input channel: four outputs. */
export const filterBlock = (
  [height, width]: readonly number[],
  filterColumn: number,
  input: string,
  outputBlock: string,
): string =>
  `weightsBlock((kernelRow % ${height} * ${width} + ${filterColumn}) * n.inputs + ${input}, ${outputBlock})`;

/** WGSL of the channel `lane` of a block. */
export const channelOf = (block: string, lane: number): string => `${BLOCK} * ${block} + ${lane}`;
