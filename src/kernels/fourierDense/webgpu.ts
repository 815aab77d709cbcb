/** A dense layer on Fourier features on WebGPU: a workgroup computes the features of some rows once, for all their outputs. */
import type * as tf from '@tensorflow/tfjs-core';
import { dispatch, THREADS } from '../../webgpu/dispatch';
import { denseBackward } from '../dense/webgpu';
import { differentiable } from '../differentiable';
import { blockReader, blocksOf, blockWriter, range, wholeArrays } from '../wgsl/blocks';
import { eachInput } from '../wgsl/product';
import { COS_SIN } from '../wgsl/trigonometry';

const FOUR = range(4);
/** Rows of the batch that a workgroup computes. */
const ROWS_PER_GROUP = 8;

export const fourierDenseOnWebgpu = (
  x: tf.Tensor,
  frequencies: readonly number[],
  w: tf.Tensor,
  b: tf.Tensor,
): tf.Tensor =>
  differentiable([w, b], {
    forward() {
      const { y, features } = fourierDenseForward(x, frequencies, w, b);
      return { value: y, saved: [features, w, b] as const };
    },
    backward(dy, saved) {
      const { dw, db } = denseBackward(dy, saved, null, false);
      return [dw, db];
    },
  });

/** WGSL: `featureOf(row, feature)`, a feature of a row of x, 0 beyond the last. */
const featureOf = (frequencies: readonly number[]) => `${COS_SIN}
fn featureOf(row : i32, feature : i32) -> f32 {
  if (feature < 2) { return x[2 * row + feature]; }
  if (feature >= INPUTS) { return 0.0; }
  var turns = array<f32, ${frequencies.length}>(${frequencies.map((f) => (f / (2 * Math.PI)).toExponential()).join(', ')});
  let angle = (feature - 2) % ANGLES;
  let turn = turns[angle / 2] * x[2 * row + angle % 2];
  let cosAndSin = cosSin(turn - round(turn));
  return select(cosAndSin.x, cosAndSin.y, feature < 2 + ANGLES);
}`;

/** @returns the features alone, [B, 2 + 4 frequencies] */
export function fourierFeaturesOnWebgpu(x: tf.Tensor, frequencies: readonly number[]): tf.Tensor {
  const rows = x.shape[0];
  const inputs = 2 + 4 * frequencies.length;
  return dispatch({
    name: 'fourierFeatures',
    sizes: { SIZE: rows * inputs, INPUTS: inputs, ANGLES: 2 * frequencies.length },
    inputs: { x },
    outputs: { features: [rows, inputs] },
    workgroups: Math.ceil((rows * inputs) / THREADS),
    functions: featureOf(frequencies),
    body: 'if (index < SIZE) { features[index] = featureOf(index / INPUTS, index % INPUTS); }',
  }).features;
}

/** @returns y [B, N] and the features [B, 2 + 4 frequencies] */
function fourierDenseForward(
  x: tf.Tensor,
  frequencies: readonly number[],
  w: tf.Tensor,
  b: tf.Tensor,
): { readonly y: tf.Tensor; readonly features: tf.Tensor } {
  const [inputs, outputs] = w.shape as [number, number];
  const rows = x.shape[0];
  const blocks = blocksOf(inputs);
  return dispatch({
    name: 'fourierDense',
    sizes: { ROWS: rows, INPUTS: inputs, ANGLES: 2 * frequencies.length, BLOCKS: blocksOf(outputs) },
    inputs: { x, w, b },
    outputs: { y: [rows, outputs], features: [rows, inputs] },
    vectors: wholeArrays({ w: outputs, b: outputs, y: outputs }),
    workgroups: Math.ceil(rows / ROWS_PER_GROUP),
    functions: `
var<workgroup> rowFeatures : array<vec4<f32>, ${ROWS_PER_GROUP * blocks}>;
${blockReader('w', outputs)}
${blockReader('b', outputs)}
${blockWriter('y', outputs)}
${featureOf(frequencies)}`,
    body: `
  let first = group * ${ROWS_PER_GROUP};
  for (var item = i32(local); item < ${ROWS_PER_GROUP * blocks}; item += ${THREADS}) {
    let block = item % ${blocks};
    let row = min(first + item / ${blocks}, ROWS - 1);
    var four = vec4<f32>();
    for (var k = 0; k < 4; k++) {
      four[k] = featureOf(row, 4 * block + k);
      if (4 * block + k < INPUTS && first + item / ${blocks} < ROWS) { features[row * INPUTS + 4 * block + k] = four[k]; }
    }
    rowFeatures[item] = four;
  }
  workgroupBarrier();
  for (var item = i32(local); item < ${ROWS_PER_GROUP / 4} * BLOCKS; item += ${THREADS}) {
    let column = item % BLOCKS;
    let top = item / BLOCKS * 4;
    ${FOUR.map((r) => `var sum${r} = bBlock(0, column);`).join(' ')}
    ${eachInput(
      inputs,
      (block) => FOUR.map((r) => `let f${r} = rowFeatures[(top + ${r}) * ${blocks} + ${block}];`).join(' '),
      (k, lane) =>
        `{ let weights = wBlock(${k}, column); ${FOUR.map((r) => `sum${r} += f${r}.${lane} * weights;`).join(' ')} }`,
    )}
    ${FOUR.map((r) => `if (first + top + ${r} < ROWS) { writeYBlock(first + top + ${r}, column, sum${r}); }`).join('\n    ')}
  }`,
  });
}
