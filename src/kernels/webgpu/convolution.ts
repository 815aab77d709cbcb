/**
 * Convolutions on WebGPU: one dispatch forward, with bias and residual, and one backward, for the gradients of image, filter and bias.
 *
 * Forward and the image's gradient are one algorithm: a target pixel gathers source pixels through the filter. A thread makes four
 * channels of several neighbouring columns, because the filter's numbers and most pixels serve them all. The filter's gradient is made
 * by a workgroup for each row of the filter, four inputs and up to sixteen outputs, whose threads share out the rows of the batch.
 *
 * The code depends on filter size, stride and tile alone, so that a network's many convolutions are a handful of compiled shaders.
 */
import type * as tf from '@tensorflow/tfjs-core';
import {
  BLOCK,
  blockReader,
  blocksOf,
  blockWriter,
  type Channels,
  component,
  range,
  wholeArrays,
} from './blocks';
import { gradientAt, gradientPlace } from './gradientPlace';
import { dispatch, THREADS } from './program';

export interface Convolution {
  readonly stride: number;
  /** Zeros above and on the left of the image. */
  readonly top: number;
  readonly left: number;
  /** 2: every pixel of the image counts as a square of four; 1: as itself. */
  readonly enlarge: 1 | 2;
  /** [B, H, W, I], before it is enlarged */
  readonly input: readonly number[];
  /** [kh, kw, I, O] */
  readonly filter: readonly number[];
  /** [B, H', W', O] */
  readonly output: readonly number[];
}

