/** The forward pass of the modulations: the hidden layer, and the layers of up to three blocks, in one dispatch. */
import type * as tf from '@tensorflow/tfjs-core';
import { dispatch, THREADS } from '../../../webgpu/dispatch';
import type { ActivationId } from '../../activation';
import { activate } from '../../wgsl/activation';
import { blockReader, blocksOf, blockWriter, inGroups, isWhole, range, wholeArrays } from '../../wgsl/blocks';
import { eachInput } from '../../wgsl/product';
import { tensorsOf, windowOver, windowReader } from '../../wgsl/weightWindow';
import type { DenseLayer } from '../contract';
import { type Heads, placeTables, ROWS_PER_GROUP } from './heads';

/** Blocks whose modulations one shader writes, each to an array of its own. */
const MOST_BLOCKS = 3;

const FOUR = range(4);
const EIGHT = range(ROWS_PER_GROUP);

/** @returns for each block the outputs of its layers, concatenated, [B, layers · N]; and `saved`, [2, B, H]: f(z) and f'(z) of the hidden layer */
export function modulationsForward(
  x: tf.Tensor,
  hidden: DenseLayer,
  heads: Heads,
  activation: ActivationId,
): { readonly values: readonly tf.Tensor[]; readonly saved: tf.Tensor } {
  const [rows, inputs] = x.shape as [number, number];
  const units = hidden.bias.size;
  const outputs = heads[0][0].bias.size;
  const parts = heads[0].length;
  const values: tf.Tensor[] = [];
  let saved: tf.Tensor | null = null;
  for (const groups of inGroups(heads, MOST_BLOCKS)) {
    const { window, at } = windowOver(tensorsOf(groups.flat()));
    const result: Readonly<Record<string, tf.Tensor>> = dispatch({
      name: 'modulations',
      sizes: { ROWS: rows, BLOCKS: blocksOf(outputs), LAYERS: groups.length * parts },
      inputs: { x, first: hidden.weight, bias: hidden.bias, window },
      outputs: {
        saved: [2, rows, units],
        ...Object.fromEntries(groups.map((_, i) => [`y${i}`, [rows, parts * outputs]])),
      },
      vectors: [
        ...wholeArrays({ x: inputs, first: units, bias: units, saved: units, window: outputs }),
        ...(isWhole(outputs) ? groups.map((_, i) => `y${i}`) : []),
      ],
      workgroups: Math.ceil(rows / ROWS_PER_GROUP),
      functions: `
var<workgroup> hiddenRows : array<vec4<f32>, ${ROWS_PER_GROUP * blocksOf(units)}>;
${activate(activation)}
${blockReader('x', inputs)}
${blockReader('first', units)}
${blockReader('bias', units)}
${blockWriter('saved', units)}
${windowReader(outputs)}
${placeTables(at, outputs)}
${groups.map((_, i) => blockWriter(`y${i}`, outputs)).join('\n')}`,
      body: `
  let firstRow = group * ${ROWS_PER_GROUP};
  for (var item = i32(local); item < ${ROWS_PER_GROUP * blocksOf(units)}; item += ${THREADS}) {
    let unit = item % ${blocksOf(units)};
    let row = min(firstRow + item / ${blocksOf(units)}, ROWS - 1);
    var z = biasBlock(0, unit);
    ${eachInput(
      inputs,
      (block) => `let row4 = xBlock(row, ${block});`,
      (k, lane) => `z += row4.${lane} * firstBlock(${k}, unit);`,
    )}
    ${FOUR.map((k) => `let f${k} = activate(z[${k}]);`).join(' ')}
    let f = vec4<f32>(f0.x, f1.x, f2.x, f3.x);
    hiddenRows[item] = f;
    if (firstRow + item / ${blocksOf(units)} < ROWS) {
      writeSavedBlock(row, unit, f);
      writeSavedBlock(ROWS + row, unit, vec4<f32>(f0.y, f1.y, f2.y, f3.y));
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
      (block) => EIGHT.map((r) => `let h${r} = hiddenRows[${r * blocksOf(units)} + ${block}];`).join(' '),
      (k, lane) =>
        `{ let weights = windowBlock(at, ${k}, column); ${EIGHT.map((r) => `sum${r} += h${r}.${lane} * weights;`).join(' ')} }`,
    )}
    ${EIGHT.map(
      (r) => `if (firstRow + ${r} < ROWS) {
      let row = (firstRow + ${r}) * ${parts} + layer % ${parts};
      switch (layer / ${parts}) {
        ${groups.map((_, i) => `case ${i}: { writeY${i}Block(row, column, sum${r}); }`).join(' ')}
        default: {}
      }
    }`,
    ).join('\n    ')}
  }`,
    });
    window.dispose();
    values.push(...groups.map((_, i) => result[`y${i}`]));
    if (saved) result.saved.dispose();
    else saved = result.saved;
  }
  return { values, saved: saved! };
}
