/**
 * Convolutions on WebGPU: one dispatch forward, with bias and residual, and one backward, for the gradients of image, filter and bias.
 *
 * Forward and the image's gradient are one algorithm: a target pixel gathers source pixels through the filter. A thread makes four
 * channels of several neighbouring columns, because the filter's numbers and most pixels serve them all. The filter's gradient is made
 * by a workgroup for each row of the filter, four inputs and four outputs, whose threads share out the rows of the batch.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { BLOCK, blockReader, blocksOf, blockWriter, component, range, wholeArrays } from './blocks';
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

/** Through which column of the filter a target column sees which source column, counted from where the thread's first one is. */
interface Sight {
  readonly filterColumn: number;
  readonly offset: number;
}

/** One of the two directions, for the columns; rows are found at run time by the same rule. */
interface Gather {
  readonly source: string;
  /** [B, H, W, C] of source and target */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** The source column of target column `start` is start · times / over, plus the offset of a sight. */
  readonly times: number;
  readonly over: number;
  readonly sights: (column: number) => readonly Sight[];
  /** WGSL: how many rows of the filter to try, and for one of them, `k`, the line of the source or a negative number. */
  readonly tries: number;
  readonly line: string;
}

const forwardLine = ({
  stride,
  top,
  enlarge,
  input,
}: Pick<
  Convolution,
  'stride' | 'top' | 'enlarge' | 'input'
>): string => `let spread = row * ${stride} + k - ${top};
    let line = select(spread / ${enlarge}, -1, spread < 0 || spread >= ${input[1] * enlarge});`;

function forwardGather({ stride, top, left, enlarge, input, filter, output }: Convolution): Gather {
  return {
    source: 'x',
    from: input,
    to: output,
    times: stride,
    over: enlarge,
    sights: (column) =>
      range(filter[1]).map((filterColumn) => ({
        filterColumn,
        offset: Math.floor((column * stride + filterColumn - left) / enlarge),
      })),
    tries: filter[0],
    line: forwardLine({ stride, top, enlarge, input }),
  };
}

function backwardGather({ stride, top, left, enlarge, input, filter, output }: Convolution): Gather {
  const copies = range(enlarge);
  return {
    source: 'dy',
    from: output,
    to: input,
    times: enlarge,
    over: stride,
    sights: (column) =>
      copies
        .flatMap((copy) =>
          range(filter[1]).map((filterColumn) => ({
            filterColumn,
            offset: (column * enlarge + copy + left - filterColumn) / stride,
          })),
        )
        .filter(({ offset }) => Number.isInteger(offset)),
    tries: filter[0] * enlarge,
    line: `let spread = row * ${enlarge} + k / ${filter[0]} + ${top} - k % ${filter[0]};
    let line = select(spread / ${stride}, -1, spread < 0 || spread >= ${output[1] * stride} || spread % ${stride} != 0);`,
  };
}

/** How many neighbouring columns a thread may make. */
const TILES = [14, 8, 7, 4, 2, 1] as const;
/** Below so many threads an adapter idles, and smaller tiles are better. */
const ENOUGH_THREADS = 256;

/** The tile with the fewest loads for a column, if it leaves enough threads. */
function tileOf({ to, sights, over }: Gather): number {
  const [batch, height, width, channels] = to;
  const candidates = TILES.filter((tile) => tile % over === 0).map((tile) => {
    const offsets = range(tile).flatMap((column) => sights(column).map(({ offset }) => offset));
    const filterLoads =
      BLOCK *
      new Set(
        sights(0)
          .concat(sights(over - 1))
          .map((s) => s.filterColumn),
      ).size;
    const loads = Math.max(...offsets) - Math.min(...offsets) + 1 + filterLoads;
    const tiles = Math.ceil(width / tile);
    return { tile, cost: tiles * (loads + tile), threads: batch * height * tiles * blocksOf(channels) };
  });
  const busy = candidates.filter(({ threads }) => threads >= ENOUGH_THREADS);
  const eligible = busy.length > 0 ? busy : candidates.slice(-1);
  return eligible.reduce((best, each) => (each.cost < best.cost ? each : best)).tile;
}

