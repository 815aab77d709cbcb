/**
 * The backward pass of a dense layer after a norm: one dispatch, whose first workgroups compute the gradients of rows, the next those of W
 * and b, and the last those of a modulation that is one row for the batch.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { dispatch } from '../../../webgpu/dispatch';
import { gradientAt, gradientSlot } from '../../../webgpu/gradientSlots';
import { weightGradientPart, weightGradientThreads } from '../../dense/webgpu/weightGradients';
import { blockReader, blocksOf, blockWriter, isWhole, range, wholeArrays } from '../../wgsl/blocks';
import { fourRows, timesFourRows } from '../../wgsl/product';
import { groupsOf, rowsOfShare, shareMemory, shareOf, sharesOf, sumOverShares } from '../../wgsl/shares';
import { each, FOUR, GAIN, rowsOf, SECTIONS, SLOPE, THREADS, XHAT } from './rows';

/** Most outputs at which it is faster to compute du again for the sums over the batch than to sum in a second dispatch. */
const FEW_OUTPUTS = 8;

/** @returns gradients of x, W, b and of each tensor of the modulation */
export function normDenseBackward(
  dy: tf.Tensor,
  saved: tf.Tensor,
  modulations: readonly tf.Tensor[],
  w: tf.Tensor,
  b: tf.Tensor,
  residual: boolean,
) {
  const [rows, outputs] = dy.shape as [number, number];
  const width = w.shape[0];
  const blocks = blocksOf(width);
  const rowsPerGroup = rowsOf(width, blocks);
  const joint = modulations.length === 1;
  const oneRow = modulations.map((x) => x.shape[0] === 1 && rows > 1);
  const summedHere = !joint && outputs <= FEW_OUTPUTS && oneRow.every(Boolean);
  const perRow = [rows, width];
  const outputOf = (i: number) => (joint ? undefined : summedHere ? gradientSlot(modulations[i]) : perRow);
  const forRows = Math.ceil(rows / rowsPerGroup);
  const by = weightGradientThreads(rows, width, outputs, THREADS);
  const modulationShares = sharesOf(rows, blocks);
  const forModulation = summedHere ? groupsOf(blocks, modulationShares, THREADS) : 0;
  const channels = { dy: outputs, w: outputs, dw: outputs, db: outputs, saved: width, dx: width };
  const modulation = { both: width, scale: width, shift: width };
  const result = dispatch({
    name: 'normDenseGradients',
    sizes: {
      ROWS: rows,
      WIDTH: width,
      BLOCKS: blocks,
      ROWS_PER_GROUP: rowsPerGroup,
      LANES: THREADS / rowsPerGroup,
    },
    inputs: { dy, saved, w },
    outputs: {
      dw: gradientSlot(w),
      db: gradientSlot(b),
      dx: perRow,
      both: joint ? [rows, 2 * width] : undefined,
      scale: outputOf(0),
      shift: outputOf(1),
    },
    vectors: wholeArrays({ ...channels, ...modulation }),
    workgroups: forRows + by.groups + forModulation,
    threads: THREADS,
    functions: `
var<workgroup> dzs : array<vec4<f32>, ${rowsPerGroup * blocks}>;
var<workgroup> parts : array<vec2<f32>, ${THREADS}>;
${shareMemory(THREADS)}
${['dy', 'w', 'saved'].map((name) => blockReader(name, channels[name as 'dy'])).join('\n')}
${['dw', 'db', 'dx'].map((name) => blockWriter(name, channels[name as 'dw'])).join('\n')}
${(joint ? ['both'] : ['scale', 'shift']).map((name) => blockWriter(name, width)).join('\n')}
fn dzBlock(row : i32, block : i32) -> vec4<f32> { return dyBlock(row, block); }
${weightGradientPart({ rows, inputs: width, outputs, by, x: 'saved' })}
fn rstdOf(row : i32) -> f32 {
  let at = ${SECTIONS} * ROWS * WIDTH + row;
  return saved[${isWhole(width) ? 'at / 4][at % 4' : 'at'}];
}
${rowsPart(outputs, residual, joint ? 'both' : summedHere ? 'none' : 'rows')}
${summedHere ? modulationPart(width, outputs, modulationShares) : ''}`,
    body: `
  if (group < ${forRows}) { rowsPart(group, local); }
  else if (group < ${forRows + by.groups}) { weightGradientPart(group - ${forRows}, local); }
  ${summedHere ? `else { modulationPart(group - ${forRows + by.groups}, local); }` : ''}`,
  });
  const gradients = joint ? [result.both!] : [result.scale!, result.shift!];
  const dModulations = summedHere
    ? gradients.map((x, i) => gradientAt(x, modulations[i]))
    : summed(gradients, modulations, oneRow);
  return { dx: result.dx, dw: gradientAt(result.dw, w), db: gradientAt(result.db, b), dModulations };
}

