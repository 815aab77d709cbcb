/** The counter that other tests and the benchmark count with. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { chooseBackend } from '../../src/runtime/backend';
import { countGpuWork, gpuWork, installCounter } from './dispatches';

installCounter();

test('a product and a sum are two dispatches, whoever records them', async () => {
  await chooseBackend('webgpu');
  const x = tf.ones([4096]); // small ones would be computed on the processor
  const { dispatches } = await countGpuWork(() => tf.tidy(() => void tf.add(tf.mul(x, x), x)));
  expect(dispatches).toBe(2);
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  const module = device.createShaderModule({ code: '@compute @workgroup_size(1) fn main() {}' });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module } });
  const own = await countGpuWork(() => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    for (let i = 0; i < 3; i++) pass.dispatchWorkgroups(1);
    pass.end();
    device.queue.submit([encoder.finish()]);
  });
  expect(own).toEqual({ dispatches: 3, submits: 1, bytes: 0 });
});

test('a buffer counts until it is destroyed, and once', () => {
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  const before = gpuWork().bytes;
  const buffer = device.createBuffer({ size: 1024, usage: GPUBufferUsage.STORAGE });
  expect(gpuWork().bytes - before).toBe(1024);
  buffer.destroy();
  buffer.destroy();
  expect(gpuWork().bytes).toBe(before);
});
