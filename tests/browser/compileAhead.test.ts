/** The shaders of a step are compiled side by side before the first step, and a run is the same as without. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { chooseBackend } from '../../src/runtime/backend';
import { createTrainerHost } from '../../src/training/host';
import type { ShaderCount } from '../../src/types/run';
import { openBackend } from '../../src/webgpu/backend';
import type { TrainerEvent } from '../../workers/protocol';
import { createTinyLearner, TINY } from '../tensor/runs';

/** Counts pipelines that a device compiles at once, and those that it compiles side by side. */
function countPipelines(device: GPUDevice) {
  const counts = { atOnce: 0, aside: 0 };
  const { createComputePipeline, createComputePipelineAsync } = device;
  device.createComputePipeline = (descriptor) => {
    counts.atOnce += 1;
    return createComputePipeline.call(device, descriptor);
  };
  device.createComputePipelineAsync = (descriptor) => {
    counts.aside += 1;
    return createComputePipelineAsync.call(device, descriptor);
  };
  return counts;
}

test('no shader of a step is left to compile in the first step, and the steps are the same bit for bit', async () => {
  expect((await chooseBackend('webgpu')).backend).toBe('webgpu');
  const counts = countPipelines(openBackend().device);
  const tensors = tf.memory().numTensors;
  const ahead = createTinyLearner({ batchSize: 7 });
  const compiled: ShaderCount[] = [];
  await ahead.compile((count) => compiled.push(count));
  const { atOnce } = counts;
  expect(counts.aside > 5).toBe(true);
  expect(compiled).toEqual(
    Array.from({ length: counts.aside + 1 }, (_, done) => ({ done, total: counts.aside })),
  );
  ahead.learn();
  expect(counts.atOnce).toBe(atOnce);
  const plain = createTinyLearner({ batchSize: 7 });
  plain.learn();
  for (let step = 1; step < 4; step++) for (const learner of [ahead, plain]) learner.learn();
  expect(await ahead.read()).toEqual(await plain.read());
  ahead.dispose();
  plain.dispose();
  expect(tf.memory().numTensors).toBe(tensors);
});

/** A host on WebGPU, and a promise of the first losses of its run. */
async function createScene() {
  const host = createTrainerHost();
  let hear = (_: TrainerEvent) => {};
  await host.connect((event) => hear(event));
  const trained = () =>
    new Promise<void>((resolve, reject) => {
      hear = (event) => {
        if (event.type === 'losses') resolve();
        if (event.type === 'failed') reject(new Error(event.message));
      };
    });
  return { host, trained };
}

const config = { ...TINY, backend: 'webgpu', batchSize: 11, trainingSteps: 1 } as const;

test('a run that was prepared compiles no shader of its step', async () => {
  const { host, trained } = await createScene();
  const counts = countPipelines(openBackend().device);
  await host.prepare(config);
  expect(counts.aside > 0).toBe(true);
  const { aside, atOnce } = counts;
  const losses = trained();
  await host.start([{ runId: 1, config }]);
  await losses;
  expect(counts).toEqual({ aside, atOnce });
  await host.stop();
});

test('a run that starts while its shaders are compiled waits for them, and compiles none twice', async () => {
  const { host, trained } = await createScene();
  const counts = countPipelines(openBackend().device);
  const other = { ...config, batchSize: 13 };
  const prepared = host.prepare(other);
  while (counts.aside === 0) await new Promise((resolve) => setTimeout(resolve));
  const { aside, atOnce } = counts;
  const losses = trained();
  await host.start([{ runId: 2, config: other }]);
  await prepared;
  await losses;
  expect(counts).toEqual({ aside, atOnce });
  await host.stop();
});
