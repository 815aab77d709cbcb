/** Every operation with a gradient of its own agrees with the same formula written in stock operations and derived by the tape. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { ACTIVATIONS, type ActivationId } from '../../src/kernels/activation';
import { adam, adamStepOf } from '../../src/kernels/adam';
import { dense } from '../../src/kernels/dense';
import { normaliseModulate } from '../../src/kernels/normalise';
import { squaredError } from '../../src/kernels/squaredError';
import { fillNormal } from '../../src/lib/rng';
import { NODE_BACKENDS, useNodeBackend } from './nodeBackends';

let draws = 0;
const normal = (...shape: number[]): tf.Tensor =>
  tf.tensor(
    fillNormal(new Float32Array(shape.reduce((a, b) => a * b, 1)), {
      seed: 5,
      stream: 'data',
      step: draws++,
    }),
    shape,
  );

/** The formulas themselves, with no gradients of their own. */
const STOCK: Record<ActivationId, (z: tf.Tensor) => tf.Tensor> = {
  linear: (z) => z,
  silu: (z) => tf.mul(z, tf.sigmoid(z)),
  relu: (z) => tf.relu(z),
  tanh: (z) => tf.tanh(z),
  gelu: (z) =>
    tf.mul(
      tf.mul(z, 0.5),
      tf.add(
        1,
        tf.tanh(tf.mul(Math.sqrt(2 / Math.PI), tf.add(z, tf.mul(0.044715, tf.mul(z, tf.mul(z, z)))))),
      ),
    ),
};

/** Value and gradients of Σ f·weights, so that every output has a different share. */
async function valueAndGradients(f: (...inputs: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[]) {
  const value = f(...inputs);
  draws = 1000;
  const weights = normal(...value.shape);
  const gradients = tf.grads((...xs: tf.Tensor[]) => tf.sum(tf.mul(f(...xs), weights)))(inputs);
  return Promise.all([value, ...gradients].map((x) => x.data()));
}

/** Sums of some hundred float32 products of size 1: 1e-5 is ten times their rounding. */
const TOLERANCE = 2e-5;

async function expectSame(
  own: (...inputs: tf.Tensor[]) => tf.Tensor,
  stock: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: tf.Tensor[],
) {
  const [a, b] = [await valueAndGradients(own, inputs), await valueAndGradients(stock, inputs)];
  for (const [k, values] of b.entries())
    for (const [i, value] of values.entries())
      expect(Math.abs(a[k][i] - value), `output ${k}, element ${i}`).toBeLessThan(
        TOLERANCE * Math.max(1, Math.abs(value)),
      );
}

describe.each(NODE_BACKENDS)('on %s', (backend) => {
  beforeAll(() => useNodeBackend(backend));

  test.each(Object.keys(ACTIVATIONS) as ActivationId[])(
    'dense with %s and its gradients',
    async (activation) => {
      await expectSame(
        (x, w, b) => dense(x, w, b, { activation }),
        (x, w, b) => STOCK[activation](tf.add(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D), b)),
        [normal(19, 7), normal(7, 5), normal(5)],
      );
    },
  );

  test.each([
    ['one row for all', 1],
    ['a row for each sample', 9],
  ])('normalise and modulate, %s', async (_, rows) => {
    await expectSame(
      (x, scale, shift) => normaliseModulate(x, scale, shift, 'silu'),
      (x, scale, shift) => {
        const { mean, variance } = tf.moments(x, 1, true);
        const normal = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)));
        return STOCK.silu(tf.add(tf.mul(normal, tf.add(scale, 1)), shift));
      },
      [normal(9, 33), normal(rows, 33), normal(rows, 33)],
    );
  });

  test('the squared error of each sample', async () => {
    const target = normal(11, 2);
    await expectSame(
      (output) => squaredError(output, target),
      (output) => tf.mean(tf.square(tf.sub(output, target)), 1, true),
      [normal(11, 2)],
    );
  });

  test('a product with transposed operands is the product of the transposes', async () => {
    const [a, b] = [normal(37, 18) as tf.Tensor2D, normal(21, 37) as tf.Tensor2D];
    const direct = await tf.matMul(a, b, true, true).data();
    const plain = await tf.matMul(tf.transpose(a), tf.transpose(b)).data();
    for (const [i, value] of plain.entries()) expect(direct[i]).toBeCloseTo(value, 4);
  });

  test('Adam is stock Adam, and its average follows with the decay given', async () => {
    const start = normal(257);
    const stock = tf.variable(start);
    const optimizer = tf.train.adam(0.01, 0.9, 0.99, 1e-8);
    let state = { parameters: start, m: tf.zeros([257]), v: tf.zeros([257]), ema: start };
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
    const [ours, theirs, ema] = await Promise.all([state.parameters.data(), stock.data(), state.ema.data()]);
    for (const [i, value] of theirs.entries()) {
      expect(ours[i]).toBeCloseTo(value, 5);
      expect(ema[i]).toBeCloseTo(average[i], 5);
    }
    optimizer.dispose();
  });

  test('clipping scales the gradient to the norm allowed and leaves a smaller one alone', async () => {
    const zeros = tf.zeros([2]);
    const momentAfter = async (gradient: number[]) => {
      const state = { parameters: zeros, m: zeros, v: zeros, ema: zeros };
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
