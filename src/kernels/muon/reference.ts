/** The optimizer step of Muon in stock operations. */
import * as tf from '@tensorflow/tfjs-core';
import { adam } from '../adam/adam';
import type { AdamConstants, OptimizerState } from '../adam/contract';
import { averaged, clipped } from '../adam/reference';
import { choose } from '../choose';
import { ITERATIONS, type Matrix, MOMENTUM, NORM_EPSILON, POLYNOMIAL, rateFactor } from './contract';

/**
 * @param stack [k, rows, columns]
 * @returns U Vᵀ of each matrix U S Vᵀ, its singular values between about 0.7 and 1.2
 */
function orthogonalised(stack: tf.Tensor): tf.Tensor {
  const [a, b, c] = POLYNOMIAL;
  const isWide = stack.shape[1]! <= stack.shape[2]!;
  let x = tf.tidy(() => tf.div(stack, tf.add(tf.norm(stack, 'euclidean', [1, 2], true), NORM_EPSILON)));
  for (let i = 0; i < ITERATIONS; i++) {
    const last = x;
    x = tf.tidy(() => {
      const sum = tf.tidy(() => {
        const square = tf.matMul(last, last, !isWide, isWide);
        return tf.add(tf.mul(square, b), tf.mul(tf.matMul(square, square), c));
      });
      return tf.add(tf.mul(last, a), isWide ? tf.matMul(sum, last) : tf.matMul(last, sum));
    });
    last.dispose();
  }
  return x;
}

const sizeOf = ({ rows, columns }: Matrix): number => rows * columns;

const partOf = (flat: tf.Tensor, matrix: Matrix): tf.Tensor => tf.slice(flat, [matrix.at], [sizeOf(matrix)]);

/** A flat array with other numbers at the places of matrices. @param parts of each matrix, [rows · columns] */
const withParts = (flat: tf.Tensor, matrices: readonly Matrix[], parts: readonly tf.Tensor[]): tf.Tensor =>
  tf.tidy(() => {
    let end = 0;
    const pieces: tf.Tensor[] = [];
    const copyUpTo = (at: number) => {
      if (at > end) pieces.push(tf.slice(flat, [end], [at - end]));
    };
    for (const [i, matrix] of matrices.entries()) {
      copyUpTo(matrix.at);
      pieces.push(parts[i]);
      end = matrix.at + sizeOf(matrix);
    }
    copyUpTo(flat.size);
    return tf.concat(pieces);
  });

type Groups = readonly (readonly number[])[];

/** Each matrix by itself: the stock product of a stack on WASM takes several times as long as those of its matrices. */
const eachAlone = (matrices: readonly Matrix[]): Groups => matrices.map((_, i) => [i]);

/** Matrices of one shape, by their numbers: an operation on WebGL costs about the same for a stack of them as for one. */
function byShape(matrices: readonly Matrix[]): Groups {
  const groups = new Map<string, number[]>();
  for (const [i, { rows, columns }] of matrices.entries()) {
    const shape = `${rows},${columns}`;
    groups.set(shape, [...(groups.get(shape) ?? []), i]);
  }
  return [...groups.values()];
}

const groupsOf = choose({ wasm: eachAlone, reference: byShape });

/**
 * The change of each matrix at a learning rate of 1.
 * @param momentum flat
 * @returns [rows · columns] of each
 */
function changesOf(momentum: tf.Tensor, matrices: readonly Matrix[]): readonly tf.Tensor[] {
  const changes: tf.Tensor[] = [];
  for (const group of groupsOf(matrices)) {
    const [first] = group.map((i) => matrices[i]);
    const parts = tf.tidy(() => {
      const joined = tf.concat(group.map((i) => partOf(momentum, matrices[i])));
      const direction = orthogonalised(tf.reshape(joined, [group.length, first.rows, first.columns]));
      return tf.split(tf.reshape(tf.mul(direction, rateFactor(first)), [-1]), group.length);
    });
    for (const [i, number] of group.entries()) changes[number] = parts[i];
  }
  return changes;
}

/**
 * @param state     the present state, which stays as it is
 * @param gradient  [layout.size]
 * @param step      [4] `adamStepNumbers`, on the device
 * @param matrices  in the order of their places
 * @returns the next state, four new tensors
 */
export const muon = (
  state: OptimizerState,
  gradient: tf.Tensor,
  step: tf.Tensor,
  constants: AdamConstants,
  matrices: readonly Matrix[],
): OptimizerState =>
  tf.tidy(() => {
    const g = clipped(gradient, constants.clip);
    const [decay, rate] = [2, 3].map((i) => tf.slice(step, [i], [1]));
    const ofAdam = adam(state, g, step, { ...constants, clip: 0 });
    tf.dispose(ofAdam.ema);
    const partsOf = (flat: tf.Tensor) => matrices.map((matrix) => partOf(flat, matrix));
    const follow = (average: tf.Tensor) =>
      tf.tidy(() => tf.add(tf.mul(average, MOMENTUM), tf.mul(g, 1 - MOMENTUM)));
    const momentum = follow(state.m);
    const m = tf.tidy(() => withParts(ofAdam.m, matrices, partsOf(momentum)));
    const params = tf.tidy(() => {
      const changes = changesOf(follow(momentum), matrices);
      const steps = partsOf(state.params).map((part, i) => tf.sub(part, tf.mul(changes[i], rate)));
      return withParts(ofAdam.params, matrices, steps);
    });
    return { params, m, v: ofAdam.v, ema: averaged(state.ema, params, decay) };
  });
