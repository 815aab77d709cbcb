/**
 * The gradients of a convolution's filter and bias. A workgroup computes one row of the filter, four inputs and up to sixteen outputs; its
 * threads share out the rows of the batch, and their sums are added at the end.
 */
import { THREADS } from '../../../webgpu/dispatch';
import { threadsToFill } from '../../../webgpu/threads';
import { BLOCK, blocksOf, component, range } from '../../wgsl/blocks';
import { forwardGather } from './direction';
import { pixelName } from './gather';
import type { Convolution } from './layout';

/** The sums of one filter column at a time: the memory of a workgroup is cleared at each start, which costs by its size. */
export const PARTIAL_SUMS = `var<workgroup> partial : array<f32, ${THREADS * (BLOCK * BLOCK + 1)}>;`;

const groupsWith = (share: number, { filter: [height, , inputs, outputs] }: Convolution): number =>
  height * blocksOf(inputs) * Math.ceil(blocksOf(outputs) / share);

/** Rows of the batch for a thread that are worth the sum over the threads. */
const LEAST_ROWS = 2;

/**
 * Blocks of outputs that a workgroup computes: with more, neighbouring threads read neighbouring numbers; with fewer, there are more
 * workgroups, and each row is walked by more threads.
 */
function outputShare(shape: Convolution): number {
  const rows = shape.output[0] * shape.output[1];
  let share = [4, 2, 1].find((each) => each <= blocksOf(shape.filter[3]))!;
  while (
    share > 1 &&
    groupsWith(share, shape) * THREADS < threadsToFill() &&
    rows >= (LEAST_ROWS * THREADS * 2) / share
  )
    share /= 2;
  return share;
}

/** Workgroups that compute the gradient of the filter. */
export const filterGradientGroups = (shape: Convolution): number => groupsWith(outputShare(shape), shape);

/**
 * WGSL that adds vec4s over the threads that share a block of outputs, every `share`-th thread. Each number of the sums goes to one thread,
 * as `sum`, the number `value` of the block `block`.
 *
 * Of the vec4 `sum0_0`, where each thread has a block of its own, and `store` is `dFilter[0] = sum;`:
 * ```wgsl
 * {
 *   let own = local * 5u;
 *   partial[own + 0u] = sum0_0.x;
 *   partial[own + 1u] = sum0_0.y;
 *   partial[own + 2u] = sum0_0.z;
 *   partial[own + 3u] = sum0_0.w;
 *   workgroupBarrier();
 *   if (local < 4u) {
 *     var sum = 0.0;
 *     let number = local % 4u;
 *     for (var other = local / 4u; other < 64u; other += 1u) { sum += partial[other * 5u + number]; }
 *     let value = i32(number);
 *     let block = i32(local) / 4;
 *     dFilter[0] = sum;
 *   }
 *   workgroupBarrier();
 * }
 * ```
 * @param store WGSL that stores `sum`
 */
export function sumOverThreads(vectors: readonly string[], share: number, store: string): string {
  const values = vectors.length * BLOCK;
  const stride = values + 1; // odd, so that no two threads access one memory bank
  const puts = vectors.flatMap((vector, i) =>
    range(BLOCK).map((k) => `partial[own + ${i * BLOCK + k}u] = ${vector}.${component(k)};`),
  );
  return `
    {
      let own = local * ${stride}u;
      ${puts.join(' ')}
      workgroupBarrier();
      if (local < ${values * share}u) {
        var sum = 0.0;
        let number = local % ${values}u;
        for (var other = local / ${values}u; other < ${THREADS}u; other += ${share}u) { sum += partial[other * ${stride}u + number]; }
        let value = i32(number);
        let block = i32(local) / ${values};
        ${store}
      }
      workgroupBarrier();
    }`;
}

/**
 * WGSL of a workgroup of the filter's gradient. A thread walks along rows of the batch with a sliding window of pixels. The shader declares
 * `storeFilter(at, sum)`.
 *
 * Of images of one channel, with a 3×3 filter to four channels:
 * ```wgsl
 * let shares = (n.outBlocks + 0) / 1;
 * let firstOutputBlock = item % shares * 1;
 * let outputBlock = min(firstOutputBlock + i32(local) % 1, n.outBlocks - 1);
 * let inputBlock = item / shares % n.inBlocks;
 * let kernelRow = item / (shares * n.inBlocks);
 * var sum0_0 = vec4<f32>();
 * var sum1_0 = vec4<f32>();
 * var sum2_0 = vec4<f32>();
 * for (var batchRow = i32(local) / 1; batchRow < n.samples * n.outHeight; batchRow += 64) {
 *   let row = batchRow % n.outHeight;
 *   let paddedRow = row * 1 + kernelRow - 1;
 *   let sourceRow = select(paddedRow / 1, -1, paddedRow < 0 || paddedRow >= n.inHeight * 1);
 *   if (sourceRow < 0) { continue; }
 *   let rowStart = (batchRow / n.outHeight * n.inHeight + sourceRow) * n.inWidth;
 *   var pixelM1 = vec4<f32>();
 *   var pixel0 = vec4<f32>();
 *   var pixel1 = vec4<f32>();
 *   if (-1 + 0 >= 0 && -1 + 0 < n.inWidth) { pixel0 = xBlock(rowStart + -1 + 0, inputBlock); } else { pixel0 = vec4<f32>(); }
 *   if (-1 + 1 >= 0 && -1 + 1 < n.inWidth) { pixel1 = xBlock(rowStart + -1 + 1, inputBlock); } else { pixel1 = vec4<f32>(); }
 *   var sourceColumn = 0;
 *   for (var column = 0; column < n.outWidth; column += 1) {
 *     pixelM1 = pixel0;
 *     pixel0 = pixel1;
 *     if (sourceColumn + 1 >= 0 && sourceColumn + 1 < n.inWidth) { pixel1 = xBlock(rowStart + sourceColumn + 1, inputBlock); } else { pixel1 = vec4<f32>(); }
 *     let dy0 = dyBlock(batchRow * n.outWidth + column + 0, outputBlock);
 *     sum0_0 += pixelM1.x * dy0;
 *     sum1_0 += pixel0.x * dy0;
 *     sum2_0 += pixel1.x * dy0;
 *     sourceColumn += 1;
 *   }
 * }
 * … // the sums over the threads of sum0_0, sum1_0 and sum2_0
 * }
 * ```
 */
