/** The forward pass of a dense layer after a norm. */

import type * as tf from '@tensorflow/tfjs-core';
import { MLP_NORM_EPSILON } from '../../../lib/normEpsilon';
import { dispatch } from '../../../webgpu/dispatch';
import type { ActivationId } from '../../activation';
import { activate } from '../../wgsl/activation';
import { blockReader, blocksOf, blockWriter, isWhole, wholeArrays } from '../../wgsl/blocks';
import { eachInput } from '../../wgsl/product';
import { each, FOUR, GAIN, rowsOf, SECTIONS, SLOPE, THREADS, VALUE, XHAT } from './rows';

/** WGSL: `modulationAt(row, k)`, scale and shift of a feature, from either form of a modulation. */
function modulationAt(modulations: readonly tf.Tensor[], width: number): string {
  const [scale, shift] = modulations;
  const head = 'fn modulationAt(row : i32, k : i32) -> vec2<f32>';
  if (!shift) {
    const start = scale.shape[0] === 1 ? '' : `row * ${2 * width} + `;
    return `${head} { return vec2<f32>(both[${start}k], both[${start}${width} + k]); }`;
  }
  const at = (x: tf.Tensor) => (x.shape[0] === 1 ? 'k' : `row * ${width} + k`);
  return `${head} { return vec2<f32>(scale[${at(scale)}], shift[${at(shift)}]); }`;
}

const arraysOf = ([first, shift]: readonly tf.Tensor[]): Record<string, tf.Tensor> =>
  shift ? { scale: first, shift } : { both: first };

/** @returns y [B, N], and `saved`, one array, because the backward pass has room for eight */
export function normDenseForward(
  x: tf.Tensor,
  modulations: readonly tf.Tensor[],
  w: tf.Tensor,
  b: tf.Tensor,
  { activation, residual }: { activation: ActivationId; residual: boolean },
): { readonly y: tf.Tensor; readonly saved: tf.Tensor } {
  const [rows, width] = x.shape as [number, number];
  const outputs = w.shape[1]!;
  const rowsPerGroup = rowsOf(width, blocksOf(outputs));
  const channels = { w: outputs, b: outputs, y: outputs };
  const size = rows * width;
  return dispatch({
    name: 'normDense',
    sizes: {
      ROWS: rows,
      WIDTH: width,
      BLOCKS: blocksOf(outputs),
      SIZE: size,
      ROWS_PER_GROUP: rowsPerGroup,
      LANES: THREADS / rowsPerGroup,
      ROOM: blocksOf(width),
    },
    inputs: { x, w, b, ...arraysOf(modulations) },
    outputs: { y: [rows, outputs], saved: [SECTIONS * size + 4 * Math.ceil(rows / 4)] },
    vectors: wholeArrays(channels),
    workgroups: Math.ceil(rows / rowsPerGroup),
    threads: THREADS,
    functions: `
var<workgroup> activated : array<vec4<f32>, ${rowsPerGroup * blocksOf(width)}>;
var<workgroup> parts : array<vec2<f32>, ${THREADS}>;
${activate(activation)}
${modulationAt(modulations, width)}
${blockReader('w', outputs)}
${blockReader('b', outputs)}
${blockWriter('y', outputs)}
${residual ? xBlockOf(width) : ''}
fn countOf(lane : i32) -> f32 { return f32(max(0, (WIDTH - lane + LANES - 1) / LANES)); }`,
    body: `
  let first = group * ROWS_PER_GROUP;
  let ownRow = i32(local) / LANES;
  let lane = i32(local) % LANES;
  let row = min(first + ownRow, ROWS - 1);
  let start = row * WIDTH;

  // Mean and squares of each lane's share, then of the row: a large mean costs no digits.
  var sum = 0.0;
  for (var k = lane; k < WIDTH; k += LANES) { sum += x[start + k]; }
  let mean = sum / max(countOf(lane), 1.0);
  var squares = 0.0;
  for (var k = lane; k < WIDTH; k += LANES) { let delta = x[start + k] - mean; squares += delta * delta; }
  parts[local] = vec2<f32>(mean, squares);
  workgroupBarrier();
  var rowMean = 0.0;
  for (var l = 0; l < LANES; l++) { rowMean += countOf(l) * parts[ownRow * LANES + l].x; }
  rowMean = rowMean / f32(WIDTH);
  var rowSquares = 0.0;
  for (var l = 0; l < LANES; l++) {
    let part = parts[ownRow * LANES + l];
    rowSquares += part.y + countOf(l) * (part.x - rowMean) * (part.x - rowMean);
  }
  let rstd = inverseSqrt(rowSquares / f32(WIDTH) + ${MLP_NORM_EPSILON});
  let inside = first + ownRow < ROWS;
  if (lane == 0 && inside) { saved[${SECTIONS} * SIZE + row] = rstd; }
  for (var block = lane; block < ROOM; block += LANES) {
    var four = vec4<f32>();
    for (var j = 0; j < min(4, WIDTH - 4 * block); j++) {
      let k = 4 * block + j;
      let xhat = (x[start + k] - rowMean) * rstd;
      let modulation = modulationAt(row, k);
      let f = activate(xhat * (1.0 + modulation.x) + modulation.y);
      four[j] = f.x;
      if (inside) {
        saved[${VALUE} * SIZE + start + k] = f.x;
        saved[${XHAT} * SIZE + start + k] = xhat;
        saved[${SLOPE} * SIZE + start + k] = f.y;
        saved[${GAIN} * SIZE + start + k] = 1.0 + modulation.x;
      }
    }
    activated[ownRow * ROOM + block] = four;
  }
  workgroupBarrier();

  for (var item = i32(local); item < ROWS_PER_GROUP / 4 * BLOCKS; item += ${THREADS}) {
    let column = item % BLOCKS;
    let top = item / BLOCKS * 4;
    ${FOUR.map((r) => `var sum${r} = bBlock(0, column);`).join(' ')}
    ${eachInput(
      width,
      (block) => FOUR.map((r) => `let v${r} = activated[(top + ${r}) * ROOM + ${block}];`).join(' '),
      (k, part) =>
        `{ let weights = wBlock(${k}, column); ${FOUR.map((r) => `sum${r} += v${r}.${part} * weights;`).join(' ')} }`,
    )}
    ${FOUR.map(
      (r) => `if (first + top + ${r} < ROWS) {
      writeYBlock(first + top + ${r}, column, sum${r}${residual ? ` + xBlock(first + top + ${r}, column)` : ''});
    }`,
    ).join('\n    ')}
  }`,
  });
}

/** WGSL: `xBlock(row, block)` of an array that is bound as single numbers, at every width. */
function xBlockOf(width: number): string {
  if (!isWhole(width)) return blockReader('x', width);
  return `
fn xBlock(row : i32, block : i32) -> vec4<f32> {
  let at = row * WIDTH + 4 * block;
  return vec4<f32>(${each((k) => `x[at + ${k}]`, ', ')});
}`;
}
