/** How a step goes to the device: in as many submissions as the pace asks for, and without a timer, which hidden tabs hold back. */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, expect, test, vi } from 'vitest';
import { chooseBackend } from '../../src/runtime/backend';
import { deviceDone } from '../../src/runtime/deviceDone';
import { yieldMacrotask } from '../../src/runtime/yield';
import { createLossWindow } from '../../src/training/lossWindow';
import { createTinyLearner } from '../tensor/runs';
import { countGpuWork } from './dispatches';

afterEach(() => vi.restoreAllMocks());

test('a recorded step sent in three parts is the same step, bit for bit', async () => {
  await chooseBackend('webgpu');
  const losses: number[][] = [];
  const submits: number[] = [];
  for (const parts of [1, 3]) {
    const learner = createTinyLearner({ width: 8, depth: 1, batchSize: 8 });
    const window = createLossWindow();
    window.add(learner.learn()); // recorded
    const work = await countGpuWork(() => {
      for (let i = 0; i < 5; i++) window.add(learner.learn(parts));
    });
    submits.push(work.submits);
    losses.push(Array.from((await window.read(learner.step)).losses));
    window.dispose();
    learner.dispose();
  }
  expect(losses[0]).toHaveLength(6);
  expect(losses[1]).toEqual(losses[0]);
  expect(submits[1] - submits[0]).toBe(2 * 5);
});

test('neither yielding nor waiting for WebGPU needs a timer or a frame', async () => {
  await chooseBackend('webgpu');
  const never = () => 0 as never;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(never);
  vi.spyOn(globalThis, 'setInterval').mockImplementation(never);
  vi.spyOn(globalThis, 'requestAnimationFrame').mockImplementation(never);
  const x = tf.ones([4096]);
  for (let i = 0; i < 50; i++) {
    tf.tidy(() => void tf.add(x, 1));
    await deviceDone();
    await yieldMacrotask();
  }
  expect(setTimeout).not.toHaveBeenCalled();
  x.dispose();
});
