/**
 * A product with a transposed operand, on WASM: the transpose written out, then the plain product.
 *
 * Only the plain product of the stock backend reaches XNNPACK (some 30 GFLOP/s on one core); with a transposed operand it runs
 * a scalar loop at 2. Gradients of dense layers are nothing but transposed products, so this is most of a training step.
 */
import * as tf from '@tensorflow/tfjs-core';
import { addKernel, replaceKernel, stockKernel, type WasmBackend, type WasmKernel } from './kernel';

const PLAIN = { transposeA: false, transposeB: false };

/** Side of the squares in which a matrix is transposed: two of them fit the first-level cache. */
const TILE = 16;

/**
 * xᵀ, with a last row of ones if wished for.
 * @param x [B, K] @returns [K, B] or [K + 1, B]
 */
function transposed(x: tf.TensorInfo, backend: WasmBackend, withOnes: boolean): tf.TensorInfo {
  const [rows, columns] = x.shape;
  const result = backend.makeOutput([columns + (withOnes ? 1 : 0), rows], 'float32');
  const from = backend.typedArrayFromHeap(x);
  const to = backend.typedArrayFromHeap(result);
  for (let rowTile = 0; rowTile < rows; rowTile += TILE) {
    const rowEnd = Math.min(rowTile + TILE, rows);
    for (let columnTile = 0; columnTile < columns; columnTile += TILE) {
      const columnEnd = Math.min(columnTile + TILE, columns);
      for (let column = columnTile; column < columnEnd; column++)
        for (let row = rowTile; row < rowEnd; row++) to[column * rows + row] = from[row * columns + column];
    }
  }
  if (withOnes) to.fill(1, columns * rows);
  return result;
}

export function installMatMul(): void {
  const { config, run: plain } = stockKernel(tf.BatchMatMul);
  const transpose = stockKernel(tf.Transpose).run;

  const swapped = (x: tf.TensorInfo, backend: WasmBackend) => {
    if (x.shape.length === 2) return transposed(x, backend, false);
    const perm = x.shape.map((_, axis) => axis);
    perm.splice(-2, 2, perm.length - 1, perm.length - 2);
    return transpose({ inputs: { x }, attrs: { perm }, backend });
  };

  const product: WasmKernel = ({ inputs: { a, b }, attrs: { transposeA, transposeB }, backend }) => {
    const left = transposeA ? swapped(a, backend) : a;
    const right = transposeB ? swapped(b, backend) : b;
    const result = plain({ inputs: { a: left, b: right }, attrs: PLAIN, backend });
    if (transposeA) backend.disposeData(left.dataId);
    if (transposeB) backend.disposeData(right.dataId);
    return result;
  };
  replaceKernel(config, product);

  /** dW and db from one product: a row of ones under xᵀ sums the rows of dz on the way. */
  addKernel('LabWeightGradient', ({ inputs: { x, dz }, backend }) => {
    const [K, N] = [x.shape[1], dz.shape[1]];
    const xt = transposed(x, backend, true);
    const both = plain({ inputs: { a: xt, b: dz }, attrs: PLAIN, backend });
    backend.disposeData(xt.dataId);
    const dw = backend.makeOutput([K, N], 'float32');
    const db = backend.makeOutput([1, N], 'float32');
    const values = backend.typedArrayFromHeap(both);
    backend.typedArrayFromHeap(dw).set(values.subarray(0, K * N));
    backend.typedArrayFromHeap(db).set(values.subarray(K * N));
    backend.disposeData(both.dataId);
    return [dw, db];
  });
}
