/** Training needs no timer: a hidden tab holds timers back to a second, and animation frames altogether. */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, expect, test, vi } from 'vitest';
import { chooseBackend } from '../../src/runtime/backend';
import { deviceDone } from '../../src/runtime/deviceDone';
import { yieldMacrotask } from '../../src/runtime/yield';

afterEach(() => vi.restoreAllMocks());

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
