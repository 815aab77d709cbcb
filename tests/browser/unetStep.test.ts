/** A training step of each network of images on WebGPU, and an evaluation: the number of their dispatches, and the gradients against those on WASM. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { byName } from '../../src/model/weights';
import { chooseBackend } from '../../src/runtime/backend';
import { createRecorder, type Rows } from '../../src/sampling/recordedNetwork';
import { THREADS_FLAG, THREADS_OF_SOFTWARE } from '../../src/webgpu/threads';
import { createImageLearner, TINY_DIT } from '../tensor/runs';
import { countGpuWork } from './dispatches';

/** Kernels are cut as for a GPU so small that two images fill it: a software adapter does not join a norm with its convolution. */
async function startWebgpu(): Promise<void> {
  expect((await chooseBackend('webgpu')).backend).toBe('webgpu');
  tf.env().set(THREADS_FLAG, 2 * THREADS_OF_SOFTWARE);
}

const NETWORKS: readonly {
  readonly name: string;
  readonly changes: Partial<RunConfig>;
  /** Most dispatches, of a training step and of an evaluation. */
  readonly step: number;
  readonly evaluation: number;
}[] = [
  { name: 'U-Net', changes: {}, step: 130, evaluation: 50 },
  { name: 'DiT', changes: { ...TINY_DIT, batchSize: 2 }, step: 54, evaluation: 30 },
];

/** Adam's first moment after the first step is (1 - β₁) times the gradient, whole and unclipped. */
async function firstGradient(backend: 'webgpu' | 'wasm', changes: Partial<RunConfig>) {
  if (backend === 'webgpu') await startWebgpu();
  else expect((await chooseBackend(backend)).backend).toBe(backend);
  const { learner, model } = createImageLearner({ batchSize: 2, gradientClip: 0, ...changes });
  const loss = (await learner.learn().loss.data())[0];
  const gradient = (await learner.read()).m;
  const { dispatches } = learner;
  learner.dispose();
  return { loss, gradient, dispatches, layout: model.layout };
}

const norm = (values: Float32Array) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));

test.each(NETWORKS)(
  '$name: $step dispatches at most, and the gradients of stock operations to 1e-4',
  async ({ name, changes, step }) => {
    const own = await firstGradient('webgpu', changes);
    const stock = await firstGradient('wasm', changes);
    console.log(`${name}: ${own.dispatches} dispatches`);
    expect(own.dispatches).toBeGreaterThan(0.7 * step);
    expect(own.dispatches).toBeLessThanOrEqual(step);
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
  },
);

test.each(NETWORKS)(
  '$name: an evaluation, with scale and time, makes $evaluation dispatches at most',
  async ({ name, changes, evaluation }) => {
    await startWebgpu();
    const { learner, model } = createImageLearner({ batchSize: 2, ...changes });
    const copy = learner.copyWeights('raw');
    const network = (x: tf.Tensor, temb: tf.Tensor) =>
      model.forward(byName(copy.tensors, model.layout), x, temb);
    const x = tf.ones([2, 28, 28, 1]);
    const { size } = model.embedding;
    const row: Rows = { values: new Float32Array(size).fill(0.5), shape: [1, size] };
    const recorder = createRecorder()!;
    const evaluate = () => recorder.run(network, copy, x, 0.75, row);
    evaluate();
    const { dispatches } = await countGpuWork(evaluate);
    console.log(`${name}: ${dispatches} dispatches of an evaluation`);
    expect(dispatches).toBeGreaterThan(0.6 * evaluation);
    expect(dispatches).toBeLessThanOrEqual(evaluation);
    const direct = tf.tidy(() => network(tf.mul(x, 0.75), tf.tensor2d(row.values, row.shape)));
    expect(await evaluate().data()).toEqual(await direct.data());
    recorder.dispose();
    copy.dispose();
    learner.dispose();
    tf.dispose([x, direct]);
  },
);
