/**
 * The stock product on WASM, where an operand is transposed: the transpose is written out before a plain product.
 *
 * Only the plain product of the stock backend reaches XNNPACK (some 30 GFLOP/s on one core); with a transposed operand it runs
 * a scalar loop at 2. Gradients of dense layers are nothing but transposed products, so this is most of a training step.
 */
import * as tf from '@tensorflow/tfjs-core';
import { replaceKernel, stockKernel, type WasmBackend, type WasmKernel } from '../kernel';
import { transpose } from '../transpose';

const PLAIN = { transposeA: false, transposeB: false };

/** @param x [B, K] @returns [K, B] */
function transposed(x: tf.TensorInfo, backend: WasmBackend): tf.TensorInfo {
  const [rows, columns] = x.shape;
  const result = backend.makeOutput([columns, rows], 'float32');
  transpose(backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(result), rows, columns);
  return result;
}

export function replaceMatMul(): void {
  const { config, run: plain } = stockKernel(tf.BatchMatMul);
  const stockTranspose = stockKernel(tf.Transpose).run;

  const swapped = (x: tf.TensorInfo, backend: WasmBackend) => {
    if (x.shape.length === 2) return transposed(x, backend);
    const perm = x.shape.map((_, axis) => axis);
    perm.splice(-2, 2, perm.length - 1, perm.length - 2);
    return stockTranspose({ inputs: { x }, attrs: { perm }, backend });
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
}
