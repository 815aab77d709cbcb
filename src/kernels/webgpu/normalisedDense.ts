/**
 * A dense layer behind a norm on WebGPU: one dispatch forward, one backward. A workgroup has some rows of the batch, so that the sums of
 * a row stay within it; what the backward pass needs is kept in one array, because a shader has room for eight.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { ActivationId } from '../activation';
import { NORM_EPSILON } from '../normalise';
import { activate } from './activation';
import { blockReader, blocksOf, blockWriter, isWhole, range, wholeArrays } from './blocks';
import { eachInput, weightGradientPart, weightGradientThreads } from './dense';
import { gradientAt, gradientPlace } from './gradientPlace';
import { dispatch } from './program';

/** Threads of a workgroup: few, because each fills the workgroup's memory with zeros before it begins on some devices. */
const THREADS = 32;

/** Numbers of the rows' features that fit into a workgroup's memory, 16 kB on every adapter, beside the sums. */
const MOST_SHARED = 3584;

/** Outputs up to which the sums over the batch are quicker made anew than in a dispatch of their own. */
const FEW_OUTPUTS = 8;

const FOUR = range(4);
const each = (f: (k: number) => string, separator = '\n    ') => FOUR.map(f).join(separator);

/** Whether rows of this width fit into a workgroup's memory. */
export const fitsWorkgroup = (width: number): boolean => 4 * 4 * blocksOf(width) <= MOST_SHARED;

/** Rows that a workgroup has: as many fours as have threads for `blocks` blocks each, and room. */
function rowsOf(width: number, blocks: number): number {
  let fours = 1;
  while (fours < 4 && 2 * fours * blocks <= THREADS && 2 * fours * 16 * blocksOf(width) <= MOST_SHARED)
    fours *= 2;
  return 4 * fours;
}

/** Sections of what is kept, [rows, width] each: f(z), x̂, f'(z), 1 + scale; behind them 1/deviation of each row. */
const SECTIONS = 4;
const [VALUE, NORMAL, SLOPE, GAIN] = range(SECTIONS);

/** WGSL: scale and shift at a row and a feature, however they are given. */
function modulationAt(told: readonly tf.Tensor[], width: number): string {
  const [scale, shift] = told;
  const head = 'fn modulationAt(row : i32, k : i32) -> vec2<f32>';
  if (!shift) {
    const start = scale.shape[0] === 1 ? '' : `row * ${2 * width} + `;
    return `${head} { return vec2<f32>(both[${start}k], both[${start}${width} + k]); }`;
  }
  const at = (x: tf.Tensor) => (x.shape[0] === 1 ? 'k' : `row * ${width} + k`);
  return `${head} { return vec2<f32>(scale[${at(scale)}], shift[${at(shift)}]); }`;
}

const named = ([first, shift]: readonly tf.Tensor[]): Record<string, tf.Tensor> =>
  shift ? { scale: first, shift } : { both: first };