/** WGSL of a workgroup that computes the gradients of some rows: du = dy Wᵀ, then dz through the activation, then dx through the norm. */
const rowsPart = (outputs: number, residual: boolean, modulation: 'both' | 'rows' | 'none') => `
fn rowsPart(group : i32, local : u32) {
  let first = group * ROWS_PER_GROUP;
  for (var item = i32(local); item < ROWS_PER_GROUP / 4 * BLOCKS; item += ${THREADS}) {
    let inputBlock = item % BLOCKS;
    let top = item / BLOCKS * 4;
    ${each((r) => `let row${r} = min(first + top + ${r}, ROWS - 1); var sum${r} = vec4<f32>();`)}
    for (var block = 0; block < ${blocksOf(outputs)}; block++) {
      ${fourRows('inputBlock', 'WIDTH - 1', (row) => `wBlock(${row}, block)`)}
      ${each((r) => timesFourRows(`sum${r}`, `dyBlock(row${r}, block)`))}
    }
    ${each((r) => `dzs[(top + ${r}) * BLOCKS + inputBlock] = sum${r} * savedBlock(${SLOPE} * ROWS + row${r}, inputBlock);`)}
  }
  workgroupBarrier();
  let ownRow = i32(local) / LANES;
  let lane = i32(local) % LANES;
  let row = min(first + ownRow, ROWS - 1);
  var sums = vec2<f32>();
  for (var block = lane; block < BLOCKS; block += LANES) {
    let d = dzs[ownRow * BLOCKS + block] * savedBlock(${GAIN} * ROWS + row, block);
    sums += vec2<f32>(dot(d, vec4<f32>(1.0)), dot(d, savedBlock(${XHAT} * ROWS + row, block)));
  }
  parts[local] = sums;
  workgroupBarrier();
  if (first + ownRow >= ROWS) { return; }
  var means = vec2<f32>();
  for (var l = 0; l < LANES; l++) { means += parts[ownRow * LANES + l]; }
  means = means / f32(WIDTH);
  let rstd = rstdOf(row);
  for (var block = lane; block < BLOCKS; block += LANES) {
    let dz = dzs[ownRow * BLOCKS + block];
    let xhat = savedBlock(${XHAT} * ROWS + row, block);
    let d = dz * savedBlock(${GAIN} * ROWS + row, block);
    writeDxBlock(row, block, rstd * (d - means.x - xhat * means.y)${residual ? ' + dyBlock(row, block)' : ''});
    ${modulation === 'both' ? 'writeBothBlock(2 * row, block, dz * xhat); writeBothBlock(2 * row + 1, block, dz);' : ''}
    ${modulation === 'rows' ? 'writeScaleBlock(row, block, dz * xhat); writeShiftBlock(row, block, dz);' : ''}
  }
}`;

/** WGSL of a workgroup that sums the gradients of scale and shift over the batch, four features at a time; it computes du again, which is little work for few outputs. */
const modulationPart = (width: number, outputs: number, shares: number) => `
fn modulationPart(group : i32, local : u32) {
  ${shareOf(shares, THREADS)}
  let inputBlock = min(item, BLOCKS - 1);
  ${range(blocksOf(outputs))
    .map((n) => each((k) => `let w${k}${n} = wBlock(min(4 * inputBlock + ${k}, ${width - 1}), ${n});`, ' '))
    .join('\n  ')}
  var sumDyXhat = vec4<f32>();
  var sumDy = vec4<f32>();
  for (var row = ${shares === 1 ? '0' : 'share'}; row < ROWS; row += ${shares}) {
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
    let dz = du * savedBlock(${SLOPE} * ROWS + row, inputBlock);
    sumDyXhat += dz * savedBlock(${XHAT} * ROWS + row, inputBlock);
    sumDy += dz;
  }
  ${sumOverShares(
    ['sumDyXhat', 'sumDy'],
    shares,
    THREADS,
    (i) => `if (item < BLOCKS) { write${i === 0 ? 'Scale' : 'Shift'}Block(0, inputBlock, total); }`,
  )}
}`;

/** The gradients of the modulation, summed over the batch where it is one row: one dispatch for scale and shift. */
function summed(
  gradients: readonly tf.Tensor[],
  modulations: readonly tf.Tensor[],
  oneRow: readonly boolean[],
): tf.Tensor[] {
  const single = FOUR.filter((i) => oneRow[i]);
  if (single.length === 0) return [...gradients];
  const [rows, width] = gradients[single[0]].shape as [number, number];
  const items = single.length * blocksOf(width);
  const shares = sharesOf(rows, items);
  const sums: Readonly<Record<string, tf.Tensor>> = dispatch({
    name: 'sumsOverBatch',
    sizes: { ROWS: rows, BLOCKS: blocksOf(width) },
    inputs: Object.fromEntries(single.map((i) => [`of${i}`, gradients[i]])),
    outputs: Object.fromEntries(single.map((i) => [`sum${i}`, gradientSlot(modulations[i])])),
    vectors: wholeArrays(
      Object.fromEntries(
        single.flatMap((i) => [
          [`of${i}`, width],
          [`sum${i}`, width],
        ]),
      ),
    ),
    workgroups: groupsOf(items, shares, THREADS),
    threads: THREADS,
    functions: [
      shareMemory(THREADS),
      ...single.map((i) => `${blockReader(`of${i}`, width)}\n${blockWriter(`sum${i}`, width)}`),
    ].join('\n'),
    body: `${shareOf(shares, THREADS)}
  var sum = vec4<f32>();
  ${single
    .map(
      (i, n) =>
        `if (item / BLOCKS == ${n}) { ${rowsOfShare(shares, 'ROWS', `sum += of${i}Block(row, item % BLOCKS);`)} }`,
    )
    .join('\n  ')}
  ${sumOverShares(['sum'], shares, THREADS, () =>
    single
      .map((i, n) => `if (item / BLOCKS == ${n}) { writeSum${i}Block(0, item % BLOCKS, total); }`)
      .join(' '),
  )}`,
  });
  return gradients.map((x, i) => (oneRow[i] ? gradientAt(sums[`sum${i}`], modulations[i]) : x));
}