/** WGSL that loads the source columns which a tile sees from `lineStart` on, and the name of each by its offset. */
function windowLoads(
  { from, source, times, over, to }: Pick<Gather, 'from' | 'source' | 'times' | 'over' | 'to'>,
  { offsets, tile, block }: { offsets: readonly number[]; tile: number; block: string },
): { readonly code: string; readonly name: (offset: number) => string } {
  const width = from[2];
  const last = ((Math.ceil(to[2] / tile) - 1) * tile * times) / over; // where the last tile begins to see
  const name = (offset: number) => `a${offset < 0 ? `m${-offset}` : offset}`;
  const lines = Array.from(new Set(offsets), (offset) => {
    const guards = [
      ...(offset < 0 ? [`seen + ${offset} >= 0`] : []),
      ...(last + offset >= width ? [`seen + ${offset} < ${width}`] : []),
    ];
    const load = `${source}Block(lineStart + ${offset}, ${block})`;
    if (guards.length === 0) return `let ${name(offset)} = ${load};`;
    return `var ${name(offset)} = vec4<f32>(); if (${guards.join(' && ')}) { ${name(offset)} = ${load}; }`;
  });
  return { code: lines.join('\n      '), name };
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

/** Names and WGSL of the filter's numbers for some of its columns, summed: `<set>_<lane>` for each source channel of a block. */
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
  const tiles = Math.ceil(to[2] / tile);
  const lanes = range(Math.min(BLOCK, from[3]));
  const seen = tileSights(gather, tile);
  const pixels = windowLoads(gather, { offsets: seen.map((s) => s.offset), tile, block: 'block' });
  const setName = (columns: readonly number[]) => `w${columns.join('')}`;
  const sets = new Map(seen.map(({ filterColumns }) => [setName(filterColumns), filterColumns]));
  const uses = Array.from(sets, ([set, columns]) => {
    const sums = seen
      .filter(({ filterColumns }) => setName(filterColumns) === set)
      .map(({ column, offset }) => {
        const terms = lanes.map((lane) => `${pixels.name(offset)}.${component(lane)} * ${set}_${lane}`);
        return `s${column} += ${terms.join(' + ')};`;
      });
    return `{ ${loads(set, columns)} ${sums.join(' ')} }`;
  });
  const inside = (column: number, code: string) =>
    to[2] % tile === 0 || column === 0 ? code : `if (start + ${column} < ${to[2]}) { ${code} }`;
  return `
  let target4 = index % ${blocksOf(to[3])};
  var rest = index / ${blocksOf(to[3])};
  let start = rest % ${tiles} * ${tile};
  rest = rest / ${tiles};
  let row = rest % ${to[1]};
  let sample = rest / ${to[1]};
  if (sample < ${to[0]}) {
  let seen = start * ${gather.times} / ${gather.over};
  ${range(tile)
    .map((column) => `var s${column} = ${first};`)
    .join(' ')}
  for (var k = 0; k < ${gather.tries}; k++) {
    ${gather.line}
    if (line < 0) { continue; }
    let lineStart = (sample * ${from[1]} + line) * ${from[2]} + seen;
    for (var block = 0; block < ${blocksOf(from[3])}; block++) {
      ${pixels.code}
      ${uses.join('\n      ')}
    }
  }
  let pixel = (sample * ${to[1]} + row) * ${to[2]} + start;
  ${range(tile)
    .map((column) => inside(column, finish(column, `s${column}`)))
    .join('\n  ')}
  }`;
}

