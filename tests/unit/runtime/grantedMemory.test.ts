/** A refused allocation is noticed where it is refused, with what was granted before. */
import { expect, test } from 'vitest';
import { countBuffers, guardHeap } from '../../../src/runtime/grantedMemory';

/** A device that has room for so many bytes. */
function deviceWith(room: number) {
  let used = 0;
  const scopes: (Error | null)[] = [];
  return {
    pushErrorScope: () => void scopes.push(null),
    async popErrorScope() {
      return scopes.pop()!;
    },
    createBuffer({ size }: { size: number }) {
      let held = used + size <= room ? size : 0;
      if (held === 0) scopes[scopes.length - 1] = new Error('no room');
      used += held;
      return {
        destroy() {
          used -= held;
          held = 0;
        },
      };
    },
  } as unknown as GPUDevice;
}

const answered = () => new Promise((resolve) => setTimeout(resolve));
const create = (device: GPUDevice, size: number) => device.createBuffer({ size, usage: 0 });

test('a device counts the buffers that live, and says how much that was when one is refused', async () => {
  const device = deviceWith(1000);
  const refusals: unknown[] = [];
  countBuffers(device, (message, granted) => refusals.push([message, granted]));
  const first = create(device, 300);
  create(device, 400);
  first.destroy();
  first.destroy();
  create(device, 500);
  await answered();
  expect(refusals).toEqual([]);
  create(device, 200);
  create(device, 50);
  await answered();
  expect(refusals).toEqual([['no room', 900]]);
});

test('a heap that refuses throws, instead of giving the address 0', () => {
  const heap = {
    HEAPU8: new Uint8Array(0),
    _malloc: (bytes: number) => (bytes > 100 ? 0 : 8),
    _free: () => {},
  };
  guardHeap(heap);
  guardHeap(heap);
  expect([heap._malloc(50), heap._malloc(0)]).toEqual([8, 8]);
  expect(() => heap._malloc(101)).toThrow('out of memory: 101 bytes were refused');
});
