/** A TensorFlow.js that lacks a member which the fused kernels need: the page reports it, and all steps take the unfused path. */
import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { chooseBackend } from '../../src/runtime/backend';
import { hasFusedKernels, missingMembers } from '../../src/webgpu/backend';
import { createImageScene, halves, lossesIn } from '../tensor/images';
import { createTinyLearner, lossesOf } from '../tensor/runs';

/** The stock backend without a member that it does not need itself: it counts dispatches to submit them early. */
function hideMember(): void {
  const stock = tf.findBackendFactory('webgpu')!;
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', async () => {
    const backend = await stock();
    Reflect.deleteProperty(backend, 'dispatchCountInPass');
    return backend;
  });
}

test('steps go through stock operations and the tape, to the losses on WASM, and the status says why', async () => {
  hideMember();
  const report = await chooseBackend('webgpu');
  expect(report.backend).toBe('webgpu');
  expect(report.reason).toContain(
    'steps are slow, because this version of TensorFlow.js has no dispatchCountInPass',
  );
  expect(missingMembers()).toEqual(['dispatchCountInPass']);
  expect(hasFusedKernels()).toBe(false);
  const learner = createTinyLearner();
  const losses = await lossesOf(learner, 4);
  expect(learner.dispatches).toBeNull();
  learner.dispose();

  await chooseBackend('wasm');
  const reference = createTinyLearner();
  for (const [i, loss] of (await lossesOf(reference, 4)).entries())
    expect(losses[i] / loss).toBeCloseTo(1, 3);
  reference.dispose();
});

test('a U-Net trains and samples on that path too', async () => {
  const scene = await createImageScene();
  const changes = { backend: 'webgpu', batchSize: 2, trainingSteps: 2, samplingSteps: 1 } as const;
  await scene.reach('done', { changes, source: halves(), previewCount: 1 });
  expect(hasFusedKernels()).toBe(false);
  const losses = lossesIn(scene.events);
  expect(losses).toHaveLength(2);
  expect(losses.every(Number.isFinite)).toBe(true);
});