/** What the shaders read at run time. */
const numbersOf = ({ input, filter, output }: Convolution) => ({
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

const inputChannels = ({ filter }: Convolution): Channels => ({
  count: filter[2],
  blocks: 'n.inBlocks',
  channels: 'n.inputs',
});

const outputChannels = ({ filter }: Convolution): Channels => ({
  count: filter[3],
  blocks: 'n.outBlocks',
  channels: 'n.outputs',
});

/** An image: its shape, and WGSL that says the same at run time. */
interface Place {
  readonly shape: readonly number[];
  readonly height: string;
  readonly width: string;
  readonly blocks: string;
}

const inputPlace = ({ input: shape }: Convolution): Place => ({
  shape,
  height: 'n.inHeight',
  width: 'n.inWidth',
  blocks: 'n.inBlocks',
});

const outputPlace = ({ output: shape }: Convolution): Place => ({
  shape,
  height: 'n.outHeight',
  width: 'n.outWidth',
  blocks: 'n.outBlocks',
});

/** Through which column of the filter a target column sees which source column, counted from where the thread's first one is. */
interface Sight {
  readonly filterColumn: number;
  readonly offset: number;
}

/** One of the two directions, for the columns; rows are found at run time by the same rule. */
interface Gather {
  /** The array that is read. */
  readonly source: string;
  readonly from: Place;
  readonly to: Place;
  /** The source column of target column `start` is start · times / over, plus the offset of a sight. */
  readonly times: number;
  readonly over: number;
  readonly sights: (column: number) => readonly Sight[];
  /** How many rows of the filter to try, `k`, and WGSL for the `line` of the source that each sees, negative for none. */
  readonly tries: number;
  readonly line: string;
}

function forwardGather(shape: Convolution): Gather {
  const { stride, top, left, enlarge, filter } = shape;
  return {
    source: 'x',
    from: inputPlace(shape),
    to: outputPlace(shape),
    times: stride,
    over: enlarge,
    sights: (column) =>
      range(filter[1]).map((filterColumn) => ({
        filterColumn,
        offset: Math.floor((column * stride + filterColumn - left) / enlarge),
      })),
    tries: filter[0],
    line: `let spread = row * ${stride} + k - ${top};
    let line = select(spread / ${enlarge}, -1, spread < 0 || spread >= n.inHeight * ${enlarge});`,
  };
}

function backwardGather(shape: Convolution): Gather {
  const { stride, top, left, enlarge, filter } = shape;
  return {
    source: 'dy',
    from: outputPlace(shape),
    to: inputPlace(shape),
    times: enlarge,
    over: stride,
    sights: (column) =>
      range(enlarge)
        .flatMap((copy) =>
          range(filter[1]).map((filterColumn) => ({
            filterColumn,
            offset: (column * enlarge + copy + left - filterColumn) / stride,
          })),
        )
        .filter(({ offset }) => Number.isInteger(offset)),
    tries: filter[0] * enlarge,
    line: `let spread = row * ${enlarge} + k / ${filter[0]} + ${top} - k % ${filter[0]};
    let line = select(spread / ${stride}, -1, spread < 0 || spread >= n.outHeight * ${stride} || spread % ${stride} != 0);`,
  };
}

/** How many neighbouring columns a thread may make. */
const TILES = [14, 8, 7, 4, 2, 1] as const;
/** Below so many threads an adapter idles, and smaller tiles are better. */
const ENOUGH_THREADS = 256;
/** A longer tile saves loads that cost more than this many, for each column. */
const ROOM = 8;

/** The tile with the fewest loads for a column, if it leaves enough threads. */
function tileOf({ to, sights, over }: Gather): number {
  const [batch, height, width, channels] = to.shape;
  const candidates = TILES.filter((tile) => tile % over === 0).map((tile) => {
    const offsets = range(tile).flatMap((column) => sights(column).map(({ offset }) => offset));
    const filterColumns = new Set(range(over).flatMap((column) => sights(column).map((s) => s.filterColumn)));
    const loads = Math.max(...offsets) - Math.min(...offsets) + 1 + BLOCK * filterColumns.size;
    const tiles = Math.ceil(width / tile);
    const tooLong = tile > ROOM && over === 1;
    return {
      tile,
      tooLong,
      cost: tiles * (loads + tile),
      threads: batch * height * tiles * blocksOf(channels),
    };
  });
  const busy = candidates.filter(({ threads, tooLong }) => threads >= ENOUGH_THREADS && !tooLong);
  const eligible = busy.length > 0 ? busy : candidates.slice(-1);
  return eligible.reduce((best, each) => (each.cost < best.cost ? each : best)).tile;
}

/** Names of the source columns of a window by their offset. */
const columnName = (offset: number): string => `a${offset < 0 ? `m${-offset}` : offset}`;

/** WGSL that loads the source columns which a tile sees, from `lineStart` on. */
function windowLoads({ from, to, source, times, over }: Gather, offsets: Iterable<number>, tile: number) {
  // Where the last tile begins to see: no guard is needed where even that one stays inside.
  const last = ((Math.ceil(to.shape[2] / tile) - 1) * tile * times) / over;
  const lines = Array.from(offsets, (offset) => {
    const guards = [
      ...(offset < 0 ? [`seen + ${offset} >= 0`] : []),
      ...(last + offset >= from.shape[2] ? [`seen + ${offset} < ${from.width}`] : []),
    ];
    const name = columnName(offset);
    const load = `${source}Block(lineStart + ${offset}, block)`;
    if (guards.length === 0) return `let ${name} = ${load};`;
    return `var ${name} = vec4<f32>(); if (${guards.join(' && ')}) { ${name} = ${load}; }`;
  });
  return lines.join('\n      ');
}

/** Sights of a tile, those of one target and source column put together: their filter columns act as one, their sum. */
function tileSights({ sights }: Gather, tile: number) {
  return range(tile).flatMap((column) => {
    const byOffset = new Map<number, number[]>();
    for (const { filterColumn, offset } of sights(column))
      byOffset.set(offset, [...(byOffset.get(offset) ?? []), filterColumn]);
    return Array.from(byOffset, ([offset, filterColumns]) => ({ column, offset, filterColumns }));
  });
}

/** WGSL that declares the filter's numbers for some of its columns, summed: `<set>_<lane>` for each source channel of a block. */
type FilterLoads = (set: string, filterColumns: readonly number[]) => string;

/** WGSL of one thread: sums a tile of the target, and gives the name of each column's sum to `finish`. */
function gatherCode(
  gather: Gather,
  {
    first,
    loads,
    finish,
  }: { first: string; loads: FilterLoads; finish: (column: number, sum: string) => string },
): string {
  const { from, to } = gather;
  const tile = tileOf(gather);
  const whole = to.shape[2] % tile === 0;
  const lanes = range(Math.min(BLOCK, from.shape[3]));
  const seen = tileSights(gather, tile);
  const setName = (columns: readonly number[]) => `w${columns.join('')}`;
  const sets = new Map(seen.map(({ filterColumns }) => [setName(filterColumns), filterColumns]));
  const uses = Array.from(sets, ([set, columns]) => {
    const sums = seen
      .filter(({ filterColumns }) => setName(filterColumns) === set)
      .map(({ column, offset }) => {
        const terms = lanes.map((lane) => `${columnName(offset)}.${component(lane)} * ${set}_${lane}`);
        return `s${column} += ${terms.join(' + ')};`;
      });
    return `{ ${loads(set, columns)} ${sums.join(' ')} }`;
  });
  const inside = (column: number, code: string) =>
    whole || column === 0 ? code : `if (start + ${column} < ${to.width}) { ${code} }`;
  return `
  let target4 = index % ${to.blocks};
  var rest = index / ${to.blocks};
  let tiles = ${whole ? `${to.width} / ${tile}` : `(${to.width} + ${tile - 1}) / ${tile}`};
  let start = rest % tiles * ${tile};
  rest = rest / tiles;
  let row = rest % ${to.height};
  let sample = rest / ${to.height};
  if (sample < n.samples) {
  let seen = start * ${gather.times} / ${gather.over};
  ${range(tile)
    .map((column) => `var s${column} = ${first};`)
    .join(' ')}
  for (var k = 0; k < ${gather.tries}; k++) {
    ${gather.line}
    if (line < 0) { continue; }
    let lineStart = (sample * ${from.height} + line) * ${from.width} + seen;
    for (var block = 0; block < ${from.blocks}; block++) {
      ${windowLoads(gather, new Set(seen.map((s) => s.offset)), tile)}
      ${uses.join('\n      ')}
    }
  }
  let pixel = (sample * ${to.height} + row) * ${to.width} + start;
  ${range(tile)
    .map((column) => inside(column, finish(column, `s${column}`)))
    .join('\n  ')}
  }`;
}

const gatherGroups = (gather: Gather): number => {
  const [batch, height, width, channels] = gather.to.shape;
  const tiles = Math.ceil(width / tileOf(gather));
  return Math.ceil((batch * height * tiles * blocksOf(channels)) / THREADS);
};

/** WGSL readers of arrays, and which of them are read as vec4s. */
const readers = (channels: Readonly<Record<string, Channels>>): string =>
  Object.entries(channels)
    .map(([name, each]) => blockReader(name, each))
    .join('\n');
const vectorsOf = (channels: Readonly<Record<string, Channels>>): string[] =>
  wholeArrays(Object.fromEntries(Object.entries(channels).map(([name, { count }]) => [name, count])));

/**
 * @param x    [B, H, W, I]
 * @param plus [B, H', W', O], added to the result
 * @returns [B, H', W', O]
 */
export function convolve(
  x: tf.Tensor,
  filter: tf.Tensor,
  bias: tf.Tensor,
  shape: Convolution,
  plus: tf.Tensor | null,
): tf.Tensor {
  const [height, width, inputs] = shape.filter;
  const gather = forwardGather(shape);
  const [given, made] = [inputChannels(shape), outputChannels(shape)];
  const channels = { x: given, weights: made, bias: made, ...(plus ? { plus: made } : {}) };
  const loads: FilterLoads = (set, filterColumns) =>
    range(Math.min(BLOCK, inputs))
      .map((lane) => {
        const terms = filterColumns.map(
          (column) =>
            `weightsBlock((k % ${height} * ${width} + ${column}) * n.inputs + ${BLOCK} * block + ${lane}, target4)`,
        );
        return `let ${set}_${lane} = ${terms.join(' + ')};`;
      })
      .join(' ');
  return dispatch({
    name: 'convolution',
    sizes: {},
    numbers: numbersOf(shape),
    inputs: { x, weights: filter, bias, ...(plus ? { plus } : {}) },
    outputs: { y: shape.output },
    vectors: vectorsOf({ ...channels, y: made }),
    workgroups: gatherGroups(gather),
    functions: `${readers(channels)}\n${blockWriter('y', made)}`,
    body: gatherCode(gather, {
      first: 'biasBlock(0, target4)',
      loads,
      finish: (column, sum) => {
        const total = plus ? `${sum} + plusBlock(pixel + ${column}, target4)` : sum;
        return `writeYBlock(pixel + ${column}, target4, ${total});`;
      },
    }),
  }).y;
}

export interface ConvolutionInputs {
  readonly x: tf.Tensor;
  readonly filter: tf.Tensor;
  readonly bias: tf.Tensor;
}

export interface ConvolutionGradients {
  /** [B, H, W, I]; null if not wanted */
  readonly dx: tf.Tensor | null;
  /** [kh, kw, I, O] */
  readonly dFilter: tf.Tensor;
  /** [O] */
  readonly dBias: tf.Tensor;
}

/** @param dy [B, H', W', O] */
export function convolutionGradients(
  dy: tf.Tensor,
  { x, filter, bias }: ConvolutionInputs,
  shape: Convolution,
  wantsInput: boolean,
): ConvolutionGradients {
  const [height, width, inputs, outputs] = shape.filter;
  const gather = backwardGather(shape);
  const inputGroups = wantsInput ? gatherGroups(gather) : 0;
  const filterGroups = height * blocksOf(inputs) * Math.ceil(blocksOf(outputs) / outputShare(shape));
  const [given, made] = [inputChannels(shape), outputChannels(shape)];
  const channels = { dy: made, x: given, ...(wantsInput ? { weights: made } : {}) };
  const loads: FilterLoads = (set, filterColumns) => {
    const rows = range(BLOCK).map((lane) => {
      const terms = filterColumns.map(
        (column) =>
          `weightsBlock((k % ${height} * ${width} + ${column}) * n.inputs + ${BLOCK} * target4 + ${lane}, block)`,
      );
      return `let ${set}r${lane} = ${terms.join(' + ')};`;
    });
    const turned = range(Math.min(BLOCK, outputs)).map((lane) => {
      const column = range(BLOCK).map((row) => `${set}r${row}.${component(lane)}`);
      return `let ${set}_${lane} = vec4<f32>(${column.join(', ')});`;
    });
    return [...rows, ...turned].join(' ');
  };
  const ofInput = gatherCode(gather, {
    first: 'vec4<f32>()',
    loads,
    finish: (column, sum) => `writeDxBlock(pixel + ${column}, target4, ${sum});`,
  });
  const { dx, dFilter, dBias } = dispatch({
    name: 'convolutionGradients',
    sizes: {},
    numbers: { ...numbersOf(shape), inputGroups, filterGroups },
    inputs: wantsInput ? { dy, x, weights: filter } : { dy, x },
    outputs: {
      dFilter: gradientPlace(filter),
      dBias: gradientPlace(bias),
      ...(wantsInput ? { dx: shape.input } : {}),
    } as Record<'dFilter' | 'dBias' | 'dx', readonly number[] | tf.Tensor>,
    vectors: vectorsOf({ ...channels, ...(wantsInput ? { dx: given } : {}) }),
    workgroups: inputGroups + filterGroups + blocksOf(outputs),
    functions: `${readers(channels)}
${wantsInput ? blockWriter('dx', given) : ''}
${PARTIAL_SUMS}`,
    body: `
  let group = i32(workgroup.y * workgroups.x + workgroup.x);
  let item = group - n.inputGroups;
  ${wantsInput ? `if (item < 0) {${ofInput}\n  } else ` : ''}if (item < n.filterGroups) {
    ${filterCode(shape)}
  } else if (item < n.filterGroups + n.outBlocks) {
    ${BIAS_CODE}
  }`,
  });
  return { dx: dx ?? null, dFilter: gradientAt(dFilter, filter), dBias: gradientAt(dBias, bias) };
}

/** A workgroup adds up the sums of one filter column at a time: its memory is cleared at each start, and that costs by size. */
const PARTIAL_SUMS = `var<workgroup> partial : array<f32, ${THREADS * (BLOCK * BLOCK + 1)}>;`;

/** Blocks of outputs that a workgroup makes: neighbouring threads then read neighbouring numbers. */
const outputShare = ({ filter }: Convolution): number =>
  [4, 2, 1].find((share) => share <= blocksOf(filter[3]))!;

/**
 * WGSL that adds up vec4s over the threads that share a block of outputs, every `share`-th, and gives each of their numbers, `sum`, to
 * one thread: it is the number `value` of block `block`.
 */
function addUp(vectors: readonly string[], share: number, finish: string): string {
  const values = vectors.length * BLOCK;
  const stride = values + 1; // odd: no two threads in one bank
  const puts = vectors.flatMap((vector, i) =>
    range(BLOCK).map((k) => `partial[mine + ${i * BLOCK + k}u] = ${vector}.${component(k)};`),
  );
  return `
    {
      let mine = local * ${stride}u;
      ${puts.join(' ')}
      workgroupBarrier();
      if (local < ${values * share}u) {
        var sum = 0.0;
        let number = local % ${values}u;
        for (var other = local / ${values}u; other < ${THREADS}u; other += ${share}u) { sum += partial[other * ${stride}u + number]; }
        let value = i32(number);
        let block = i32(local) / ${values};
        ${finish}
      }
      workgroupBarrier();
    }`;
}

/**
 * WGSL of a workgroup: a row of the filter, four inputs, some blocks of outputs. A thread walks along rows of the batch, and sees the image
 * through a window that slides.
 */
function filterCode(shape: Convolution): string {
  const { stride, enlarge, filter } = shape;
  const [, width, inputs] = filter;
  const { sights, line } = forwardGather(shape);
  const lanes = range(Math.min(BLOCK, inputs));
  const share = outputShare(shape);
  // In one move over the doubled image there are two columns of the output, and the window advances by one.
  const columns = range(enlarge);
  const seen = columns.flatMap((column) => sights(column).map((sight) => ({ ...sight, column })));
  const offsets = seen.map(({ offset }) => offset);
  const [from, to] = [Math.min(...offsets), Math.max(...offsets)];
  const window = range(to - from + 1).map((i) => i + from);
  const stays = window.filter((offset) => offset + stride <= to);
  const load = (offset: number, base: string) =>
    `if (${base} + ${offset} >= 0 && ${base} + ${offset} < n.inWidth) { ${columnName(offset)} = xBlock(lineStart + ${base} + ${offset}, input4); } else { ${columnName(offset)} = vec4<f32>(); }`;
  const gradient = (column: number) => {
    const read = `dyBlock(each * n.outWidth + column + ${column}, output4)`;
    if (column === 0) return `let d0 = ${read};`;
    return `var d${column} = vec4<f32>(); if (column + ${column} < n.outWidth) { d${column} = ${read}; }`;
  };
  const sums = seen.flatMap(({ column, filterColumn, offset }) =>
    lanes.map((lane) => `s${filterColumn}_${lane} += ${columnName(offset)}.${component(lane)} * d${column};`),
  );
  const rounds = range(width).map((filterColumn) =>
    addUp(
      lanes.map((lane) => `s${filterColumn}_${lane}`),
      share,
      `let outputChannel = ${BLOCK} * (firstOutput4 + block) + value % ${BLOCK};
        let inputChannel = ${BLOCK} * input4 + value / ${BLOCK};
        if (outputChannel < n.outputs && inputChannel < n.inputs) {
          dFilter[((k * ${width} + ${filterColumn}) * n.inputs + inputChannel) * n.outputs + outputChannel] = sum;
        }`,
    ),
  );
  return `
    let shares = (n.outBlocks + ${share - 1}) / ${share};
    let firstOutput4 = item % shares * ${share};
    let output4 = min(firstOutput4 + i32(local) % ${share}, n.outBlocks - 1);
    let input4 = item / shares % n.inBlocks;
    let k = item / (shares * n.inBlocks);
    ${range(width)
      .flatMap((column) => lanes.map((lane) => `var s${column}_${lane} = vec4<f32>();`))
      .join(' ')}
    for (var each = i32(local) / ${share}; each < n.samples * n.outHeight; each += ${THREADS / share}) {
      let row = each % n.outHeight;
      ${line}
      if (line < 0) { continue; }
      let lineStart = (each / n.outHeight * n.inHeight + line) * n.inWidth;
      ${window.map((offset) => `var ${columnName(offset)} = vec4<f32>();`).join(' ')}
      ${stays.map((offset) => load(offset + stride, `-${stride}`)).join(' ')}
      var seen = 0;
      for (var column = 0; column < n.outWidth; column += ${enlarge}) {
        ${stays.map((offset) => `${columnName(offset)} = ${columnName(offset + stride)};`).join(' ')}
        ${window
          .filter((offset) => offset + stride > to)
          .map((offset) => load(offset, 'seen'))
          .join(' ')}
        ${columns.map(gradient).join(' ')}
        ${sums.join(' ')}
        seen += ${stride};
      }
    }
    ${rounds.join('')}`;
}

/** WGSL of a workgroup: the bias's gradient of four outputs. */
const BIAS_CODE = `
    let output4 = item - n.filterGroups;
    var sum4 = vec4<f32>();
    for (var pixel = i32(local); pixel < n.samples * n.outHeight * n.outWidth; pixel += ${THREADS}) {
      sum4 += dyBlock(pixel, output4);
    }
    ${addUp(['sum4'], 1, `if (${BLOCK} * output4 + value < n.outputs) { dBias[${BLOCK} * output4 + value] = sum; }`)}`;
