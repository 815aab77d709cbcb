/** The optimizer step of Muon in the own WASM module, in place. */
import type * as tf from '@tensorflow/tfjs-core';
import { call, newTensor, wasmModule, withScratch } from '../../wasm/engine';
import { T_A, T_B } from '../../wasm/module/operations.generated';
import { addressOf } from '../../wasm/ownData';
import type { AdamConstants, OptimizerState } from '../adam/contract';
import { adamInModule } from '../adam/module';
import {
  ITERATIONS,
  type Matrix,
  type MatrixTable,
  MOMENTUM,
  NORM_EPSILON,
  POLYNOMIAL,
  rateFactor,
} from './contract';

/** The address of a number of a flat array. */
const addressIn = (flat: tf.Tensor, at: number): number => addressOf(flat) + 4 * at;

/**
 * @param x address of a matrix, which is overwritten
 * @returns U Vᵀ of a matrix U S Vᵀ; caller disposes
 */
function orthogonalised(x: number, { rows, columns }: Matrix): tf.Tensor {
  const isWide = rows <= columns;
  const [n, length] = isWide ? [rows, columns] : [columns, rows];
  const [square, sum] = [newTensor([n, n]), newTensor([n, n])];
  const result = newTensor([rows, columns]);
  const columnsMost = Math.max(n, columns);
  const scratchSize = Math.max(
    wasmModule()!.gemmScratch(length, n),
    wasmModule()!.gemmScratch(n, columnsMost),
  );
  call('toUnitNorm', x, rows * columns, NORM_EPSILON);
  withScratch(scratchSize / 4, (scratch) => {
    let [from, to] = [x, addressOf(result)];
    for (let i = 0; i < ITERATIONS; i++) {
      call('gemm', from, from, square, null, n, length, n, isWide ? T_B : T_A, scratch);
      call('gemm', square, square, sum, null, n, n, n, 0, scratch);
      call('polynomial', square, sum, n, ...POLYNOMIAL);
      if (isWide) call('gemm', sum, from, to, null, n, n, length, 0, scratch);
      else call('gemm', from, sum, to, null, length, n, n, 0, scratch);
      [from, to] = [to, from]; // an odd number of times: the last product is the result
    }
  });
  square.dispose();
  sum.dispose();
  return result;
}

export function muonInModule(
  state: OptimizerState,
  gradient: tf.Tensor,
  step: tf.Tensor,
  constants: AdamConstants,
  { matrices }: MatrixTable,
): void {
  const { params, m, v, ema } = state;
  const { beta2, clip } = constants;
  const [first, all] = [matrices[0].at, gradient.size];
  adamInModule(state, gradient, step, constants, first);
  const x = newTensor([all - first]);
  call('muonMomentum', m, v, gradient, x, first, all, MOMENTUM, 1 - MOMENTUM, beta2, 1 - beta2, clip);
  for (const matrix of matrices) {
    const { at, rows, columns } = matrix;
    const direction = orthogonalised(addressIn(x, at - first), matrix);
    const [p, average] = [addressIn(params, at), addressIn(ema, at)];
    call('stepAgainst', p, average, direction, step, rows * columns, rateFactor(matrix));
    direction.dispose();
  }
  x.dispose();
}
