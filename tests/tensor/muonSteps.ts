/** Three steps of Muon as PyTorch does them, and the same with a weight store of this app: one text for every backend. */
import * as tf from '@tensorflow/tfjs-core';
import { adamStepNumbers, adamStepOf } from '../../src/kernels/adam/adam';
import { layoutOf } from '../../src/model/layout';
import { recordsSteps } from '../../src/recorded/buffers';
import { createFlatStore } from '../../src/training/device/flatWeights';
import { createTensorStore } from '../../src/training/device/tensorWeights';
import type { WeightStore } from '../../src/training/device/weightStore';
import reference from '../fixtures/muon/steps.json';

const BETAS = { beta1: 0.9, beta2: 0.99 };

/** Where a step of size 1e-2 is known to seven digits, and a singular value of the direction to about five. */
export const TOLERANCE = 2e-5;

const largestDifference = (a: ArrayLike<number>, b: readonly number[]): number =>
  b.reduce((most, value, i) => Math.max(most, Math.abs(value - a[i])), 0);

/** @returns largest differences of the weights after each step, of the first moment and of the average after the last one */
export async function differencesFromPytorch(): Promise<number[]> {
  const { rowsOf, columns, matrices, rates, clip, decay, start, steps, m, ema } = reference;
  const layout = layoutOf(
    columns.map((count, i) => ({ name: `weight${i}`, shape: [rowsOf[i], count], initial: 'zeros' as const })),
  );
  const params = Float32Array.from(start);
  const zeros = () => new Float32Array(layout.size);
  const first = { params, ema: params, m: zeros(), v: zeros() };
  const placed = matrices.map((parameter) => ({
    parameter,
    rows: rowsOf[parameter],
    columns: columns[parameter],
  }));
  const store: WeightStore = recordsSteps()
    ? createFlatStore(layout, first, placed)
    : createTensorStore(layout, first, placed);
  const differences: number[] = [];
  for (const [i, expected] of steps.entries()) {
    const numbers = adamStepOf(i + 1, rates[i], { ...BETAS, epsilon: 1e-8, emaDecay: decay });
    tf.tidy(() => {
      const gradients = layout.parameters.map(({ offset, size, shape }) =>
        tf.tensor(expected.gradient.slice(offset, offset + size), [...shape]),
      );
      store.update(gradients, tf.tensor1d(adamStepNumbers(numbers)), { ...BETAS, clip });
    });
    differences.push(largestDifference((await store.read()).params, expected.params));
  }
  const last = await store.read();
  store.dispose();
  return [...differences, largestDifference(last.m, m), largestDifference(last.ema, ema)];
}
