/**
 * All modulations of a network on WebGPU: one dispatch forward and two backward, for up to three blocks. The weights lie in one buffer, so
 * that a shader that has room for eight arrays reads them all as one, and writes their gradients likewise.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ActivationId } from '../activation';
import type { DenseLayer } from '../modulations';
import { activate } from './activation';
import { blockReader, blocksOf, blockWriter, component, isWhole, range, wholeArrays } from './blocks';
import { denseBackward, eachInput } from './dense';
import { gradientAt, gradientPlace, isPlace } from './gradientPlace';
import { dispatch, THREADS } from './program';
import { placeOf, viewOf } from './views';

type Heads = readonly (readonly DenseLayer[])[];

const FOUR = range(4);
/** Rows of the batch that a workgroup has. */
const EACH = 8;
const EIGHT = range(EACH);
/** Blocks whose modulations are arrays of one shader, and those whose modulations' gradients are. */
const MOST_FORWARD = 3;
const MOST_BACKWARD = 4;

const tensorsOf = (layers: readonly DenseLayer[]) => layers.flatMap(({ weight, bias }) => [weight, bias]);

/** Whether all weights are views of one buffer. */
export function inOneBuffer(layers: readonly DenseLayer[]): boolean {
  const [first, ...others] = tensorsOf(layers).map((tensor) => placeOf(tensor).buffer);
  return others.every((buffer) => buffer === first);
}

/** The stretch of the buffer that holds the tensors, as one tensor, and where each begins in it. Caller disposes. */
function windowOver(tensors: readonly tf.Tensor[]): { readonly window: tf.Tensor; readonly at: number[] } {
  const places = tensors.map((tensor) => placeOf(tensor));
  const starts = places.map(({ offset }) => offset / 4);
  const begin = Math.min(...starts);
  const end = Math.max(...tensors.map(({ size }, i) => starts[i] + size));
  const length = Math.ceil((end - begin) / 4) * 4;
  return { window: viewOf(places[0].buffer, begin, [length]), at: starts.map((start) => start - begin) };
}

const inGroups = <T>(all: readonly T[], most: number): (readonly T[])[] =>
  range(Math.ceil(all.length / most)).map((i) => all.slice(i * most, (i + 1) * most));

/** WGSL: where the weights of a layer begin in the window, and where its biases, as `windowBlock` counts. @param at both in turn */
function placeTables(at: readonly number[], columns: number): string {
  const table = (name: string, parity: number) => {
    const places = at
      .filter((_, i) => i % 2 === parity)
      .map((place) => (isWhole(columns) ? place / 4 : place));
    return `fn ${name}(layer : i32) -> i32 {
  var places = array<i32, ${places.length}>(${places.join(', ')});
  return places[layer];
}`;
  };
  return `${table('weightAt', 0)}\n${table('biasAt', 1)}`;
}

/**
 * WGSL: four numbers of the window, those beyond the columns of the row 0. Where a row is whole blocks, `at` counts blocks, and numbers
 * where it is not.
 */
const windowReader = (columns: number) =>
  isWhole(columns)
    ? `fn windowBlock(at : i32, row : i32, block : i32) -> vec4<f32> {
  return window[at + row * ${blocksOf(columns)} + block];
}`
    : `fn windowBlock(at : i32, row : i32, block : i32) -> vec4<f32> {
  let start = at + row * ${columns} + 4 * block;
  let left = ${columns} - 4 * block;
  return vec4<f32>(window[start], ${[1, 2, 3].map((k) => `select(0.0, window[start + ${k}], ${k} < left)`).join(', ')});
}`;

