/** A GPU device that complains or goes away is noticed, and the next run gets a new one. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { chooseBackend, type DeviceTrouble } from '../../src/runtime/backend';
import { takeGpuErrors } from './gpuErrors';

const deviceInUse = () => (tf.backend() as unknown as { device: GPUDevice }).device;

test('an error that no scope catches becomes trouble with its message', async () => {
  const trouble = await new Promise<DeviceTrouble>((resolve) => {
    void chooseBackend('webgpu', resolve).then(async () => {
      deviceInUse().createBuffer({ size: 4, usage: 0 }); // a buffer for nothing is a validation error
      deviceInUse().queue.submit([]); // errors come back with the next work that is waited for
      await deviceInUse().queue.onSubmittedWorkDone();
    });
  });
  expect(trouble.code).toBe('gpu-error');
  expect(trouble.message).not.toBe('');
  expect(await takeGpuErrors()).toEqual([trouble.message]);
});

test('after a device is gone the next choice of WebGPU computes on a new one', async () => {
  await chooseBackend('webgpu');
  const first = deviceInUse();
  first.destroy();
  await first.lost;
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { backend } = await chooseBackend('webgpu');
  expect(backend).toBe('webgpu');
  expect(deviceInUse()).not.toBe(first);
  const sum = tf.add(tf.tensor1d([1, 2]), 1);
  expect(Array.from(await sum.data())).toEqual([2, 3]);
});
