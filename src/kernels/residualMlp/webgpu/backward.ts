/**
 * The backward pass of a residual MLP through its rows: a workgroup takes some rows from the outputs back to the first layer, and writes the
 * gradients from which those of the weights are sums over the batch.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { dispatch } from '../../../webgpu/dispatch';
import { blockReader, blocksOf, isWhole } from '../../wgsl/blocks';
import { fourRows, timesFourRows } from '../../wgsl/product';
import type { MlpLayers } from '../contract';
import {
  each,
  eachTile,
  gradientLayout,
  isLayer,
  type MlpSizes,
  masked,
  type Places,
  placeIn,
  savedLayout,
  THREADS,
  weightArrays,
  weightReaders,
} from './layout';

interface RowInputs {
  /** [B, outputs] */
  readonly dy: tf.Tensor;
  readonly saved: tf.Tensor;
  readonly window: tf.Tensor;
}

/**
 * WGSL of a product with a transposed matrix, four rows by four inputs a thread: `sum<r>` at `top + r` and `column`.
 * @param source WGSL of four outputs of a row: `block` and row `r`
 */
const transposedProduct = (
  inputs: number,
  outputs: number,
  source: (r: number) => string,
  store: string,
): string => `${eachTile(
  blocksOf(inputs),
  `${each((r) => `var sum${r} = vec4<f32>();`, ' ')}
    for (var block = 0; block < ${blocksOf(outputs)}; block++) {
      ${fourRows('column', inputs - 1, (row) => `columns${outputs}(weight, ${row}, block)`)}
      ${each((r) => timesFourRows(`sum${r}`, source(r)))}
    }
    ${store}`,
)}
  workgroupBarrier();`;

/** WGSL that stores dz = du f'(z), and dz x̂ where a layer's gradient needs it. */
const storeDz = ({ rows, width }: MlpSizes): string => {
  const blocks = blocksOf(width);
  return each(
    (r) => `{
      let place = at + min(first + top + ${r}, ROWS - 1) * ${blocks} + column;
      let dz = ${masked(`sum${r} * saved[place + ${2 * rows * blocks}]`, width, 'column')};
      dzs[(top + ${r}) * ${blocks} + column] = dz;
      if (first + top + ${r} < ROWS) { gradients[z + (first + top + ${r}) * ${blocks} + column] = dz; }
    }`,
  );
};

/**
 * WGSL: from dz to the gradient of h, through the norm. A lane has its share of a row, and adds to `dh`, which begins as the gradient of the
 * block's sum, or as 0 behind the last norm.
 */
const throughNorm = ({ rows, width }: MlpSizes): string => {
  const blocks = blocksOf(width);
  return `
fn throughNorm(local : u32, first : i32, at : i32, to : i32, fresh : bool) {
  let ownRow = i32(local) / LANES;
  let lane = i32(local) % LANES;
  let row = min(first + ownRow, ROWS - 1);
  var sums = vec2<f32>();
  for (var block = lane; block < ${blocks}; block += LANES) {
    let d = dzs[ownRow * ${blocks} + block] * saved[at + ${3 * rows * blocks} + row * ${blocks} + block];
    sums += vec2<f32>(dot(d, vec4<f32>(1.0)), dot(d, saved[at + ${rows * blocks} + row * ${blocks} + block]));
  }
  parts[local] = sums;
  workgroupBarrier();
  var means = vec2<f32>();
  for (var l = 0; l < LANES; l++) { means += parts[ownRow * LANES + l]; }
  means = means / ${width}.0;
  let rstd = saved[at + ${4 * rows * blocks} + row].x;
  for (var block = lane; block < ${blocks}; block += LANES) {
    let place = ownRow * ${blocks} + block;
    let xhat = saved[at + ${rows * blocks} + row * ${blocks} + block];
    let d = dzs[place] * saved[at + ${3 * rows * blocks} + row * ${blocks} + block];
    var sum = ${masked('rstd * (d - means.x - xhat * means.y)', width, 'block')};
    if (!fresh) { sum += dh[place]; }
    dh[place] = sum;
    if (first + ownRow < ROWS) { gradients[to + (first + ownRow) * ${blocks} + block] = sum; }
  }
  workgroupBarrier();
}`;
};

