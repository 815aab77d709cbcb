/** The two directions in which pixels of one image gather pixels of another, and how many columns a thread computes. */
import { threadsToFill } from '../../../webgpu/threads';
import { BLOCK, blocksOf, range } from '../../wgsl/blocks';
import { type Convolution, type ImageLayout, inputLayout, outputLayout } from './layout';

/** A pair of a target column and a source column, by the column of the filter between them. */
interface Tap {
  readonly filterColumn: number;
  /** The source column, counted from the first source column of the thread. */
  readonly offset: number;
}

/** One of the two directions. Columns are resolved when the code is written, rows at run time by the same rule. */
export interface Gather {
  /** The array that is read. */
  readonly source: 'x' | 'dy';
  readonly from: ImageLayout;
  readonly to: ImageLayout;
  /** The first source column of a thread is its first target column times numerator / denominator. */
  readonly numerator: number;
  readonly denominator: number;
  /** Taps of a target column, counted from the first of the thread. */
  readonly taps: (column: number) => readonly Tap[];
  /** Rows of the filter to try, `kernelRow`: those of an upsampled image count once for each copy of a row. */
  readonly kernelRows: number;
  /** WGSL that declares `sourceRow`, the row of the source at a `kernelRow`, negative where there is none. */
  readonly sourceRow: string;
}

/** y from x: the target column c reads the source columns ⌊(c · stride + filterColumn - left) / upsample⌋. */
export function forwardGather(shape: Convolution): Gather {
  const { stride, top, left, upsample, filter } = shape;
  return {
    source: 'x',
    from: inputLayout(shape),
    to: outputLayout(shape),
    numerator: stride,
    denominator: upsample,
    taps: (column) =>
      range(filter[1]).map((filterColumn) => ({
        filterColumn,
        offset: Math.floor((column * stride + filterColumn - left) / upsample),
      })),
    kernelRows: filter[0],
    sourceRow: `let paddedRow = row * ${stride} + kernelRow - ${top};
    let sourceRow = select(paddedRow / ${upsample}, -1, paddedRow < 0 || paddedRow >= n.inHeight * ${upsample});`,
  };
}

/** dx from dy: the same pairs of columns, found from x's side; an upsampled column of x has two copies. */
export function backwardGather(shape: Convolution): Gather {
  const { stride, top, left, upsample, filter } = shape;
  return {
    source: 'dy',
    from: outputLayout(shape),
    to: inputLayout(shape),
    numerator: upsample,
    denominator: stride,
    taps: (column) =>
      range(upsample)
        .flatMap((copy) =>
          range(filter[1]).map((filterColumn) => ({
            filterColumn,
            offset: (column * upsample + copy + left - filterColumn) / stride,
          })),
        )
        .filter(({ offset }) => Number.isInteger(offset)),
    kernelRows: filter[0] * upsample,
    sourceRow: `let paddedRow = row * ${upsample} + kernelRow / ${filter[0]} + ${top} - kernelRow % ${filter[0]};
    let sourceRow = select(paddedRow / ${stride}, -1, paddedRow < 0 || paddedRow >= n.outHeight * ${stride} || paddedRow % ${stride} != 0);`,
  };
}

/** How many neighbouring columns a thread may compute. */
const TILES = [14, 8, 7, 4, 2, 1] as const;
/** A longer tile saves loads, but the registers of its sums cost more. */
const LONGEST_TILE = 8;

/**
 * The tile with the fewest loads for a column, of those that leave enough threads: with fewer an adapter has idle cores, and smaller tiles are
 * faster.
 */
export function tileOf({ to, taps, denominator }: Gather, enough: number = threadsToFill()): number {
  const [batch, height, width, channels] = to.shape;
  const candidates = TILES.filter((tile) => tile % denominator === 0).map((tile) => {
    const offsets = range(tile).flatMap((column) => taps(column).map(({ offset }) => offset));
    const filterColumns = new Set(
      range(denominator).flatMap((column) => taps(column).map((tap) => tap.filterColumn)),
    );
    const loads = Math.max(...offsets) - Math.min(...offsets) + 1 + BLOCK * filterColumns.size;
    const tiles = Math.ceil(width / tile);
    const tooLong = tile > LONGEST_TILE && denominator === 1;
    return {
      tile,
      tooLong,
      cost: tiles * (loads + tile),
      threads: batch * height * tiles * blocksOf(channels),
    };
  });
  const busy = candidates.filter(({ threads, tooLong }) => threads >= enough && !tooLong);
  const eligible = busy.length > 0 ? busy : candidates.slice(-1);
  return eligible.reduce((best, each) => (each.cost < best.cost ? each : best)).tile;
}
