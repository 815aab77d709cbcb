/** The choice of a backend: the order tried, and the sentence that tells why it is not the one wished for. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { backendOrder, chooseBackend, onEachOperation, reasonFor } from '../../src/runtime/backend';
import { fastestFirst } from '../../src/runtime/backendBenchmark';

const hardware = { available: true, device: 'a GPU', software: false };
const software = { available: true, device: 'SwiftShader', software: true };
const absent = { available: false, device: '', software: false };
const processor = { available: true, device: '', software: false };
const probes = (webgpu = hardware, webgl = hardware) => ({ webgpu, webgl, wasm: processor, cpu: processor });

test('auto takes hardware first, then WASM, and software adapters only after it', () => {
  expect(backendOrder('auto', probes())).toEqual(['webgpu', 'webgl', 'wasm', 'cpu']);
  expect(backendOrder('auto', probes(software, software))).toEqual(['wasm', 'webgpu', 'webgl', 'cpu']);
  expect(backendOrder('auto', probes(absent, hardware))).toEqual(['webgl', 'wasm', 'cpu']);
});

test('the requested backend is tried first, software or not, and then what comes after it', () => {
  expect(backendOrder('webgpu', probes(software, software))).toEqual(['webgpu', 'webgl', 'wasm', 'cpu']);
  expect(backendOrder('webgpu', probes(absent, software))).toEqual(['webgl', 'wasm', 'cpu']);
  expect(backendOrder('wasm', probes())).toEqual(['wasm', 'cpu']);
});

test('the reason names what is missing and what failed', () => {
  const none = new Map();
  expect(reasonFor('auto', 'webgpu', probes(), none)).toBe('');
  expect(reasonFor('wasm', 'wasm', probes(absent, absent), none)).toBe('');
  expect(reasonFor('webgpu', 'webgl', probes(absent), none)).toBe('this browser has no WebGPU adapter');
  expect(reasonFor('webgpu', 'wasm', probes(absent, absent), none)).toBe(
    'this browser has no WebGPU adapter, and this browser has no WebGL',
  );
  expect(reasonFor('auto', 'wasm', probes(absent, software), none)).toBe(
    'this browser has no WebGPU adapter, and WebGL here is a program on the processor',
  );
  expect(reasonFor('auto', 'wasm', probes(software, software), none)).toBe(
    'WebGPU and WebGL here are programs on the processor',
  );
  expect(reasonFor('webgl', 'wasm', probes(), new Map([['webgl', 'no context']]))).toBe(
    'WebGL did not start (no context)',
  );
});

test('what was measured faster is taken first, and the reason says that it was measured', () => {
  const speeds = { webgpu: 4, wasm: 9 };
  expect(fastestFirst(backendOrder('auto', probes()), speeds)).toEqual(['wasm', 'webgpu', 'webgl', 'cpu']);
  expect(fastestFirst(backendOrder('auto', probes()), { webgpu: 90, wasm: 9 })[0]).toBe('webgpu');
  expect(reasonFor('auto', 'wasm', probes(), new Map(), speeds)).toBe('WebGPU was measured slower here');
  expect(reasonFor('auto', 'wasm', probes(absent, hardware), new Map(), { webgl: 1, wasm: 9 })).toBe(
    'this browser has no WebGPU adapter, and WebGL was measured slower here',
  );
});

test('in Node, where there is no GPU, WebGPU falls back to WASM and says so', async () => {
  const { backend, reason } = await chooseBackend('webgpu');
  expect(backend).toBe('wasm');
  expect(reason).toMatch(/no WebGPU adapter/);
});

test('on WASM as asked for there is nothing to explain: the own module is there', async () => {
  expect((await chooseBackend('wasm')).reason).toBe('');
});

test('every operation of a forward and a backward pass calls back while the pass holds the thread', async () => {
  await chooseBackend('cpu');
  let calls = 0;
  onEachOperation(() => calls++);
  const LAYERS = 10;
  const product = (x: tf.Tensor) => {
    let y = x;
    for (let layer = 0; layer < LAYERS; layer++) y = tf.matMul(y, x);
    return tf.sum(y);
  };
  tf.tidy(() => product(tf.ones([4, 4])));
  const forward = calls;
  expect(forward).toBeGreaterThanOrEqual(LAYERS);
  calls = 0;
  tf.tidy(() => tf.grad(product)(tf.ones([4, 4])));
  expect(calls).toBeGreaterThanOrEqual(forward + 2 * LAYERS); // two products for the gradient of one
});