/** @returns for each group of layers their outputs beside each other, [B, layers · N]; and kept: f(z) and f'(z) of the hidden layer */
export function modulationsForward(
  x: tf.Tensor,
  hidden: DenseLayer,
  heads: Heads,
  activation: ActivationId,
): { readonly values: readonly tf.Tensor[]; readonly kept: tf.Tensor } {
  const [rows, inputs] = x.shape as [number, number];
  const units = hidden.bias.size;
  const outputs = heads[0][0].bias.size;
  const parts = heads[0].length;
  const values: tf.Tensor[] = [];
  let kept: tf.Tensor | null = null;
  for (const groups of inGroups(heads, MOST_FORWARD)) {
    const { window, at } = windowOver(tensorsOf(groups.flat()));
    const made: Readonly<Record<string, tf.Tensor>> = dispatch({
      name: 'modulations',
      sizes: { ROWS: rows, BLOCKS: blocksOf(outputs), LAYERS: groups.length * parts },
      inputs: { x, first: hidden.weight, bias: hidden.bias, window },
      outputs: {
        kept: [2, rows, units],
        ...Object.fromEntries(groups.map((_, i) => [`y${i}`, [rows, parts * outputs]])),
      },
      vectors: [
        ...wholeArrays({ x: inputs, first: units, bias: units, kept: units, window: outputs }),
        ...(isWhole(outputs) ? groups.map((_, i) => `y${i}`) : []),
      ],
      workgroups: Math.ceil(rows / EACH),
      functions: `
var<workgroup> told : array<vec4<f32>, ${EACH * blocksOf(units)}>;
${activate(activation)}
${blockReader('x', inputs)}
${blockReader('first', units)}
${blockReader('bias', units)}
${blockWriter('kept', units)}
${windowReader(outputs)}
${placeTables(at, outputs)}
${groups.map((_, i) => blockWriter(`y${i}`, outputs)).join('\n')}`,
      body: `
  let start = group * ${EACH};
  for (var item = i32(local); item < ${EACH * blocksOf(units)}; item += ${THREADS}) {
    let unit = item % ${blocksOf(units)};
    let row = min(start + item / ${blocksOf(units)}, ROWS - 1);
    var z = biasBlock(0, unit);
    ${eachInput(
      inputs,
      (block) => `let row4 = xBlock(row, ${block});`,
      (k, lane) => `z += row4.${lane} * firstBlock(${k}, unit);`,
    )}
    ${FOUR.map((k) => `let f${k} = activate(z[${k}]);`).join(' ')}
    let f = vec4<f32>(f0.x, f1.x, f2.x, f3.x);
    told[item] = f;
    if (start + item / ${blocksOf(units)} < ROWS) {
      writeKeptBlock(row, unit, f);
      writeKeptBlock(ROWS + row, unit, vec4<f32>(f0.y, f1.y, f2.y, f3.y));
    }
  }
  workgroupBarrier();
  // A thread has all rows of the workgroup: each weight is read once for eight of them.
  for (var item = i32(local); item < LAYERS * BLOCKS; item += ${THREADS}) {
    let column = item % BLOCKS;
    let layer = item / BLOCKS;
    let at = weightAt(layer);
    ${EIGHT.map((r) => `var sum${r} = windowBlock(biasAt(layer), 0, column);`).join(' ')}
    ${eachInput(
      units,
      (block) => EIGHT.map((r) => `let h${r} = told[${r * blocksOf(units)} + ${block}];`).join(' '),
      (k, lane) =>
        `{ let weights = windowBlock(at, ${k}, column); ${EIGHT.map((r) => `sum${r} += h${r}.${lane} * weights;`).join(' ')} }`,
    )}
    ${EIGHT.map(
      (r) => `if (start + ${r} < ROWS) {
      let row = (start + ${r}) * ${parts} + layer % ${parts};
      switch (layer / ${parts}) {
        ${groups.map((_, i) => `case ${i}: { writeY${i}Block(row, column, sum${r}); }`).join(' ')}
        default: {}
      }
    }`,
    ).join('\n    ')}
  }`,
    });
    window.dispose();
    values.push(...groups.map((_, i) => made[`y${i}`]));
    if (kept) made.kept.dispose();
    else kept = made.kept;
  }
  return { values, kept: kept! };
}

/** @returns gradients of weight and bias of the hidden layer, then of every head */
export function modulationsBackward(
  dys: readonly tf.Tensor[],
  x: tf.Tensor,
  kept: tf.Tensor,
  hidden: DenseLayer,
  heads: Heads,
): tf.Tensor[] {
  const gradients: tf.Tensor[] = [];
  let dz: tf.Tensor | null = null;
  for (const [i, groups] of inGroups(heads, MOST_BACKWARD).entries()) {
    const given = dys.slice(i * MOST_BACKWARD, i * MOST_BACKWARD + groups.length);
    const made = headsBackward(given, kept, groups, dz);
    dz = made.dz;
    gradients.push(...made.gradients);
  }
  const { dw, db } = denseBackward(dz!, [x, hidden.weight, hidden.bias], null, false);
  return [dw, db, ...gradients];
}

