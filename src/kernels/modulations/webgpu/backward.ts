/**
 * The backward pass of the modulations: one dispatch for the layers of up to four blocks, whose threads compute the gradient of the hidden
 * layer and those of the weights and biases; and one for the hidden layer.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { dispatch, THREADS } from '../../../webgpu/dispatch';
import { denseBackward } from '../../dense/webgpu';
import {
  blockReader,
  blocksOf,
  blockWriter,
  component,
  inGroups,
  isWhole,
  range,
  wholeArrays,
} from '../../wgsl/blocks';
import { fourRows, timesFourRows } from '../../wgsl/product';
import { groupsOf, rowsOfShare, shareMemory, shareOf, sharesOf, sumOverShares } from '../../wgsl/shares';
import { gradientWindow, tensorsOf, windowOver, windowReader } from '../../wgsl/weightWindow';
import type { DenseLayer } from '../contract';
import { type Heads, placeTables, ROWS_PER_GROUP } from './heads';

/** Blocks whose gradients one shader reads, each from an array of its own. */
const MOST_BLOCKS = 4;

const FOUR = range(4);
const EIGHT = range(ROWS_PER_GROUP);

/** @returns gradients of weight and bias of the hidden layer, then of every head */
export function modulationsBackward(
  dys: readonly tf.Tensor[],
  x: tf.Tensor,
  saved: tf.Tensor,
  hidden: DenseLayer,
  heads: Heads,
): tf.Tensor[] {
  const gradients: tf.Tensor[] = [];
  let dz: tf.Tensor | null = null;
  for (const [i, groups] of inGroups(heads, MOST_BLOCKS).entries()) {
    const ofGroups = dys.slice(i * MOST_BLOCKS, i * MOST_BLOCKS + groups.length);
    const result = headsBackward(ofGroups, saved, groups, dz);
    dz = result.dz;
    gradients.push(...result.gradients);
  }
  const { dw, db } = denseBackward(dz!, [x, hidden.weight, hidden.bias], null, false);
  return [dw, db, ...gradients];
}

/** @param before the gradient of the hidden layer's z from earlier blocks, to which that of these is added */
function headsBackward(dys: readonly tf.Tensor[], saved: tf.Tensor, groups: Heads, before: tf.Tensor | null) {
  const [, rows, units] = saved.shape as [number, number, number];
  const layers = groups.flat();
  const parts = groups[0].length;
  const outputs = layers[0].bias.size;
  const tensors = tensorsOf(layers);
  const { window, at } = windowOver(tensors);
  const { gradient, view, gradientsOf } = gradientWindow(tensors, window.size, at);
  const forRows = Math.ceil((Math.ceil(rows / ROWS_PER_GROUP) * blocksOf(units)) / THREADS);
  const perLayer = (blocksOf(units) + 1) * blocksOf(outputs);
  const items = perLayer * layers.length;
  const shares = sharesOf(rows, items);
  const dyNames = dys.map((_, i) => `dy${i}`);
  const result = dispatch({
    name: 'modulationGradients',
    sizes: {
      ROWS: rows,
      BLOCKS: blocksOf(outputs),
      UNITS: blocksOf(units),
      LAYERS: layers.length,
      PER_LAYER: perLayer,
    },
    inputs: { ...Object.fromEntries(dys.map((dy, i) => [`dy${i}`, dy])), saved, window },
    outputs: { dz: before ?? [rows, units], gradient },
    vectors: [
      ...wholeArrays({ saved: units, dz: units, window: outputs, gradient: outputs }),
      ...(isWhole(outputs) ? dyNames : []),
    ],
    workgroups: forRows + groupsOf(items, shares, THREADS),
    functions: `${shareMemory(THREADS)}
${dyNames.map((name) => blockReader(name, outputs)).join('\n')}
${blockReader('saved', units)}
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
  let first = item / UNITS * ${ROWS_PER_GROUP};
  if (first >= ROWS) { return; }
  ${EIGHT.map((r) => `let row${r} = min(first + ${r}, ROWS - 1); var sum${r} = vec4<f32>();`).join(' ')}
  ${dyNames
    .map(
      (dy, i) => `for (var part = 0; part < ${parts}; part++) {
    let at = weightAt(${i * parts} + part);
    for (var block = 0; block < BLOCKS; block++) {
      ${fourRows('unit', units - 1, (row) => `windowBlock(at, ${row}, block)`)}
      ${EIGHT.map((r) => timesFourRows(`sum${r}`, `${dy}Block(row${r} * ${parts} + part, block)`)).join('\n      ')}
    }
  }`,
    )
    .join('\n  ')}
  ${EIGHT.map(
    (r) => `if (first + ${r} < ROWS) {
    writeDzBlock(row${r}, unit, ${before ? `dzBlock(row${r}, unit) + ` : ''}sum${r} * savedBlock(ROWS + row${r}, unit));
  }`,
  ).join('\n  ')}
}
fn layerPart(group : i32, local : u32) {
  ${shareOf(shares, THREADS)}
  let layer = item / PER_LAYER;
  let column = item % BLOCKS;
  let unit = item % PER_LAYER / BLOCKS;
  let part = layer % ${parts};
  ${FOUR.map((k) => `var sum${k} = vec4<f32>();`).join(' ')}
  switch (layer / ${parts}) {
    ${dyNames
      .map(
        (dy, i) => `case ${i}: {
      if (unit == UNITS) {
        ${rowsOfShare(shares, 'ROWS', `sum0 += ${dy}Block(row * ${parts} + part, column);`)}
      } else {
        ${rowsOfShare(
          shares,
          'ROWS',
          `
          let d = ${dy}Block(row * ${parts} + part, column);
          let a = savedBlock(row, unit);
          ${FOUR.map((k) => `sum${k} += a.${component(k)} * d;`).join(' ')}
        `,
        )}
      }
    }`,
      )
      .join('\n    ')}
    default: {}
  }
  ${sumOverShares(
    FOUR.map((k) => `sum${k}`),
    shares,
    THREADS,
    (k) =>
      `${k === 0 ? 'if (layer < LAYERS && unit == UNITS) { writeGradient(biasAt(layer), 0, column, total); } ' : ''}if (layer < LAYERS && 4 * unit + ${k} < ${units}) { writeGradient(weightAt(layer), 4 * unit + ${k}, column, total); }`,
  )}
}`,
    body: `if (group < ${forRows}) { hiddenPart(index); } else { layerPart(group - ${forRows}, local); }`,
  });
  window.dispose();
  const gradients = gradientsOf(result.gradient);
  view?.dispose();
  return { dz: result.dz, gradients };
}
