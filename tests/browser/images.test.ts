/** A tiny U-Net through the worker's host on WebGL, which has kernels of its own for convolutions: it learns, draws and leaves nothing behind. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createImageScene, halves, lossesIn } from '../tensor/images';

test('5 steps on 8 × 8 images on WebGL: a falling loss, samples of both classes, no leak', async () => {
  const scene = await createImageScene();
  const source = halves();
  const changes = { backend: 'webgl', classes: true, trainingSteps: 5, learningRate: 5e-3 } as const;
  await scene.reach('done', { changes, source });
  const losses = lossesIn(scene.events);
  expect(losses).toHaveLength(5);
  expect(Math.min(...losses.slice(-2))).toBeLessThan(losses[0]);
  const request = { runId: 1, count: 4, seed: 1, weights: 'ema' } as const;
  const trajectory = (await scene.host.drawTrajectory(request))!;
  expect(trajectory).toMatchObject({ shape: [8, 8, 1], labels: Int32Array.of(0, 1, 0, 1) });
  expect(trajectory.states.every(Number.isFinite)).toBe(true);
  const before = tf.memory().numTensors;
  await scene.host.drawTrajectory(request);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(tf.memory().numTensors).toBe(before);
});
