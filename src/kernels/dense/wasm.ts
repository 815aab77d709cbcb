/** The gradients of a dense layer's weights and bias on WASM, from one product. */
import * as tf from '@tensorflow/tfjs-core';
import { onHeap } from '../../wasm/heap';
import { transpose } from '../../wasm/transpose';

/**
 * A row of ones under xᵀ sums the rows of dz on the way.
 * @param x  [B, K]
 * @param dz [B, N]
 * @returns dW [K, N] and db [1, N]
 */
export function weightGradientsOnWasm(x: tf.Tensor, dz: tf.Tensor): readonly [tf.Tensor, tf.Tensor] {
  const [rows, inputs] = x.shape as [number, number];
  const outputs = dz.shape[1]!;
  const [xAndOnes] = onHeap([x], [[inputs + 1, rows]], ([from], [to]) => {
    transpose(from, to, rows, inputs);
    to.fill(1, inputs * rows);
  });
  const both = tf.matMul(xAndOnes as tf.Tensor2D, dz as tf.Tensor2D);
  const [dw, db] = onHeap(
    [both],
    [
      [inputs, outputs],
      [1, outputs],
    ],
    ([values], [dw, db]) => {
      dw.set(values.subarray(0, inputs * outputs));
      db.set(values.subarray(inputs * outputs));
    },
  );
  tf.dispose([xAndOnes, both]);
  return [dw, db];
}
