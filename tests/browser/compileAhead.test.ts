/** The shaders of a step are compiled side by side before the first step, and a run is the same as without. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { chooseBackend } from '../../src/runtime/backend';
import type { ShaderCount } from '../../src/types/run';
import { openBackend } from '../../src/webgpu/backend';
import { createTinyLearner } from '../tensor/runs';

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
