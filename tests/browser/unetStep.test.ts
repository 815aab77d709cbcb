/** A training step of the U-Net on WebGPU: the number of its dispatches, and its gradients against those on WASM. */
import { expect, test } from 'vitest';
import { chooseBackend } from '../../src/runtime/backend';
import { createUnetLearner } from '../tensor/runs';

/** Adam's first moment after the first step is (1 - β₁) times the gradient, whole and unclipped. */
async function firstGradient(backend: 'webgpu' | 'wasm') {
  expect((await chooseBackend(backend)).backend).toBe(backend);
  const { learner, layout } = createUnetLearner({ batchSize: 2, gradientClip: 0 });
  const loss = (await learner.learn().loss.data())[0];
  const gradient = (await learner.read()).m;
  const { dispatches } = learner;
  learner.dispose();
  return { loss, gradient, dispatches, layout };
}

const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));

test('at most 220 dispatches, and the gradients of stock operations to 1e-4', async () => {
  const own = await firstGradient('webgpu');
  const stock = await firstGradient('wasm');
  expect(own.dispatches).toBeGreaterThan(100);
  expect(own.dispatches).toBeLessThanOrEqual(220);
  expect(own.loss / stock.loss).toBeCloseTo(1, 5);
  const whole = norm(stock.gradient);
  const wrong = own.layout.parameters.flatMap(({ name, offset, size }) => {
    const expected = stock.gradient.subarray(offset, offset + size);
    const error = norm(own.gradient.subarray(offset, offset + size).map((v, i) => v - expected[i]));
    // Some gradients are 0 but for rounding (a key's bias): those are held to a millionth of the whole.
    return error <= Math.max(1e-4 * norm(expected), 1e-6 * whole)
      ? []
      : [`${name}: ${error / norm(expected)}`];
  });
  expect(wrong).toEqual([]);
});
