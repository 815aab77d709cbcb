/**
 * The forward pass of a convolution and the gradient of its image are one algorithm: a pixel of the target image gathers pixels of the
 * source image through the filter. Forward, the source is x and the target y; backward, the source is dy and the target dx.
 *
 * A thread computes four channels of a tile, which is several neighbouring columns of one row of the target: the numbers of the filter and
 * most source pixels serve all of them. The code depends on filter size, stride and tile alone.
 */
import { THREADS } from '../../../webgpu/dispatch';
import { BLOCK, blocksOf, component, range } from '../../wgsl/blocks';
import { type Gather, tileOf } from './direction';
import { type Convolution, channelOf, filterBlock } from './layout';

/** WGSL name of the source pixel at an offset: `pixel2`, or `pixelM1` for -1. */
export const pixelName = (offset: number): string => `pixel${offset < 0 ? `M${-offset}` : offset}`;

/** WGSL that loads the source pixels of a tile, from `rowStart` on. */
function pixelLoads(
  { from, to, source, numerator, denominator }: Gather,
  offsets: Iterable<number>,
  tile: number,
): string {
  // The first source column of the last tile: an offset needs no guard where even that one stays inside.
  const last = ((Math.ceil(to.shape[2] / tile) - 1) * tile * numerator) / denominator;
  const lines = Array.from(offsets, (offset) => {
    const guards = [
      ...(offset < 0 ? [`sourceColumn + ${offset} >= 0`] : []),
      ...(last + offset >= from.shape[2] ? [`sourceColumn + ${offset} < ${from.width}`] : []),
    ];
    const name = pixelName(offset);
    const load = `${source}Block(rowStart + ${offset}, block)`;
    if (guards.length === 0) return `let ${name} = ${load};`;
    return `var ${name} = vec4<f32>(); if (${guards.join(' && ')}) { ${name} = ${load}; }`;
  });
  return lines.join('\n      ');
}

/** The taps of a tile. Filter columns between the same target and source column are merged: they act as one, their sum. */
function tileTaps({ taps }: Gather, tile: number) {
  return range(tile).flatMap((column) => {
    const byOffset = new Map<number, number[]>();
    for (const { filterColumn, offset } of taps(column))
      byOffset.set(offset, [...(byOffset.get(offset) ?? []), filterColumn]);
    return Array.from(byOffset, ([offset, filterColumns]) => ({ column, offset, filterColumns }));
  });
}

/** WGSL that declares the numbers of the filter for the sum of some of its columns: `<set>_<lane>` for each source channel of a block. */
export type FilterLoads = (set: string, filterColumns: readonly number[]) => string;

/** The filter as the forward pass reads it: four outputs for each input. */
export const forwardFilterLoads =
  ({ filter }: Convolution): FilterLoads =>
  (set, filterColumns) =>
    range(Math.min(BLOCK, filter[2]))
      .map((lane) => {
        const terms = filterColumns.map((column) =>
          filterBlock(filter, column, channelOf('block', lane), 'targetBlock'),
        );
        return `let ${set}_${lane} = ${terms.join(' + ')};`;
      })
      .join(' ');

/**
 * The filter as the backward pass reads it: four inputs for each output, so a square of four by four numbers is transposed.
 *
 * For column 1 of a 3×3 filter to two channels:
 * ```wgsl
 * let weight1r0 = weightsBlock((kernelRow % 3 * 3 + 1) * n.inputs + 4 * targetBlock + 0, block);
 * let weight1r1 = weightsBlock((kernelRow % 3 * 3 + 1) * n.inputs + 4 * targetBlock + 1, block);
 * let weight1r2 = weightsBlock((kernelRow % 3 * 3 + 1) * n.inputs + 4 * targetBlock + 2, block);
 * let weight1r3 = weightsBlock((kernelRow % 3 * 3 + 1) * n.inputs + 4 * targetBlock + 3, block);
 * let weight1_0 = vec4<f32>(weight1r0.x, weight1r1.x, weight1r2.x, weight1r3.x);
 * let weight1_1 = vec4<f32>(weight1r0.y, weight1r1.y, weight1r2.y, weight1r3.y);
 * ```
 */
export const backwardFilterLoads =
  ({ filter }: Convolution): FilterLoads =>
  (set, filterColumns) => {
    const rows = range(BLOCK).map((lane) => {
      const terms = filterColumns.map((column) =>
        filterBlock(filter, column, channelOf('targetBlock', lane), 'block'),
      );
      return `let ${set}r${lane} = ${terms.join(' + ')};`;
    });
    const transposed = range(Math.min(BLOCK, filter[3])).map((lane) => {
      const column = range(BLOCK).map((row) => `${set}r${row}.${component(lane)}`);
      return `let ${set}_${lane} = vec4<f32>(${column.join(', ')});`;
    });
    return [...rows, ...transposed].join(' ');
  };

export interface GatherCode {
  /** WGSL of the value with which a sum begins. */
  readonly first: string;
  readonly loads: FilterLoads;
  /** WGSL that stores the sum of a column. */
  readonly store: (column: number, sum: string) => string;
  /** WGSL that adds more to the sums of a tile of so many columns, which begins at `pixel`. */
  readonly more?: (tile: number) => string;
}