/** WGSL: adds what a block's modulation gives the hidden layer of the time, dz x̂ W_scaleᵀ + dz W_shiftᵀ. */
const throughModulation = ({ rows, width, units }: MlpSizes): string => {
  const blocks = blocksOf(width);
  const products = (name: string, dzOf: (r: number) => string) => `
      if (${name} >= 0) {
        ${fourRows('unit', units - 1, (row) => `columns${width}(${name}, ${row}, block)`)}
        ${each((r) => timesFourRows(`sum${r}`, dzOf(r)))}
      }`;
  return `
fn throughModulation(local : u32, first : i32, at : i32, scale : i32, shift : i32) {${eachTile(
    blocksOf(units),
    `${each((r) => `var sum${r} = dHidden[(top + ${r}) * ${blocksOf(units)} + unit]; let from${r} = at + ${rows * blocks} + min(first + top + ${r}, ROWS - 1) * ${blocks};`)}
    for (var block = 0; block < ${blocks}; block++) {
      ${each((r) => `let d${r} = dzs[(top + ${r}) * ${blocks} + block]; let xhat${r} = saved[from${r} + block];`)}
      ${products('scale', (r) => `d${r} * xhat${r}`)}
      ${products('shift', (r) => `d${r}`)}
    }
    ${each((r) => `dHidden[(top + ${r}) * ${blocksOf(units)} + unit] = sum${r};`)}`,
    'unit',
  )}
}`;
};

/** @returns the gradients of rows, by `gradientLayout` */
export function mlpRowGradients(
  { dy, saved, window }: RowInputs,
  layers: MlpLayers,
  sizes: MlpSizes,
  places: Places,
): tf.Tensor {
  const { rows, timeRows, width, units, outputs, depth, rowsPerGroup } = sizes;
  const { blocks, output, time } = layers;
  const ofSaved = savedLayout(sizes);
  const gradients = gradientLayout(sizes);
  const columns = [width, outputs];
  const weightOf = (source: MlpLayers['blocks'][number]['scale']): number =>
    isLayer(source) ? placeIn(places, source.weight, width) : -1;
  const blocksOfUnits = blocksOf(units);
  const timeRow = timeRows === 1 ? '0' : 'row';
  return dispatch({
    name: 'residualMlpRows',
    sizes: { ROWS: rows, GROUP_ROWS: rowsPerGroup, LANES: THREADS / rowsPerGroup },
    inputs: { dy, saved, ...weightArrays(window, columns) },
    outputs: { gradients: [gradients.size] },
    vectors: ['weights', 'saved', 'gradients', ...(isWhole(outputs) ? ['dy'] : [])],
    workgroups: Math.ceil(rows / rowsPerGroup),
    threads: THREADS,
    functions: `
var<workgroup> dh : array<vec4<f32>, ${rowsPerGroup * blocksOf(width)}>;
var<workgroup> dzs : array<vec4<f32>, ${rowsPerGroup * blocksOf(width)}>;
var<workgroup> parts : array<vec2<f32>, ${THREADS}>;
${time ? `var<workgroup> dHidden : array<vec4<f32>, ${rowsPerGroup * blocksOfUnits}>;` : ''}
${weightReaders(columns)}
${blockReader('dy', outputs)}
${throughNorm(sizes)}
${time ? throughModulation(sizes) : ''}
fn throughLayer(local : u32, first : i32, weight : i32, at : i32, z : i32) {${transposedProduct(width, width, (r) => `dh[(top + ${r}) * ${blocksOf(width)} + block]`, storeDz(sizes))}
}`,
    body: `
  let first = group * GROUP_ROWS;
  {
    let weight = ${placeIn(places, output.weight, outputs)};
    let at = ${ofSaved.norm(depth)};
    let z = ${gradients.z(depth)};
    ${transposedProduct(width, outputs, (r) => `dyBlock(min(first + top + ${r}, ROWS - 1), block)`, storeDz(sizes))}
  }
  throughNorm(local, first, ${ofSaved.norm(depth)}, ${gradients.h(depth)}, true);
  for (var i = ${depth - 1}; i >= 0; i--) {
    var weight = 0;
    var scale = -1;
    var shift = -1;
    switch (i) {
      ${blocks.map((block, i) => `case ${i}: { weight = ${placeIn(places, block.dense.weight, width)}; scale = ${weightOf(block.scale)}; shift = ${weightOf(block.shift)}; }`).join('\n      ')}
      default: {}
    }
    let at = ${ofSaved.norm(0)} + i * ${ofSaved.norm(1) - ofSaved.norm(0)};
    throughLayer(local, first, weight, at, ${gradients.z(0)} + i * ${gradients.z(1) - gradients.z(0)});
    ${time ? 'throughModulation(local, first, at, scale, shift);' : ''}
    throughNorm(local, first, at, ${gradients.h(0)} + i * ${gradients.h(1) - gradients.h(0)}, false);
  }
  ${
    time
      ? `for (var item = i32(local); item < GROUP_ROWS / 4 * ${blocksOfUnits}; item += ${THREADS}) {
    let unit = item % ${blocksOfUnits};
    for (var r = 0; r < 4; r++) {
      let own = item / ${blocksOfUnits} * 4 + r;
      let row = first + own;
      if (row < ROWS) {
        let dz = ${masked(`dHidden[own * ${blocksOfUnits} + unit] * saved[${ofSaved.hiddenSlope} + ${timeRow} * ${blocksOfUnits} + unit]`, units, 'unit')};
        gradients[${gradients.time} + row * ${blocksOfUnits} + unit] = dz;
      }
    }
  }`
      : ''
  }`,
  }).gradients;
}
