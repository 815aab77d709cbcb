/** The optimizer step of Muon in stock operations. */
import * as tf from '@tensorflow/tfjs-core';
import { adam } from '../adam/adam';
import type { AdamConstants, OptimizerState } from '../adam/contract';
import { averaged, clipped } from '../adam/reference';
import { ITERATIONS, type Matrix, MOMENTUM, NORM_EPSILON, POLYNOMIAL, rateFactor } from './contract';

/** @returns U Vᵀ of a matrix U S Vᵀ, its singular values between about 0.7 and 1.2 */
function orthogonalised(matrix: tf.Tensor): tf.Tensor {
  const [a, b, c] = POLYNOMIAL;
  const isWide = matrix.shape[0] <= matrix.shape[1]!;
  let x = tf.div(matrix, tf.add(tf.norm(matrix), NORM_EPSILON));
  for (let i = 0; i < ITERATIONS; i++) {
    const square = tf.matMul(x, x, !isWide, isWide);
    const sum = tf.add(tf.mul(square, b), tf.mul(tf.matMul(square, square), c));
    x = tf.add(tf.mul(x, a), isWide ? tf.matMul(sum, x) : tf.matMul(x, sum));
  }
  return x;
}

/** A flat array with other numbers at the places of matrices. @param parts of each matrix, [rows · columns] */
function withParts(flat: tf.Tensor, matrices: readonly Matrix[], parts: readonly tf.Tensor[]): tf.Tensor {
  let end = 0;
  const pieces = matrices.flatMap(({ at }, i) => {
    const between = tf.slice(flat, [end], [at - end]);
    end = at + parts[i].size;
    return [between, parts[i]];
  });
  return tf.concat([...pieces, tf.slice(flat, [end], [flat.size - end])]);
}

/**
 * @param state     the present state, which stays as it is
 * @param gradient  [layout.size]
 * @param step      [4] `adamStepNumbers`, on the device
 * @param matrices  in the order of their places
 * @returns the next state, four new tensors
 */
export function muon(
  state: OptimizerState,
  gradient: tf.Tensor,
  step: tf.Tensor,
  constants: AdamConstants,
  matrices: readonly Matrix[],
): OptimizerState {
  const g = clipped(gradient, constants.clip);
  const [decay, rate] = [2, 3].map((i) => tf.slice(step, [i], [1]));
  const ofAdam = adam(state, g, step, { ...constants, clip: 0 });
  const parts = matrices.map((matrix) => {
    const { at, rows, columns } = matrix;
    const part = (flat: tf.Tensor) => tf.slice(flat, [at], [rows * columns]);
    const follow = (average: tf.Tensor) => tf.add(tf.mul(average, MOMENTUM), tf.mul(part(g), 1 - MOMENTUM));
    const m = follow(part(state.m));
    const direction = orthogonalised(tf.reshape(follow(m), [rows, columns]));
    const change = tf.mul(tf.reshape(direction, [-1]), tf.mul(rate, rateFactor(matrix)));
    const params = tf.sub(part(state.params), change);
    return { params, m, ema: averaged(part(state.ema), params, decay) };
  });
  const joined = (name: 'params' | 'm' | 'ema') =>
    withParts(
      ofAdam[name],
      matrices,
      parts.map((part) => part[name]),
    );
  return { params: joined('params'), m: joined('m'), v: ofAdam.v, ema: joined('ema') };
}