const gatherGroups = (gather: Gather): number => {
  const [batch, height, width, channels] = gather.to;
  const tiles = Math.ceil(width / tileOf(gather));
  return Math.ceil((batch * height * tiles * blocksOf(channels)) / THREADS);
};

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
  const [height, width, inputs, outputs] = shape.filter;
  const gather = forwardGather(shape);
  const residual: Record<string, tf.Tensor> = plus ? { plus } : {};
  const channels = { x: inputs, weights: outputs, bias: outputs, ...(plus ? { plus: outputs } : {}) };
  const loads: FilterLoads = (set, filterColumns) =>
    range(Math.min(BLOCK, inputs))
      .map((lane) => {
        const terms = filterColumns.map(
          (column) =>
            `weightsBlock((k % ${height} * ${width} + ${column}) * ${inputs} + ${BLOCK} * block + ${lane}, target4)`,
        );
        return `let ${set}_${lane} = ${terms.join(' + ')};`;
      })
      .join(' ');
  return dispatch({
    name: 'convolution',
    sizes: {},
    inputs: { x, weights: filter, bias, ...residual },
    outputs: { y: shape.output },
    vectors: wholeArrays({ ...channels, y: outputs }),
    workgroups: gatherGroups(gather),
    functions: `${readers(channels)}\n${blockWriter('y', outputs)}`,
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

export interface ConvolutionGradients {
  /** [B, H, W, I]; null if not wanted */
  readonly dx: tf.Tensor | null;
  /** [kh, kw, I, O] */
  readonly dFilter: tf.Tensor;
  /** [O] */
  readonly dBias: tf.Tensor;
}

/** Columns of the output that a thread takes in at a time for the filter's gradient. */
const COLUMNS = 7;

/** @param dy [B, H', W', O] */
export function convolutionGradients(
  dy: tf.Tensor,
  x: tf.Tensor,
  filter: tf.Tensor,
  shape: Convolution,
  wantsInput: boolean,
): ConvolutionGradients {
  const [height, width, inputs, outputs] = shape.filter;
  const gather = backwardGather(shape);
  const inputGroups = wantsInput ? gatherGroups(gather) : 0;
  const filterGroups = height * blocksOf(inputs) * blocksOf(outputs);
  const channels = { dy: outputs, x: inputs, ...(wantsInput ? { weights: outputs } : {}) };
  const loads: FilterLoads = (set, filterColumns) => {
    const rows = range(BLOCK).map((lane) => {
      const terms = filterColumns.map(
        (column) =>
          `weightsBlock((k % ${height} * ${width} + ${column}) * ${inputs} + ${BLOCK} * target4 + ${lane}, block)`,
      );
      return `let ${set}r${lane} = ${terms.join(' + ')};`;
    });
    const turned = range(Math.min(BLOCK, outputs)).map((lane) => {
      const column = range(BLOCK).map((row) => `${set}r${row}.${component(lane)}`);
      return `let ${set}_${lane} = vec4<f32>(${column.join(', ')});`;
    });
    return [...rows, ...turned].join(' ');
  };
  const input = wantsInput
    ? `
  if (group < ${inputGroups}) {
    ${gatherCode(gather, {
      first: 'vec4<f32>()',
      loads,
      finish: (column, sum) => `writeDxBlock(pixel + ${column}, target4, ${sum});`,
    })}
  } else `
    : '';
  const { dx, dFilter, dBias } = dispatch({
    name: 'convolutionGradients',
    sizes: {},
    inputs: wantsInput ? { dy, x, weights: filter } : { dy, x },
    outputs: {
      dFilter: shape.filter,
      dBias: [outputs],
      ...(wantsInput ? { dx: shape.input } : {}),
    } as { dFilter: readonly number[]; dBias: readonly number[]; dx: readonly number[] },
    vectors: wholeArrays({ ...channels, ...(wantsInput ? { dx: inputs } : {}) }),
    workgroups: inputGroups + filterGroups + blocksOf(outputs),
    functions: `${readers(channels)}
${wantsInput ? blockWriter('dx', inputs) : ''}
${filterSums(shape)}`,
    body: `
  let group = i32(workgroup.y * workgroups.x + workgroup.x);
  let item = group - ${inputGroups};
  ${input}if (item < ${filterGroups}) {
    ${filterCode(shape)}
  } else if (item < ${filterGroups + blocksOf(outputs)}) {
    ${biasCode(shape, filterGroups)}
  }`,
  });
  return { dx: dx ?? null, dFilter, dBias };
}

const readers = (channels: Readonly<Record<string, number>>): string =>
  Object.entries(channels)
    .map(([name, count]) => blockReader(name, count))
    .join('\n');

/** Filter columns whose sums the workgroup adds up at a time: as many as its memory holds. */
const ROUND = 3;

const filterSums = ({ filter }: Convolution): string => {
  const values = Math.min(ROUND, filter[1]) * BLOCK * BLOCK;
  return `var<workgroup> partial : array<f32, ${THREADS * (values + 1)}>;`;
};

/** WGSL that adds up vec4s over the threads, and gives each of their numbers to one thread. */
function addUp(vectors: readonly string[], finish: (value: string) => string): string {
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
      if (local < ${values}u) {
        var sum = 0.0;
        for (var other = 0u; other < ${THREADS}u; other++) { sum += partial[other * ${stride}u + local]; }
        let value = i32(local);
        ${finish('value')}
      }
      workgroupBarrier();
    }`;
}

/** WGSL of a workgroup: a row of the filter, four inputs, four outputs. */
function filterCode({ stride, top, left, enlarge, input, filter, output }: Convolution): string {
  const [, width, inputs, outputs] = filter;
  const lanes = range(Math.min(BLOCK, inputs));
  const sights = range(COLUMNS * enlarge).flatMap((column) =>
    range(width).map((filterColumn) => ({
      column,
      filterColumn,
      offset: Math.floor((column * stride + filterColumn - left) / enlarge),
    })),
  );
  const pixels = windowLoads(
    { source: 'x', from: input, to: output, times: stride, over: enlarge },
    { offsets: sights.map((s) => s.offset), tile: COLUMNS * enlarge, block: 'input4' },
  );
  const gradients = range(COLUMNS * enlarge).map((column) => {
    const load = `dyBlock(dyStart + start + ${column}, output4)`;
    if (column === 0 || output[2] % (COLUMNS * enlarge) === 0) return `let d${column} = ${load};`;
    return `var d${column} = vec4<f32>(); if (start + ${column} < ${output[2]}) { d${column} = ${load}; }`;
  });
  const sums = sights.flatMap(({ column, filterColumn, offset }) =>
    lanes.map(
      (lane) => `s${filterColumn}_${lane} += ${pixels.name(offset)}.${component(lane)} * d${column};`,
    ),
  );
  const rounds = range(Math.ceil(width / ROUND)).map((round) => {
    const columns = range(width).slice(round * ROUND, (round + 1) * ROUND);
    const vectors = columns.flatMap((column) => lanes.map((lane) => `s${column}_${lane}`));
    return addUp(
      vectors,
      (value) => `
        let outputChannel = ${BLOCK} * output4 + ${value} % ${BLOCK};
        let inputChannel = ${BLOCK} * input4 + ${value} / ${BLOCK} % ${lanes.length};
        let column = ${round * ROUND} + ${value} / ${BLOCK * lanes.length};
        if (outputChannel < ${outputs} && inputChannel < ${inputs}) {
          dFilter[((k * ${width} + column) * ${inputs} + inputChannel) * ${outputs} + outputChannel] = sum;
        }`,
    );
  });
  return `
    let output4 = item % ${blocksOf(outputs)};
    let input4 = item / ${blocksOf(outputs)} % ${blocksOf(inputs)};
    let k = item / ${blocksOf(outputs) * blocksOf(inputs)};
    ${range(width)
      .flatMap((column) => lanes.map((lane) => `var s${column}_${lane} = vec4<f32>();`))
      .join(' ')}
    for (var each = i32(local); each < ${output[0] * output[1]}; each += ${THREADS}) {
      let row = each % ${output[1]};
      ${forwardLine({ stride, top, enlarge, input })}
      if (line < 0) { continue; }
      let dyStart = each * ${output[2]};
      for (var start = 0; start < ${output[2]}; start += ${COLUMNS * enlarge}) {
        let seen = start * ${stride} / ${enlarge};
        let lineStart = (each / ${output[1]} * ${input[1]} + line) * ${input[2]} + seen;
        ${pixels.code}
        ${gradients.join(' ')}
        ${sums.join(' ')}
      }
    }
    ${rounds.join('')}`;
}

/** WGSL of a workgroup: the bias's gradient of four outputs. */
const biasCode = ({ output }: Convolution, first: number): string => `
    let output4 = item - ${first};
    var sum4 = vec4<f32>();
    for (var pixel = i32(local); pixel < ${output[0] * output[1] * output[2]}; pixel += ${THREADS}) {
      sum4 += dyBlock(pixel, output4);
    }
    ${addUp(['sum4'], (value) => `if (${BLOCK} * output4 + ${value} < ${output[3]}) { dBias[${BLOCK} * output4 + ${value}] = sum; }`)}`;
