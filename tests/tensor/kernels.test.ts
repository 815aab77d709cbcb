/** Every operation with a gradient of its own agrees with the same formula written in stock operations and derived by the tape. */

import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { adam, adamStepOf } from '../../src/kernels/adam/adam';
import { fillNormal } from '../../src/lib/rng';
import { sizeOf } from '../../src/lib/shape';
import { MLP_KERNEL_CHECKS } from './mlpKernelChecks';
import { NODE_BACKENDS, REFERENCE, useNodeBackend, useReferences } from './nodeBackends';
import { differences } from './unetKernelChecks';

let draws = 0;
const normal = (...shape: number[]): tf.Tensor =>
  tf.tensor(
    fillNormal(new Float32Array(sizeOf(shape)), {
      seed: 5,
      stream: 'data',
      step: draws++,
    }),
    shape,
  );

/** Sums of some hundred float32 products of size 1: 1e-5 is ten times their rounding. */
const TOLERANCE = 2e-5;

describe.each([...NODE_BACKENDS, REFERENCE] as const)('on %s', (backend) => {
  beforeAll(() => (backend === REFERENCE ? useReferences() : useNodeBackend(backend)));

  test.each(MLP_KERNEL_CHECKS)('$name has the value and the gradients of stock operations', async (check) => {
    const tolerance = TOLERANCE * (1 + (check.mean ?? 0)) * (check.layers ?? 1);
    for (const difference of await differences(check, backend)) expect(difference).toBeLessThan(tolerance);
  });

  test('a product with transposed operands is the product of the transposes', async () => {
    const [a, b] = [normal(37, 18) as tf.Tensor2D, normal(21, 37) as tf.Tensor2D];
    const direct = await tf.matMul(a, b, true, true).data();
    const plain = await tf.matMul(tf.transpose(a), tf.transpose(b)).data();
    for (const [i, value] of plain.entries()) expect(direct[i]).toBeCloseTo(value, 4);
  });

  test('Adam is stock Adam, and its average follows with the decay of the step', async () => {
    const start = normal(257);
    const stock = tf.variable(start);
    const optimizer = tf.train.adam(0.01, 0.9, 0.99, 1e-8);
    let state = { params: start, m: tf.zeros([257]), v: tf.zeros([257]), ema: start };
    const average = Array.from(await start.data());
    for (let step = 1; step <= 5; step++) {
      const gradient = normal(257);
      optimizer.applyGradients([{ name: stock.name, tensor: gradient }]);
      const numbers = adamStepOf(step, 0.01, { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, emaDecay: 0.8 });
      state = adam(state, gradient, tf.tensor1d([numbers.rate, numbers.epsilon, numbers.emaDecay]), {
        beta1: 0.9,
        beta2: 0.99,
        clip: 0,
      });
      for (const [i, value] of (await stock.data()).entries()) average[i] = 0.8 * average[i] + 0.2 * value;
    }
    const [ours, theirs, ema] = await Promise.all([state.params.data(), stock.data(), state.ema.data()]);
    for (const [i, value] of theirs.entries()) {
      expect(ours[i]).toBeCloseTo(value, 5);
      expect(ema[i]).toBeCloseTo(average[i], 5);
    }
    optimizer.dispose();
  });

  test('clipping scales the gradient to the norm allowed and leaves a smaller one alone', async () => {
    const zeros = tf.zeros([2]);
    const momentAfter = async (gradient: number[]) => {
      const state = { params: zeros, m: zeros, v: zeros, ema: zeros };
      const constants = { beta1: 0, beta2: 0, clip: 1 };
      return Array.from(await adam(state, tf.tensor1d(gradient), tf.tensor1d([1, 1, 0]), constants).m.data());
    };
    const [large, small] = [await momentAfter([3, 4]), await momentAfter([0.3, 0.4])];
    expect(large[0]).toBeCloseTo(0.6, 6);
    expect(large[1]).toBeCloseTo(0.8, 6);
    expect(small[0]).toBeCloseTo(0.3, 6);
    expect(small[1]).toBeCloseTo(0.4, 6);
  });
});