/** @param before the gradient of the hidden layer's z by the groups before, to which that of these is added */
function headsBackward(dys: readonly tf.Tensor[], kept: tf.Tensor, groups: Heads, before: tf.Tensor | null) {
  const [, rows, units] = kept.shape as [number, number, number];
  const layers = groups.flat();
  const parts = groups[0].length;
  const outputs = layers[0].bias.size;
  const tensors = tensorsOf(layers);
  const { window, at } = windowOver(tensors);
  const { gradient, view, gradientsOf } = gradientWindow(tensors, window.size, at);
  const forRows = Math.ceil((Math.ceil(rows / EACH) * blocksOf(units)) / THREADS);
  const perLayer = (blocksOf(units) + 1) * blocksOf(outputs);
  const dyNames = dys.map((_, i) => `dy${i}`);
  const made = dispatch({
    name: 'modulationGradients',
    sizes: {
      ROWS: rows,
      BLOCKS: blocksOf(outputs),
      UNITS: blocksOf(units),
      LAYERS: layers.length,
      PER_LAYER: perLayer,
    },
    inputs: { ...Object.fromEntries(dys.map((dy, i) => [`dy${i}`, dy])), kept, window },
    outputs: { dz: before ?? [rows, units], gradient },
    vectors: [
      ...wholeArrays({ kept: units, dz: units, window: outputs, gradient: outputs }),
      ...(isWhole(outputs) ? dyNames : []),
    ],
    workgroups: forRows + Math.ceil((perLayer * layers.length) / THREADS),
    functions: `
${dyNames.map((name) => blockReader(name, outputs)).join('\n')}
${blockReader('kept', units)}
${blockReader('dz', units)}
${blockWriter('dz', units)}
${windowReader(outputs)}
${placeTables(at, outputs)}
fn writeGradient(at : i32, row : i32, block : i32, values : vec4<f32>) {
  ${
    isWhole(outputs)
      ? `gradient[at + row * ${blocksOf(outputs)} + block] = values;`
      : `for (var k = 0; k < min(4, ${outputs} - 4 * block); k++) { gradient[at + row * ${outputs} + 4 * block + k] = values[k]; }`
  }
}
fn hiddenPart(item : i32) {
  let unit = item % UNITS;
  let first = item / UNITS * ${EACH};
  if (first >= ROWS) { return; }
  ${EIGHT.map((r) => `let row${r} = min(first + ${r}, ROWS - 1); var sum${r} = vec4<f32>();`).join(' ')}
  ${dyNames
    .map(
      (dy, i) => `for (var part = 0; part < ${parts}; part++) {
    let at = weightAt(${i * parts} + part);
    for (var block = 0; block < BLOCKS; block++) {
      ${FOUR.map((k) => `let w${k} = windowBlock(at, min(4 * unit + ${k}, ${units - 1}), block);`).join(' ')}
      ${EIGHT.map((r) => `{ let d = ${dy}Block(row${r} * ${parts} + part, block); sum${r} += vec4<f32>(dot(d, w0), dot(d, w1), dot(d, w2), dot(d, w3)); }`).join('\n      ')}
    }
  }`,
    )
    .join('\n  ')}
  ${EIGHT.map(
    (r) => `if (first + ${r} < ROWS) {
    writeDzBlock(row${r}, unit, ${before ? `dzBlock(row${r}, unit) + ` : ''}sum${r} * keptBlock(ROWS + row${r}, unit));
  }`,
  ).join('\n  ')}
}
fn layerPart(item : i32) {
  let layer = item / PER_LAYER;
  if (layer >= LAYERS) { return; }
  let column = item % BLOCKS;
  let place = item % PER_LAYER / BLOCKS;
  let part = layer % ${parts};
  ${FOUR.map((k) => `var sum${k} = vec4<f32>();`).join(' ')}
  switch (layer / ${parts}) {
    ${dyNames
      .map(
        (dy, i) => `case ${i}: {
      if (place == UNITS) {
        for (var row = 0; row < ROWS; row++) { sum0 += ${dy}Block(row * ${parts} + part, column); }
      } else {
        for (var row = 0; row < ROWS; row++) {
          let d = ${dy}Block(row * ${parts} + part, column);
          let a = keptBlock(row, place);
          ${FOUR.map((k) => `sum${k} += a.${component(k)} * d;`).join(' ')}
        }
      }
    }`,
      )
      .join('\n    ')}
    default: {}
  }
  if (place == UNITS) {
    writeGradient(biasAt(layer), 0, column, sum0);
    return;
  }
  ${FOUR.map((k) => `if (4 * place + ${k} < ${units}) { writeGradient(weightAt(layer), 4 * place + ${k}, column, sum${k}); }`).join('\n  ')}
}`,
    body: `if (group < ${forRows}) { hiddenPart(index); } else { layerPart(index - ${forRows * THREADS}); }`,
  });
  window.dispose();
  const gradients = gradientsOf(made.gradient);
  view?.dispose();
  return { dz: made.dz, gradients };
}

/** Where the gradients go: a stretch of the optimizer's array where they all have their place there as the weights have, or a new one. */
function gradientWindow(tensors: readonly tf.Tensor[], length: number, at: readonly number[]) {
  const places = tensors.map(gradientPlace);
  const views = places.filter(isPlace);
  if (views.length === tensors.length) {
    const { window: view, at: there } = windowOver(views);
    if (view.size === length && there.join() === at.join())
      return {
        gradient: view,
        view,
        gradientsOf: () => views.map((place, i) => gradientAt(place, tensors[i])),
      };
    view.dispose();
  }
  return {
    gradient: [length],
    view: null,
    gradientsOf: (made: tf.Tensor) =>
      tensors.map(({ shape, size }, i) => tf.reshape(tf.slice(made, [at[i]], [size]), shape)),
  };
}
