/** The probe of WebGPU on browsers that describe their adapter in different ways. */
import { afterEach, expect, test, vi } from 'vitest';
import { probeWebgpu } from '../../../src/runtime/probe';

const browserWith = (adapter: unknown) =>
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => adapter } });

afterEach(() => void vi.unstubAllGlobals());

test('an adapter that describes itself is hardware, and has a name', async () => {
  browserWith({ info: { vendor: 'nvidia', architecture: 'ampere', device: '', description: '' } });
  expect(await probeWebgpu()).toEqual({ available: true, device: 'nvidia ampere', software: false });
});

test('Chromium before 127 and early Safari have a function instead of the description', async () => {
  browserWith({ requestAdapterInfo: async () => ({ vendor: 'apple', architecture: 'metal-3' }) });
  expect(await probeWebgpu()).toEqual({ available: true, device: 'apple metal-3', software: false });
  browserWith({ requestAdapterInfo: async () => Promise.reject(new Error('not allowed')) });
  expect(await probeWebgpu()).toEqual({ available: true, device: '', software: false });
});

test('an adapter without any description is an adapter', async () => {
  browserWith({});
  expect(await probeWebgpu()).toEqual({ available: true, device: '', software: false });
});

test.each([
  { info: { vendor: 'google', architecture: 'swiftshader' } },
  { info: { vendor: 'mesa', description: 'llvmpipe (LLVM 15.0.6, 256 bits)' } },
  { info: { vendor: 'microsoft', isFallbackAdapter: true } },
  { info: { vendor: 'microsoft' }, isFallbackAdapter: true }, // before Chromium 136
])('%j is a program on the processor', async (adapter) => {
  browserWith(adapter);
  expect(await probeWebgpu()).toMatchObject({ available: true, software: true });
});

test('no adapter, or one that is refused, is no WebGPU', async () => {
  browserWith(null);
  expect((await probeWebgpu()).available).toBe(false);
  vi.stubGlobal('navigator', { gpu: { requestAdapter: () => Promise.reject(new Error('private')) } });
  expect((await probeWebgpu()).available).toBe(false);
  vi.stubGlobal('navigator', {});
  expect((await probeWebgpu()).available).toBe(false);
});
