/** A GPU device that complains or goes away is noticed, and the next run gets a new one. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../src/config/fields';
import { isLostAnswer } from '../../src/lib/lostAnswer';
import { chooseBackend, type DeviceTrouble } from '../../src/runtime/backend';
import { createTrainerHost } from '../../src/training/host';
import { createTinyLearner, lossesOf } from '../tensor/runs';
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

/** Takes the device away, and starts WebGPU again. */
async function replaceDevice(): Promise<void> {
  const first = deviceInUse();
  first.destroy();
  await first.lost;
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { backend } = await chooseBackend('webgpu');
  expect(backend).toBe('webgpu');
  expect(deviceInUse()).not.toBe(first);
}

test('training goes on from a copy on a new device with the losses and weights of an unbroken run, bit for bit', async () => {
  await chooseBackend('webgpu');
  const small = { width: 8, depth: 1, batchSize: 6 };
  const whole = createTinyLearner(small);
  await lossesOf(whole, 3);
  const copy = await whole.read();
  const losses = await lossesOf(whole, 5);
  const weights = await whole.read();
  whole.dispose();
  await replaceDevice();
  const resumed = createTinyLearner(small, copy);
  expect(await lossesOf(resumed, 5)).toEqual(losses);
  expect(await resumed.read()).toEqual(weights);
  resumed.dispose();
});

test('after a device is gone the next choice of WebGPU computes on a new one', async () => {
  await chooseBackend('webgpu');
  await replaceDevice();
  const sum = tf.add(tf.tensor1d([1, 2]), 1);
  expect(Array.from(await sum.data())).toEqual([2, 3]);
});

const SMALL: RunConfig = {
  ...DEFAULT_CONFIG,
  backend: 'webgl',
  dataset: 'moons',
  T: 10,
  samplingSteps: 10,
  width: 16,
  depth: 1,
  batchSize: 32,
  trainingSteps: 100_000,
};

test('weights that are read while a WebGL context is lost, and after it, are refused: a lost context gives zeros', async () => {
  const host = createTrainerHost();
  let onLosses = () => {};
  const trains = new Promise<void>((resolve) => {
    onLosses = resolve;
  });
  const lost = new Promise<string>((resolve) => {
    void host.connect(
      (event) => {
        if (event.type === 'losses' && event.firstStep > 3) onLosses();
      },
      undefined,
      resolve,
    );
  });
  await host.start([{ runId: 1, config: SMALL }]);
  await trains;
  expect((await host.state(1)).params.some((value) => value !== 0)).toBe(true);
  const { gl } = (tf.backend() as unknown as { gpgpu: { gl: WebGL2RenderingContext } }).gpgpu;
  const answers = [host.state(1)];
  gl.getExtension('WEBGL_lose_context')!.loseContext();
  answers.push(host.state(1), host.state(1));
  await lost;
  answers.push(host.state(1));
  const results = await Promise.allSettled(answers);
  for (const result of results.slice(1))
    expect(result.status === 'rejected' && isLostAnswer(result.reason)).toBe(true);
  const [first] = results; // it may have been read before the loss, but not as zeros
  if (first.status === 'fulfilled') expect(first.value.params.some((value) => value !== 0)).toBe(true);
  await expect(host.savedModel(1)).rejects.toThrow('The GPU was lost');
  const copy = await host.lastCopy(1);
  if (copy) expect(copy.params.some((value) => value !== 0)).toBe(true);
  await host.stop();
});
