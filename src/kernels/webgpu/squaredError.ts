/** The loss on WebGPU: one dispatch for points, two for images, whose errors a workgroup each sums. */
import type * as tf from '@tensorflow/tfjs-core';
import { openBackend, ownShaders } from './backend';
import { dispatch } from './program';
import { totalOver } from './total';

/** A single workgroup sums the batch. */
const THREADS = 256;

/** Numbers of a sample up to which one thread has them all. */
const FEW_NUMBERS = 16;

/** Whether a gradient is known on the processor to be 1, as the one that a backward pass begins with is. */
export const isOne = (dy: tf.Tensor): boolean =>
  ownShaders() &&
  dy.size === 1 &&
  (openBackend().tensorMap.get(dy.dataId).values as Float32Array | null)?.[0] === 1;

/** @returns the loss [], the errors [B, 1], and the slope of the loss by each output, [B, D] */
export function squaredErrorOnWebgpu(output: tf.Tensor, target: tf.Tensor, weight: tf.Tensor) {
  const [rows, numbers] = output.shape as [number, number];
  const sizes = { ROWS: rows, NUMBERS: numbers };
  const inputs = { output, wanted: target, weight }; // 'target' is a reserved word of WGSL
  const outputs = { errors: [rows, 1], slope: output.shape };
  const slopeAt = `slope[at] = far * weight[row] * ${(2 / output.size).toExponential()};`;
  if (numbers <= FEW_NUMBERS) {
    return dispatch({
      name: 'squaredError',
      sizes,
      inputs,
      outputs: { ...outputs, loss: [] },
      workgroups: 1,
      threads: THREADS,
      functions: totalOver(THREADS),
      body: `
  var sum = 0.0;
  for (var row = index; row < ROWS; row += ${THREADS}) {
    var squares = 0.0;
    for (var at = row * NUMBERS; at < (row + 1) * NUMBERS; at++) {
      let far = output[at] - wanted[at];
      squares += far * far;
      ${slopeAt}
    }
    errors[row] = squares / f32(NUMBERS);
    sum += errors[row] * weight[row];
  }
  let whole = total(local, sum);
  if (local == 0u) { loss[0] = whole / f32(ROWS); }`,
    });
  }
  const made = dispatch({
    name: 'squaredErrors',
    sizes,
    inputs,
    outputs,
    workgroups: rows,
    threads: THREADS,
    functions: totalOver(THREADS),
    body: `
  let row = min(group, ROWS - 1);
  var squares = 0.0;
  for (var at = row * NUMBERS + i32(local); at < (row + 1) * NUMBERS; at += ${THREADS}) {
    let far = output[at] - wanted[at];
    squares += far * far;
    ${slopeAt}
  }
  let whole = total(local, squares);
  if (local == 0u) { errors[row] = whole / f32(NUMBERS); }`,
  });
  const { loss } = dispatch({
    name: 'meanError',
    sizes,
    inputs: { errors: made.errors, weight },
    outputs: { loss: [] },
    workgroups: 1,
    threads: THREADS,
    functions: totalOver(THREADS),
    body: `
  var sum = 0.0;
  for (var row = index; row < ROWS; row += ${THREADS}) { sum += errors[row] * weight[row]; }
  let whole = total(local, sum);
  if (local == 0u) { loss[0] = whole / f32(ROWS); }`,
  });
  return { ...made, loss };
}
