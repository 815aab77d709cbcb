/** The forward pass of a residual MLP: a workgroup takes some rows from the points to the outputs. */

import type * as tf from '@tensorflow/tfjs-core';
import { MLP_NORM_EPSILON } from '../../../lib/normEpsilon';
import { dispatch } from '../../../webgpu/dispatch';
import { activate } from '../../wgsl/activation';
import { blocksOf, blockWriter, isWhole } from '../../wgsl/blocks';
import { eachInput } from '../../wgsl/product';
import { COS_SIN } from '../../wgsl/trigonometry';
import type { MlpLayers } from '../contract';
import {
  each,
  eachTile,
  FOUR,
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

interface ForwardInputs {
  readonly x: tf.Tensor;
  readonly temb: tf.Tensor;
  readonly window: tf.Tensor;
}

/** The source of a norm's scale and shift: `layer`, `row`. */
type ModulationKind = `${'layer' | 'row'}${'layer' | 'row'}`;

/** WGSL: `featureOf(row, feature)`, a number of a row of the first layer's input, 0 beyond the last. */
function featureOf({ frequencies, concatenatesTime }: MlpLayers, { timeRows, embedding }: MlpSizes): string {
  const angles = 2 * frequencies.length;
  const turns = frequencies.map((f, i) => `case ${i}: { return ${(f / (2 * Math.PI)).toExponential()}; }`);
  const time = concatenatesTime
    ? `if (feature < ${2 + 2 * angles + embedding}) { return temb[${timeRows === 1 ? '' : `row * ${embedding} + `}feature - ${2 + 2 * angles}]; }`
    : '';
  return `${COS_SIN}
fn turnsOf(frequency : i32) -> f32 {
  switch (frequency) {
    ${turns.join('\n    ')}
    default: { return 0.0; }
  }
}
fn featureOf(row : i32, feature : i32) -> f32 {
  if (feature < 2) { return x[2 * row + feature]; }
  if (feature < ${2 + 2 * angles}) {
    let angle = (feature - 2) % ${Math.max(angles, 1)};
    let turn = turnsOf(angle / 2) * x[2 * row + angle % 2];
    let cosAndSin = cosSin(turn - round(turn));
    return select(cosAndSin.x, cosAndSin.y, feature < ${2 + angles});
  }
  ${time}
  return 0.0;
}`;
}

/** WGSL: the norm of `h` with its modulation and activation, into `activated`. */
function normaliseCode(kind: ModulationKind, { rows, timeRows, width, units }: MlpSizes): string {
  const blocks = blocksOf(width);
  const hiddenRow = (r: number) => (timeRows === 1 ? '0' : `(top + ${r})`);
  const times = timeRows === 1 ? [0] : FOUR;
  const learned = (name: string) => `let ${name}0 = columns${width}(${name}W, 0, column);`;
  const parts = [
    ['scale', kind.startsWith('layer')],
    ['shift', kind.endsWith('layer')],
  ] as const;
  const layers = parts.filter(([, isLayer]) => isLayer).map(([name]) => name);
  /** WGSL that declares the scale or the shift of row `r`. */
  const choice = (name: 'scale' | 'shift') =>
    layers.includes(name) && timeRows > 1
      ? `var ${name} = ${name}0; switch (r) { ${[1, 2, 3].map((r) => `case ${r}: { ${name} = ${name}${r}; }`).join(' ')} default: {} }`
      : `let ${name} = ${name}0;`;
  const sums = layers.map((name) =>
    times.map((r) => `var ${name}${r} = columns${width}(${name}B, 0, column);`).join(' '),
  );
  const products =
    layers.length === 0
      ? ''
      : eachInput(
          units,
          (block) =>
            times
              .map((r) => `let t${r} = hidden[${hiddenRow(r)} * ${blocksOf(units)} + ${block}];`)
              .join(' '),
          (k, lane) =>
            `{ ${layers.map((name) => `let ${name}Weights = columns${width}(${name}W, ${k}, column); ${times.map((r) => `${name}${r} += t${r}.${lane} * ${name}Weights;`).join(' ')}`).join(' ')} }`,
        );
  return `
fn normalise${kind}(local : u32, first : i32, at : i32) {
  sumRows(local);${eachTile(
    blocks,
    `${parts
      .filter(([, isLayer]) => !isLayer)
      .map(([name]) => learned(name))
      .join(' ')}
    ${sums.join('\n    ')}
    ${products}
    // A loop, so that the activation is compiled once.
    for (var r = 0; r < 4; r++) {
      ${choice('scale')}
      ${choice('shift')}
      let statistics = statisticsOf(top + r);
      let xhat = ${masked(`(h[(top + r) * ${blocks} + column] - statistics.x) * statistics.y`, width, 'column')};
      let gain = 1.0 + scale;
      let z = xhat * gain + shift;
      var f = vec4<f32>();
      var slope = vec4<f32>();
      for (var k = 0; k < 4; k++) {
        let both = activate(z[k]);
        f[k] = both.x;
        slope[k] = both.y;
      }
      activated[(top + r) * ${blocks} + column] = f;
      let row = first + top + r;
      if (row < ROWS) {
        let to = at + row * ${blocks} + column;
        saved[to] = f;
        saved[to + ${rows * blocks}] = xhat;
        saved[to + ${2 * rows * blocks}] = slope;
        saved[to + ${3 * rows * blocks}] = gain;
        if (column == 0) { saved[at + ${4 * rows * blocks} + row] = vec4<f32>(statistics.y); }
      }
    }`,
  )}
  workgroupBarrier();
}`;
}

/** WGSL: mean and deviation of the rows of `h`. A lane sums its share of a row, with no digits lost to a large mean. */
const statisticsCode = (width: number): string => {
  const blocks = blocksOf(width);
  return `
fn countOf(lane : i32) -> f32 {
  let blocks = max(0, (${blocks} - lane + LANES - 1) / LANES);
  let padding = select(0, ${4 * blocks - width}, ${blocks - 1} % LANES == lane);
  return f32(4 * blocks - padding);
}
fn sumRows(local : u32) {
  let row = i32(local) / LANES;
  let lane = i32(local) % LANES;
  var sum = 0.0;
  for (var block = lane; block < ${blocks}; block += LANES) { sum += dot(h[row * ${blocks} + block], vec4<f32>(1.0)); }
  let mean = sum / max(countOf(lane), 1.0);
  var squares = 0.0;
  for (var block = lane; block < ${blocks}; block += LANES) {
    let delta = ${masked(`h[row * ${blocks} + block] - mean`, width, 'block')};
    squares += dot(delta, delta);
  }
  parts[local] = vec2<f32>(mean, squares);
  workgroupBarrier();
}
fn statisticsOf(row : i32) -> vec2<f32> {
  var mean = 0.0;
  for (var l = 0; l < LANES; l++) { mean += countOf(l) * parts[row * LANES + l].x; }
  mean = mean / ${width}.0;
  var squares = 0.0;
  for (var l = 0; l < LANES; l++) {
    let part = parts[row * LANES + l];
    squares += part.y + countOf(l) * (part.x - mean) * (part.x - mean);
  }
  return vec2<f32>(mean, inverseSqrt(squares / ${width}.0 + ${MLP_NORM_EPSILON}));
}`;
};

/** WGSL of a dense layer on rows of `activated`, four by four numbers a thread; `store` stores `sum<r>` at `top + r` and `column`. */
const product = (inputs: number, outputs: number, store: (r: number) => string): string => `${eachTile(
  blocksOf(outputs),
  `${each((r) => `var sum${r} = columns${outputs}(bias, 0, column);`, ' ')}
    ${eachInput(
      inputs,
      (block) => each((r) => `let v${r} = activated[(top + ${r}) * ${blocksOf(inputs)} + ${block}];`, ' '),
      (k, lane) =>
        `{ let weights = columns${outputs}(weight, ${k}, column); ${each((r) => `sum${r} += v${r}.${lane} * weights;`, ' ')} }`,
    )}
    ${each(store)}`,
)}
  workgroupBarrier();`;

/** WGSL of the hidden layer of the time, for the rows of the workgroup or the one row of all. */
const hiddenCode = (layers: MlpLayers, sizes: MlpSizes, places: Places): string => {
  const { timeRows, units, embedding } = sizes;
  if (!layers.time) return '';
  const blocks = blocksOf(units);
  const saved = savedLayout(sizes);
  const single = timeRows === 1;
  return `
  for (var item = i32(local); item < ${single ? 1 : 'GROUP_ROWS'} * ${blocks}; item += ${THREADS}) {
    let unit = item % ${blocks};
    let row = ${single ? '0' : `min(first + item / ${blocks}, ROWS - 1)`};
    var z = columns${units}(${placeIn(places, layers.time.bias, units)}, 0, unit);
    for (var k = 0; k < ${embedding}; k++) {
      z += temb[row * ${embedding} + k] * columns${units}(${placeIn(places, layers.time.weight, units)}, k, unit);
    }
    ${each((k) => `let f${k} = activate(z[${k}]);`, ' ')}
    let f = ${masked(`vec4<f32>(${each((k) => `f${k}.x`, ', ')})`, units, 'unit')};
    hidden[item] = f;
    if (${single ? 'group == 0' : `first + item / ${blocks} < ROWS`}) {
      saved[${saved.hidden} + row * ${blocks} + unit] = f;
      saved[${saved.hiddenSlope} + row * ${blocks} + unit] = vec4<f32>(${each((k) => `f${k}.y`, ', ')});
    }
  }`;
};

/** @returns y [B, outputs], and what the backward pass needs, by `savedLayout` */
export function mlpForward(
  { x, temb, window }: ForwardInputs,
  layers: MlpLayers,
  sizes: MlpSizes,
  places: Places,
): { readonly y: tf.Tensor; readonly saved: tf.Tensor } {
  const { rows, inputs, width, units, outputs, depth, rowsPerGroup } = sizes;
  const { blocks, input, norm, output, time } = layers;
  const saved = savedLayout(sizes);
  const columns = [width, outputs, ...(time ? [units] : [])];
  const kind: ModulationKind = `${isLayer(blocks[0].scale) ? 'layer' : 'row'}${isLayer(blocks[0].shift) ? 'layer' : 'row'}`;
  const kinds = new Set<ModulationKind>([kind, 'rowrow']);
  /** WGSL that says where the weights of a norm's modulation begin. */
  const assign = ({ scale, shift }: Pick<MlpLayers['blocks'][number], 'scale' | 'shift'>): string =>
    Object.entries({ scale, shift })
      .map(([name, source]) =>
        isLayer(source)
          ? `${name}W = ${placeIn(places, source.weight, width)}; ${name}B = ${placeIn(places, source.bias, width)};`
          : `${name}W = ${placeIn(places, source, width)};`,
      )
      .join(' ');
  const { y, saved: written } = dispatch({
    name: 'residualMlp',
    sizes: { ROWS: rows, GROUP_ROWS: rowsPerGroup, LANES: THREADS / rowsPerGroup },
    inputs: { x, temb, ...weightArrays(window, columns) },
    outputs: { y: [rows, outputs], saved: [saved.size] },
    vectors: ['weights', 'saved', ...(isWhole(outputs) ? ['y'] : [])],
    workgroups: Math.ceil(rows / rowsPerGroup),
    threads: THREADS,
    functions: `
var<workgroup> activated : array<vec4<f32>, ${rowsPerGroup * Math.max(blocksOf(inputs), blocksOf(width))}>;
var<workgroup> h : array<vec4<f32>, ${rowsPerGroup * blocksOf(width)}>;
${time ? `var<workgroup> hidden : array<vec4<f32>, ${(sizes.timeRows === 1 ? 1 : rowsPerGroup) * blocksOf(units)}>;` : ''}
var<workgroup> parts : array<vec2<f32>, ${THREADS}>;
// Where the weights of the block at hand begin.
${['scaleW', 'scaleB', 'shiftW', 'shiftB', 'layerW', 'layerB'].map((name) => `var<private> ${name} : i32;`).join('\n')}
${activate(layers.activation)}
${featureOf(layers, sizes)}
${weightReaders(columns)}
${blockWriter('y', outputs)}
${statisticsCode(width)}
${[...kinds].map((kind) => normaliseCode(kind, sizes)).join('\n')}
fn addLayer(local : u32, weight : i32, bias : i32) {${product(width, width, (r) => `h[(top + ${r}) * ${blocksOf(width)} + column] += sum${r};`)}
}`,
    body: `
  let first = group * GROUP_ROWS;
  for (var item = i32(local); item < GROUP_ROWS * ${blocksOf(inputs)}; item += ${THREADS}) {
    let block = item % ${blocksOf(inputs)};
    let row = min(first + item / ${blocksOf(inputs)}, ROWS - 1);
    var four = vec4<f32>();
    for (var k = 0; k < 4; k++) { four[k] = featureOf(row, 4 * block + k); }
    activated[item] = four;
    if (first + item / ${blocksOf(inputs)} < ROWS) { saved[${saved.features} + row * ${blocksOf(inputs)} + block] = four; }
  }
  ${hiddenCode(layers, sizes, places)}
  workgroupBarrier();
  {
    let weight = ${placeIn(places, input.weight, width)};
    let bias = ${placeIn(places, input.bias, width)};
    ${product(inputs, width, (r) => `h[(top + ${r}) * ${blocksOf(width)} + column] = sum${r};`)}
  }
  for (var i = 0; i < ${depth}; i++) {
    switch (i) {
      ${blocks.map(({ scale, shift, dense }, i) => `case ${i}: { ${assign({ scale, shift })} layerW = ${placeIn(places, dense.weight, width)}; layerB = ${placeIn(places, dense.bias, width)}; }`).join('\n      ')}
      default: {}
    }
    normalise${kind}(local, first, ${saved.norm(0)} + i * ${saved.norm(1) - saved.norm(0)});
    addLayer(local, layerW, layerB);
  }
  ${assign(norm)}
  normaliserowrow(local, first, ${saved.norm(depth)});
  {
    let weight = ${placeIn(places, output.weight, outputs)};
    let bias = ${placeIn(places, output.bias, outputs)};
    ${product(width, outputs, (r) => `if (first + top + ${r} < ROWS) { writeYBlock(first + top + ${r}, column, sum${r}); }`)}
  }`,
  });
  return { y, saved: written };
}