/**
 * WGSL of a thread: it sums the columns of a tile of the target and stores them.
 *
 * Forward, of sixteen images of 8×4 pixels and one channel, with a 3×3 filter to four channels (the tile is two columns):
 * ```wgsl
 * let targetBlock = index % n.outBlocks;
 * var remaining = index / n.outBlocks;
 * let tiles = n.outWidth / 2;
 * let start = remaining % tiles * 2;
 * remaining = remaining / tiles;
 * let row = remaining % n.outHeight;
 * let sample = remaining / n.outHeight;
 * if (sample < n.samples) {
 *   let sourceColumn = start * 1 / 1;
 *   var sum0 = biasBlock(0, targetBlock);
 *   var sum1 = biasBlock(0, targetBlock);
 *   for (var kernelRow = 0; kernelRow < 3; kernelRow++) {
 *     let paddedRow = row * 1 + kernelRow - 1;
 *     let sourceRow = select(paddedRow / 1, -1, paddedRow < 0 || paddedRow >= n.inHeight * 1);
 *     if (sourceRow < 0) { continue; }
 *     let rowStart = (sample * n.inHeight + sourceRow) * n.inWidth + sourceColumn;
 *     for (var block = 0; block < n.inBlocks; block++) {
 *       var pixelM1 = vec4<f32>();
 *       if (sourceColumn + -1 >= 0) { pixelM1 = xBlock(rowStart + -1, block); }
 *       let pixel0 = xBlock(rowStart + 0, block);
 *       let pixel1 = xBlock(rowStart + 1, block);
 *       var pixel2 = vec4<f32>();
 *       if (sourceColumn + 2 < n.inWidth) { pixel2 = xBlock(rowStart + 2, block); }
 *       {
 *         let weight0_0 = weightsBlock((kernelRow % 3 * 3 + 0) * n.inputs + 4 * block + 0, targetBlock);
 *         sum0 += pixelM1.x * weight0_0;
 *         sum1 += pixel0.x * weight0_0;
 *       }
 *       {
 *         let weight1_0 = weightsBlock((kernelRow % 3 * 3 + 1) * n.inputs + 4 * block + 0, targetBlock);
 *         sum0 += pixel0.x * weight1_0;
 *         sum1 += pixel1.x * weight1_0;
 *       }
 *       {
 *         let weight2_0 = weightsBlock((kernelRow % 3 * 3 + 2) * n.inputs + 4 * block + 0, targetBlock);
 *         sum0 += pixel1.x * weight2_0;
 *         sum1 += pixel2.x * weight2_0;
 *       }
 *     }
 *   }
 *   let pixel = (sample * n.outHeight + row) * n.outWidth + start;
 *   writeYBlock(pixel + 0, targetBlock, sum0);
 *   writeYBlock(pixel + 1, targetBlock, sum1);
 * }
 * ```
 */
export function gatherCode(gather: Gather, code: GatherCode): string {
  const { to } = gather;
  return `
  let targetBlock = index % ${to.blocks};
  var remaining = index / ${to.blocks};
  let tiles = ${tilesCode(gather)};
  let start = remaining % tiles * ${tileOf(gather)};
  remaining = remaining / tiles;
  let row = remaining % ${to.height};
  let sample = remaining / ${to.height};
  if (sample < n.samples) {${tileCode(gather, code)}
  }`;
}

/** WGSL of the number of tiles in a row. */
export function tilesCode(gather: Gather, tile = tileOf(gather)): string {
  const { to } = gather;
  return to.shape[2] % tile === 0 ? `${to.width} / ${tile}` : `(${to.width} + ${tile - 1}) / ${tile}`;
}

/** WGSL for a column of a tile that begins at `start`, if the column is inside of the image. */
export const insideTile = ({ to }: Gather, tile: number, column: number, code: string): string =>
  to.shape[2] % tile === 0 || column === 0 ? code : `if (start + ${column} < ${to.width}) { ${code} }`;

/** WGSL that sums the columns of a tile and stores them: the block `targetBlock` of `row` of `sample`, from the column `start` on. */
export function tileCode(
  gather: Gather,
  { first, loads, store, more }: GatherCode,
  tile: number = tileOf(gather),
): string {
  const { from, to, kernelRows, sourceRow, numerator, denominator } = gather;
  const lanes = range(Math.min(BLOCK, from.shape[3]));
  const taps = tileTaps(gather, tile);
  const setName = (columns: readonly number[]) => `weight${columns.join('')}`;
  const sets = new Map(taps.map(({ filterColumns }) => [setName(filterColumns), filterColumns]));
  const products = Array.from(sets, ([set, columns]) => {
    const sums = taps
      .filter(({ filterColumns }) => setName(filterColumns) === set)
      .map(({ column, offset }) => {
        const terms = lanes.map((lane) => `${pixelName(offset)}.${component(lane)} * ${set}_${lane}`);
        return `sum${column} += ${terms.join(' + ')};`;
      });
    return `{ ${loads(set, columns)} ${sums.join(' ')} }`;
  });
  return `
  let sourceColumn = start * ${numerator} / ${denominator};
  ${range(tile)
    .map((column) => `var sum${column} = ${first};`)
    .join(' ')}
  for (var kernelRow = 0; kernelRow < ${kernelRows}; kernelRow++) {
    ${sourceRow}
    if (sourceRow < 0) { continue; }
    let rowStart = (sample * ${from.height} + sourceRow) * ${from.width} + sourceColumn;
    for (var block = 0; block < ${from.blocks}; block++) {
      ${pixelLoads(gather, new Set(taps.map((tap) => tap.offset)), tile)}
      ${products.join('\n      ')}
    }
  }
  let pixel = (sample * ${to.height} + row) * ${to.width} + start;${more?.(tile) ?? ''}
  ${range(tile)
    .map((column) => insideTile(gather, tile, column, store(column, `sum${column}`)))
    .join('\n  ')}`;
}

/** Workgroups of the threads of `gatherCode`. */
export const gatherGroups = (gather: Gather): number => {
  const [batch, height, width, channels] = gather.to.shape;
  const tiles = Math.ceil(width / tileOf(gather));
  return Math.ceil((batch * height * tiles * blocksOf(channels)) / THREADS);
};