export function normalisedDenseForward(
  x: tf.Tensor,
  told: readonly tf.Tensor[],
  w: tf.Tensor,
  b: tf.Tensor,
  { activation, residual }: { activation: ActivationId; residual: boolean },
): { readonly y: tf.Tensor; readonly kept: tf.Tensor } {
  const [rows, width] = x.shape as [number, number];
  const outputs = w.shape[1]!;
  const each = rowsOf(width, blocksOf(outputs));
  const channels = { w: outputs, b: outputs, y: outputs };
  const size = rows * width;
  return dispatch({
    name: 'normalisedDense',
    sizes: {
      ROWS: rows,
      WIDTH: width,
      BLOCKS: blocksOf(outputs),
      SIZE: size,
      EACH: each,
      LANES: THREADS / each,
      ROOM: blocksOf(width),
    },
    inputs: { x, w, b, ...named(told) },
    outputs: { y: [rows, outputs], kept: [SECTIONS * size + 4 * Math.ceil(rows / 4)] },
    vectors: wholeArrays(channels),
    workgroups: Math.ceil(rows / each),
    threads: THREADS,
    functions: `
var<workgroup> values : array<vec4<f32>, ${each * blocksOf(width)}>;
var<workgroup> parts : array<vec2<f32>, ${THREADS}>;
${activate(activation)}
${modulationAt(told, width)}
${blockReader('w', outputs)}
${blockReader('b', outputs)}
${blockWriter('y', outputs)}
${residual ? xBlockOf(width) : ''}
fn countOf(lane : i32) -> f32 { return f32(max(0, (WIDTH - lane + LANES - 1) / LANES)); }`,
    body: `
  let first = group * EACH;
  let own = i32(local) / LANES;
  let lane = i32(local) % LANES;
  let row = min(first + own, ROWS - 1);
  let start = row * WIDTH;

  // Mean and squares of each lane's share, then of the row: no digits are lost where the mean is large.
  var sum = 0.0;
  for (var k = lane; k < WIDTH; k += LANES) { sum += x[start + k]; }
  let mean = sum / max(countOf(lane), 1.0);
  var squares = 0.0;
  for (var k = lane; k < WIDTH; k += LANES) { let far = x[start + k] - mean; squares += far * far; }
  parts[local] = vec2<f32>(mean, squares);
  workgroupBarrier();
  var rowMean = 0.0;
  for (var l = 0; l < LANES; l++) { rowMean += countOf(l) * parts[own * LANES + l].x; }
  rowMean = rowMean / f32(WIDTH);
  var rowSquares = 0.0;
  for (var l = 0; l < LANES; l++) {
    let part = parts[own * LANES + l];
    rowSquares += part.y + countOf(l) * (part.x - rowMean) * (part.x - rowMean);
  }
  let rstd = inverseSqrt(rowSquares / f32(WIDTH) + ${NORM_EPSILON});
  let here = first + own < ROWS;
  if (lane == 0 && here) { kept[${SECTIONS} * SIZE + row] = rstd; }
  for (var block = lane; block < ROOM; block += LANES) {
    var four = vec4<f32>();
    for (var j = 0; j < min(4, WIDTH - 4 * block); j++) {
      let k = 4 * block + j;
      let normal = (x[start + k] - rowMean) * rstd;
      let modulation = modulationAt(row, k);
      let f = activate(normal * (1.0 + modulation.x) + modulation.y);
      four[j] = f.x;
      if (here) {
        kept[${VALUE} * SIZE + start + k] = f.x;
        kept[${NORMAL} * SIZE + start + k] = normal;
        kept[${SLOPE} * SIZE + start + k] = f.y;
        kept[${GAIN} * SIZE + start + k] = 1.0 + modulation.x;
      }
    }
    values[own * ROOM + block] = four;
  }
  workgroupBarrier();

  for (var item = i32(local); item < EACH / 4 * BLOCKS; item += ${THREADS}) {
    let column = item % BLOCKS;
    let top = item / BLOCKS * 4;
    ${FOUR.map((r) => `var sum${r} = bBlock(0, column);`).join(' ')}
    ${eachInput(
      width,
      (block) => FOUR.map((r) => `let v${r} = values[(top + ${r}) * ROOM + ${block}];`).join(' '),
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

/** Of an array that is bound as single numbers, whatever its width. */
function xBlockOf(width: number): string {
  if (!isWhole(width)) return blockReader('x', width);
  return `
fn xBlock(row : i32, block : i32) -> vec4<f32> {
  let at = row * WIDTH + 4 * block;
  return vec4<f32>(${each((k) => `x[at + ${k}]`, ', ')});
}`;
}

/** @returns gradients of x, W, b and of each tensor of `told` */
export function normalisedDenseBackward(
  dy: tf.Tensor,
  kept: tf.Tensor,
  told: readonly tf.Tensor[],
  w: tf.Tensor,
  b: tf.Tensor,
  residual: boolean,
) {
  const [rows, outputs] = dy.shape as [number, number];
  const width = w.shape[0];
  const blocks = blocksOf(width);
  const each = rowsOf(width, blocks);
  const joint = told.length === 1;
  const ofAll = told.map((x) => x.shape[0] === 1 && rows > 1);
  const summedHere = !joint && outputs <= FEW_OUTPUTS && ofAll.every(Boolean);
  const perRow = [rows, width];
  const place = (i: number) => (joint ? undefined : summedHere ? gradientPlace(told[i]) : perRow);
  const forRows = Math.ceil(rows / each);
  const forWeights = Math.ceil(weightGradientThreads(width, outputs) / THREADS);
  const forModulation = summedHere ? Math.ceil(blocks / THREADS) : 0;
  const channels = { dy: outputs, w: outputs, dw: outputs, db: outputs, kept: width, dx: width };
  const modulation = { both: width, scale: width, shift: width };
  const made = dispatch({
    name: 'normalisedDenseGradients',
    sizes: { ROWS: rows, WIDTH: width, BLOCKS: blocks, EACH: each, LANES: THREADS / each },
    inputs: { dy, kept, w },
    outputs: {
      dw: gradientPlace(w),
      db: gradientPlace(b),
      dx: perRow,
      both: joint ? [rows, 2 * width] : undefined,
      scale: place(0),
      shift: place(1),
    },
    vectors: wholeArrays({ ...channels, ...modulation }),
    workgroups: forRows + forWeights + forModulation,
    threads: THREADS,
    functions: `
var<workgroup> dzs : array<vec4<f32>, ${each * blocks}>;
var<workgroup> parts : array<vec2<f32>, ${THREADS}>;
${['dy', 'w', 'kept'].map((name) => blockReader(name, channels[name as 'dy'])).join('\n')}
${['dw', 'db', 'dx'].map((name) => blockWriter(name, channels[name as 'dw'])).join('\n')}
${(joint ? ['both'] : ['scale', 'shift']).map((name) => blockWriter(name, width)).join('\n')}
fn dzBlock(row : i32, block : i32) -> vec4<f32> { return dyBlock(row, block); }
${weightGradientPart({ rows, inputs: width, outputs, x: 'kept' })}
fn rstdOf(row : i32) -> f32 {
  let at = ${SECTIONS} * ROWS * WIDTH + row;
  return kept[${isWhole(width) ? 'at / 4][at % 4' : 'at'}];
}
${rowsPart(outputs, residual, joint ? 'both' : summedHere ? 'none' : 'rows')}
${summedHere ? modulationPart(width, outputs) : ''}`,
    body: `
  if (group < ${forRows}) { rowsPart(group, local); }
  else if (group < ${forRows + forWeights}) { weightGradientPart(index - ${forRows * THREADS}); }
  ${summedHere ? `else { modulationPart(index - ${(forRows + forWeights) * THREADS}); }` : ''}`,
  });
  const rowsOfTold = joint ? [made.both!] : [made.scale!, made.shift!];
  const dTold = summedHere
    ? rowsOfTold.map((x, i) => gradientAt(x, told[i]))
    : summed(rowsOfTold, told, ofAll);
  return { dx: made.dx, dw: gradientAt(made.dw, w), db: gradientAt(made.db, b), dTold };
}

/** WGSL: the gradients of some rows: du = dy Wᵀ, through the activation, then through the norm. */
const rowsPart = (outputs: number, residual: boolean, modulation: 'both' | 'rows' | 'none') => `
fn rowsPart(group : i32, local : u32) {
  let first = group * EACH;
  for (var item = i32(local); item < EACH / 4 * BLOCKS; item += ${THREADS}) {
    let place = item % BLOCKS;
    let top = item / BLOCKS * 4;
    ${each((r) => `let row${r} = min(first + top + ${r}, ROWS - 1); var sum${r} = vec4<f32>();`)}
    for (var block = 0; block < ${blocksOf(outputs)}; block++) {
      ${each((k) => `let w${k} = wBlock(min(4 * place + ${k}, WIDTH - 1), block);`)}
      ${each((r) => `{ let d = dyBlock(row${r}, block); sum${r} += vec4<f32>(dot(d, w0), dot(d, w1), dot(d, w2), dot(d, w3)); }`)}
    }
    ${each((r) => `dzs[(top + ${r}) * BLOCKS + place] = sum${r} * keptBlock(${SLOPE} * ROWS + row${r}, place);`)}
  }
  workgroupBarrier();
  let own = i32(local) / LANES;
  let lane = i32(local) % LANES;
  let row = min(first + own, ROWS - 1);
  var sums = vec2<f32>();
  for (var block = lane; block < BLOCKS; block += LANES) {
    let d = dzs[own * BLOCKS + block] * keptBlock(${GAIN} * ROWS + row, block);
    sums += vec2<f32>(dot(d, vec4<f32>(1.0)), dot(d, keptBlock(${NORMAL} * ROWS + row, block)));
  }
  parts[local] = sums;
  workgroupBarrier();
  if (first + own >= ROWS) { return; }
  var means = vec2<f32>();
  for (var l = 0; l < LANES; l++) { means += parts[own * LANES + l]; }
  means = means / f32(WIDTH);
  let rstd = rstdOf(row);
  for (var block = lane; block < BLOCKS; block += LANES) {
    let dz = dzs[own * BLOCKS + block];
    let normal = keptBlock(${NORMAL} * ROWS + row, block);
    let d = dz * keptBlock(${GAIN} * ROWS + row, block);
    writeDxBlock(row, block, rstd * (d - means.x - normal * means.y)${residual ? ' + dyBlock(row, block)' : ''});
    ${modulation === 'both' ? 'writeBothBlock(2 * row, block, dz * normal); writeBothBlock(2 * row + 1, block, dz);' : ''}
    ${modulation === 'rows' ? 'writeScaleBlock(row, block, dz * normal); writeShiftBlock(row, block, dz);' : ''}
  }
}`;

/** WGSL: the sums over the batch for four features; du is made anew, which for few outputs is little. */
const modulationPart = (width: number, outputs: number) => `
fn modulationPart(place : i32) {
  if (place >= BLOCKS) { return; }
  ${range(blocksOf(outputs))
    .map((n) => each((k) => `let w${k}${n} = wBlock(min(4 * place + ${k}, ${width - 1}), ${n});`, ' '))
    .join('\n  ')}
  var along = vec4<f32>();
  var level = vec4<f32>();
  for (var row = 0; row < ROWS; row++) {
    ${range(blocksOf(outputs))
      .map((n) => `let d${n} = dyBlock(row, ${n});`)
      .join(' ')}
    let du = vec4<f32>(${each(
      (k) =>
        range(blocksOf(outputs))
          .map((n) => `dot(d${n}, w${k}${n})`)
          .join(' + '),
      ', ',
    )});
    let dz = du * keptBlock(${SLOPE} * ROWS + row, place);
    along += dz * keptBlock(${NORMAL} * ROWS + row, place);
    level += dz;
  }
  writeScaleBlock(0, place, along);
  writeShiftBlock(0, place, level);
}`;

/** Sums over the batch where one row served all, in one dispatch for all that need it. */
function summed(
  gradients: readonly tf.Tensor[],
  told: readonly tf.Tensor[],
  ofAll: readonly boolean[],
): tf.Tensor[] {
  const wanted = FOUR.filter((i) => ofAll[i]);
  if (wanted.length === 0) return [...gradients];
  const [rows, width] = gradients[wanted[0]].shape as [number, number];
  const sums: Readonly<Record<string, tf.Tensor>> = dispatch({
    name: 'sumsOverBatch',
    sizes: { ROWS: rows, BLOCKS: blocksOf(width) },
    inputs: Object.fromEntries(wanted.map((i) => [`of${i}`, gradients[i]])),
    outputs: Object.fromEntries(wanted.map((i) => [`sum${i}`, gradientPlace(told[i])])),
    vectors: wholeArrays(
      Object.fromEntries(
        wanted.flatMap((i) => [
          [`of${i}`, width],
          [`sum${i}`, width],
        ]),
      ),
    ),
    workgroups: Math.ceil((wanted.length * blocksOf(width)) / THREADS),
    threads: THREADS,
    functions: wanted
      .map((i) => `${blockReader(`of${i}`, width)}\n${blockWriter(`sum${i}`, width)}`)
      .join('\n'),
    body: wanted
      .map(
        (i, n) => `
  if (index / BLOCKS == ${n}) {
    var sum = vec4<f32>();
    for (var row = 0; row < ROWS; row++) { sum += of${i}Block(row, index % BLOCKS); }
    writeSum${i}Block(0, index % BLOCKS, sum);
  }`,
      )
      .join(''),
  });
  return gradients.map((x, i) => (ofAll[i] ? gradientAt(sums[`sum${i}`], told[i]) : x));
}