export function filterGradientCode(shape: Convolution): string {
  const { stride, upsample, filter } = shape;
  const [, width, inputs] = filter;
  const { taps: tapsOf, sourceRow } = forwardGather(shape);
  const lanes = range(Math.min(BLOCK, inputs));
  const share = outputShare(shape);
  // One move of the window over an upsampled image covers two columns of the output.
  const columns = range(upsample);
  const taps = columns.flatMap((column) => tapsOf(column).map((tap) => ({ ...tap, column })));
  const offsets = taps.map(({ offset }) => offset);
  const [from, to] = [Math.min(...offsets), Math.max(...offsets)];
  const window = range(to - from + 1).map((i) => i + from);
  const reused = window.filter((offset) => offset + stride <= to);
  const load = (offset: number, base: string) =>
    `if (${base} + ${offset} >= 0 && ${base} + ${offset} < n.inWidth) { ${pixelName(offset)} = xBlock(rowStart + ${base} + ${offset}, inputBlock); } else { ${pixelName(offset)} = vec4<f32>(); }`;
  const gradient = (column: number) => {
    const read = `dyBlock(batchRow * n.outWidth + column + ${column}, outputBlock)`;
    if (column === 0) return `let dy0 = ${read};`;
    return `var dy${column} = vec4<f32>(); if (column + ${column} < n.outWidth) { dy${column} = ${read}; }`;
  };
  const sums = taps.flatMap(({ column, filterColumn, offset }) =>
    lanes.map(
      (lane) => `sum${filterColumn}_${lane} += ${pixelName(offset)}.${component(lane)} * dy${column};`,
    ),
  );
  const totals = range(width).map((filterColumn) =>
    sumOverThreads(
      lanes.map((lane) => `sum${filterColumn}_${lane}`),
      share,
      `let outputChannel = ${BLOCK} * (firstOutputBlock + block) + value % ${BLOCK};
        let inputChannel = ${BLOCK} * inputBlock + value / ${BLOCK};
        if (outputChannel < n.outputs && inputChannel < n.inputs) {
          storeFilter(((kernelRow * ${width} + ${filterColumn}) * n.inputs + inputChannel) * n.outputs + outputChannel, sum);
        }`,
    ),
  );
  return `
    let shares = (n.outBlocks + ${share - 1}) / ${share};
    let firstOutputBlock = item % shares * ${share};
    let outputBlock = min(firstOutputBlock + i32(local) % ${share}, n.outBlocks - 1);
    let inputBlock = item / shares % n.inBlocks;
    let kernelRow = item / (shares * n.inBlocks);
    ${range(width)
      .flatMap((column) => lanes.map((lane) => `var sum${column}_${lane} = vec4<f32>();`))
      .join(' ')}
    for (var batchRow = i32(local) / ${share}; batchRow < n.samples * n.outHeight; batchRow += ${THREADS / share}) {
      let row = batchRow % n.outHeight;
      ${sourceRow}
      if (sourceRow < 0) { continue; }
      let rowStart = (batchRow / n.outHeight * n.inHeight + sourceRow) * n.inWidth;
      ${window.map((offset) => `var ${pixelName(offset)} = vec4<f32>();`).join(' ')}
      ${reused.map((offset) => load(offset + stride, `-${stride}`)).join(' ')}
      var sourceColumn = 0;
      for (var column = 0; column < n.outWidth; column += ${upsample}) {
        ${reused.map((offset) => `${pixelName(offset)} = ${pixelName(offset + stride)};`).join(' ')}
        ${window
          .filter((offset) => offset + stride > to)
          .map((offset) => load(offset, 'sourceColumn'))
          .join(' ')}
        ${columns.map(gradient).join(' ')}
        ${sums.join(' ')}
        sourceColumn += ${stride};
      }
    }
    ${totals.join('')}`;
}

/** WGSL of a workgroup of the bias's gradient: four outputs. The shader declares `storeBias(at, sum)`. */
export const BIAS_GRADIENT = `
    let outputBlock = item - n.filterGroups;
    var sumBlock = vec4<f32>();
    for (var pixel = i32(local); pixel < n.samples * n.outHeight * n.outWidth; pixel += ${THREADS}) {
      sumBlock += dyBlock(pixel, outputBlock);
    }
    ${sumOverThreads(['sumBlock'], 1, `if (${BLOCK} * outputBlock + value < n.outputs) { storeBias(${BLOCK} * outputBlock + value, sum); }`)}`;
