/**
 * WGSL that reads and writes an array in blocks of four channels. Where the channels are not a multiple of four, the last block is padded
 * with zeros, so that one text serves every width.
 */

/** Numbers in a block. */
export const BLOCK = 4;

export const blocksOf = (channels: number): number => Math.ceil(channels / BLOCK);

/** Whether an array of this many channels can be bound as vec4s. */
export const isWhole = (channels: number): boolean => channels % BLOCK === 0;

/** Names of the arrays whose channels are whole blocks, for `Shader.vectors`. @param channels of each array */
export const wholeArrays = (channels: Readonly<Record<string, number>>): string[] =>
  Object.keys(channels).filter((name) => isWhole(channels[name]));

const COMPONENTS = ['x', 'y', 'z', 'w'] as const;

export const component = (k: number): string => COMPONENTS[k];

/** The whole numbers from 0 to count - 1. */
export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** A list in parts of at most `most`. */
export const inGroups = <T>(all: readonly T[], most: number): (readonly T[])[] =>
  range(Math.ceil(all.length / most)).map((i) => all.slice(i * most, (i + 1) * most));

/** The channels of an array, and WGSL of the same at run time: in blocks where they are whole, else in channels. */
export interface Channels {
  readonly count: number;
  /** WGSL names of the number of blocks and of channels. */
  readonly blocks: string;
  readonly channels: string;
}

const channelsOf = (channels: number | Channels): Channels =>
  typeof channels === 'number'
    ? { count: channels, blocks: `${blocksOf(channels)}`, channels: `${channels}` }
    : channels;

/**
 * Declares `<name>Block(row, block)`: four channels of a row of the array.
 *
 * Of an array `x` of eight channels, which is bound as vec4s, and of one of six:
 * ```wgsl
 * fn xBlock(row : i32, block : i32) -> vec4<f32> { return x[row * 2 + block]; }
 * fn xBlock(row : i32, block : i32) -> vec4<f32> {
 *   let at = row * 6 + 4 * block;
 *   return vec4<f32>(select(0.0, x[at + 0], 4 * block + 0 < 6), select(0.0, x[at + 1], 4 * block + 1 < 6), select(0.0, x[at + 2], 4 * block + 2 < 6), select(0.0, x[at + 3], 4 * block + 3 < 6));
 * }
 * ```
 */
export function blockReader(name: string, arrayChannels: number | Channels): string {
  const { count, blocks, channels } = channelsOf(arrayChannels);
  const head = `fn ${name}Block(row : i32, block : i32) -> vec4<f32>`;
  if (isWhole(count)) return `${head} { return ${name}[row * ${blocks} + block]; }`;
  const lanes = range(BLOCK).map((k) => {
    if (count < BLOCK) return k < count ? `${name}[at + ${k}]` : '0.0';
    return `select(0.0, ${name}[at + ${k}], ${BLOCK} * block + ${k} < ${channels})`;
  });
  return `${head} {
  let at = row * ${channels} + ${BLOCK} * block;
  return vec4<f32>(${lanes.join(', ')});
}`;
}

/**
 * Declares `write<Name>Block(row, block, values)`.
 *
 * Of an array `y` of six channels:
 * ```wgsl
 * fn writeYBlock(row : i32, block : i32, values : vec4<f32>) {
 *   if (4 * block + 0 < 6) { y[row * 6 + 4 * block + 0] = values.x; }
 *   if (4 * block + 1 < 6) { y[row * 6 + 4 * block + 1] = values.y; }
 *   if (4 * block + 2 < 6) { y[row * 6 + 4 * block + 2] = values.z; }
 *   if (4 * block + 3 < 6) { y[row * 6 + 4 * block + 3] = values.w; }
 * }
 * ```
 */
export function blockWriter(name: string, arrayChannels: number | Channels): string {
  const { count, blocks, channels } = channelsOf(arrayChannels);
  const head = `fn write${name[0].toUpperCase()}${name.slice(1)}Block(row : i32, block : i32, values : vec4<f32>)`;
  if (isWhole(count)) return `${head} { ${name}[row * ${blocks} + block] = values; }`;
  const lines = range(Math.min(BLOCK, count)).map(
    (k) =>
      `if (${BLOCK} * block + ${k} < ${channels}) { ${name}[row * ${channels} + ${BLOCK} * block + ${k}] = values.${component(k)}; }`,
  );
  return `${head} {\n  ${lines.join('\n  ')}\n}`;
}
