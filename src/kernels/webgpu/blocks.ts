/**
 * WGSL that reads and writes an array four channels at a time. Where the channels are no multiple of four, the last block is filled up
 * with zeros, so that one text serves every width.
 */

/** Numbers in a block. */
export const BLOCK = 4;

export const blocksOf = (channels: number): number => Math.ceil(channels / BLOCK);

/** Whether an array of this many channels can be bound as vec4s. */
export const isWhole = (channels: number): boolean => channels % BLOCK === 0;

/** Names of those arrays whose channels are whole blocks, for `Shader.vectors`. */
export const wholeArrays = (channels: Readonly<Record<string, number>>): string[] =>
  Object.keys(channels).filter((name) => isWhole(channels[name]));

const COMPONENTS = ['x', 'y', 'z', 'w'] as const;

export const component = (k: number): string => COMPONENTS[k];

/** The first whole numbers. */
export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** How many channels an array has, and the WGSL that says so at run time: of blocks where they are whole, of channels where not. */
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

/** Declares `<name>Block(row, block)`: four channels of a row of the array. */
export function blockReader(name: string, given: number | Channels): string {
  const { count, blocks, channels } = channelsOf(given);
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

/** Declares `write<Name>Block(row, block, values)`. */
export function blockWriter(name: string, given: number | Channels): string {
  const { count, blocks, channels } = channelsOf(given);
  const head = `fn write${name[0].toUpperCase()}${name.slice(1)}Block(row : i32, block : i32, values : vec4<f32>)`;
  if (isWhole(count)) return `${head} { ${name}[row * ${blocks} + block] = values; }`;
  const lines = range(Math.min(BLOCK, count)).map(
    (k) =>
      `if (${BLOCK} * block + ${k} < ${channels}) { ${name}[row * ${channels} + ${BLOCK} * block + ${k}] = values.${component(k)}; }`,
  );
  return `${head} {\n  ${lines.join('\n  ')}\n}`;
}
