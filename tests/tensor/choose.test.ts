/** An operation runs the implementation of the backend in use, and the reference where there is none. */
import { expect, test } from 'vitest';
import { choose } from '../../src/kernels/choose';
import { NODE_BACKENDS, useNodeBackend } from './nodeBackends';

const named = (name: string) => (x: number) => `${name} ${x}`;

test.each(NODE_BACKENDS)('on %s its own implementation, where there is one', async (backend) => {
  await useNodeBackend(backend);
  const reference = named('reference');
  expect(choose({ webgpu: named('webgpu'), wasm: named('wasm'), cpu: named('cpu'), reference })(3)).toBe(
    `${backend} 3`,
  );
  expect(choose({ webgpu: named('webgpu'), reference })(3)).toBe('reference 3');
});

test('anew at each call, because the backend may change', async () => {
  const operation = choose({ wasm: named('wasm'), cpu: named('cpu'), reference: named('reference') });
  await useNodeBackend('cpu');
  const before = operation(1);
  await useNodeBackend('wasm');
  expect([before, operation(1)]).toEqual(['cpu 1', 'wasm 1']);
});

test('without WebGPU it never looks at what the shaders support', async () => {
  await useNodeBackend('cpu');
  const supported = () => {
    throw new Error('this may upload tensors to a GPU');
  };
  expect(choose({ webgpu: named('webgpu'), supported, reference: named('reference') })(2)).toBe(
    'reference 2',
  );
});
