/** The loss on WebGPU: one dispatch for points; two for images, each of which has a workgroup that sums its errors. */
import * as tf from '@tensorflow/tfjs-core';
import { openBackend } from '../../webgpu/backend';
import { dispatch } from '../../webgpu/dispatch';
import { totalOver } from '../wgsl/total';
import { type Forward, lossWithErrors } from './contract';

/** A single workgroup sums the batch. */
const THREADS = 256;

/** Numbers of a sample up to which one thread has them all. */
const FEW_NUMBERS = 16;

/** Whether the processor knows that a gradient is 1, as it knows of the gradient with which a backward pass begins. */
const isOne = (dy: tf.Tensor): boolean =>
  dy.size === 1 && (openBackend().tensorMap.get(dy.dataId).values as Float32Array | null)?.[0] === 1;

export const squaredErrorOnWebgpu = lossWithErrors(forward, (gradient, dy) =>
  isOne(dy) ? tf.clone(gradient) : tf.mul(gradient, dy),
);

function forward(output: tf.Tensor, target: tf.Tensor, weight: tf.Tensor): ReturnType<Forward> {
  const [rows, numbers] = output.shape as [number, number];
  const sizes = { ROWS: rows, NUMBERS: numbers };
  const inputs = { output, expected: target, weight }; // 'target' is a reserved word of WGSL
  const outputs = { errors: [rows, 1], gradient: output.shape };
  const gradientAt = `gradient[at] = delta * weight[row] * ${(2 / output.size).toExponential()};`;
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
      let delta = output[at] - expected[at];
      squares += delta * delta;
      ${gradientAt}
    }
    errors[row] = squares / f32(NUMBERS);
    sum += errors[row] * weight[row];
  }
  let sumOfAll = total(local, sum);
  if (local == 0u) { loss[0] = sumOfAll / f32(ROWS); }`,
    });
  }
  const result = dispatch({
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
    let delta = output[at] - expected[at];
    squares += delta * delta;
    ${gradientAt}
  }
  let sumOfAll = total(local, squares);
  if (local == 0u) { errors[row] = sumOfAll / f32(NUMBERS); }`,
  });
  const { loss } = dispatch({
    name: 'meanError',
    sizes,
    inputs: { errors: result.errors, weight },
    outputs: { loss: [] },
    workgroups: 1,
    threads: THREADS,
    functions: totalOver(THREADS),
    body: `
  var sum = 0.0;
  for (var row = index; row < ROWS; row += ${THREADS}) { sum += errors[row] * weight[row]; }
  let sumOfAll = total(local, sum);
  if (local == 0u) { loss[0] = sumOfAll / f32(ROWS); }`,
  });
  return { ...result, loss };
}
