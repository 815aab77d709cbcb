/** The look-up in the own WASM module. */
import type * as tf from '@tensorflow/tfjs-core';
import { call, newTensor } from '../../wasm/engine';
import { gradientAt } from '../../webgpu/gradientSlots';
import { gradientTarget } from '../dense/module';
import { differentiable } from '../differentiable';

export function lookUpOnModule(labels: tf.Tensor, table: tf.Tensor): tf.Tensor {
  const [rows, [count, columns]] = [labels.shape[0], table.shape as [number, number]];
  const sizes = [rows, count, columns, labels.dtype === 'int32' ? 1 : 0] as const;
  return differentiable([table], {
    forward() {
      const out = newTensor([rows, columns]);
      call('lookUp', labels, table, out, ...sizes);
      return { value: out, saved: [labels, table] as const };
    },
    backward(dy, [labels, table]) {
      const dTable = gradientTarget(table);
      call('lookUpGradient', labels, dy, dTable, ...sizes);
      return [gradientAt(dTable, table)];
    },
  });
}
