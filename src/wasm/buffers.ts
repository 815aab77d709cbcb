/** Arrays of the application's own on the heap of WASM, and tensors that are views of them, as `webgpu/buffers.ts` has them on a device. */
import * as tf from '@tensorflow/tfjs-core';
import { call } from './engine';
import { addressOf, openWasmBackend, tensorAt } from './ownData';

export interface HeapBuffer {
  readonly address: number;
}

/** @param numbers its length; the numbers are 0. Caller frees. @throws Error where there is no room */
export function allocateBuffer(numbers: number): HeapBuffer {
  const { wasm } = openWasmBackend();
  const bytes = Math.max(4 * numbers, 4);
  const address = wasm._malloc(bytes) >>> 0;
  if (address === 0) throw new Error(`out of memory: WebAssembly has no room for ${bytes} bytes`);
  wasm.HEAPU8.fill(0, address, address + bytes);
  return { address };
}

export const freeBuffer = ({ address }: HeapBuffer): void => openWasmBackend().wasm._free(address);

/** @param at first number of the view; caller disposes the view, and the buffer stays */
export const viewOnHeap = (
  { address }: HeapBuffer,
  at: number,
  shape: readonly number[],
  dtype: 'float32' | 'int32' = 'float32',
): tf.Tensor => tf.keep(tensorAt(address + 4 * at, shape, dtype));

/** The whole heap as the buffer of a tensor, and its first number there. */
export const placeOnHeap = (tensor: tf.Tensor): { readonly buffer: HeapBuffer; readonly at: number } => ({
  buffer: { address: 0 },
  at: addressOf(tensor) / 4,
});

/** @param at first number that is written */
export function writeOnHeap(
  { address }: HeapBuffer,
  at: number,
  values: ArrayBuffer | Float32Array | Int32Array,
): void {
  const bytes =
    values instanceof ArrayBuffer
      ? new Uint8Array(values)
      : new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  openWasmBackend().wasm.HEAPU8.set(bytes, address + 4 * at);
}

export function copyOnHeap(
  from: { readonly buffer: HeapBuffer; readonly at: number },
  to: { readonly buffer: HeapBuffer; readonly at: number },
  count: number,
): void {
  call('copy', from.buffer.address + 4 * from.at, to.buffer.address + 4 * to.at, count);
}

/** @returns the ranges, one after the other */
export function readFromHeap(
  ranges: readonly { readonly buffer: HeapBuffer; readonly at: number; readonly count: number }[],
): Float32Array {
  const { buffer: heap } = openWasmBackend().wasm.HEAPU8;
  const values = new Float32Array(ranges.reduce((sum, { count }) => sum + count, 0));
  let to = 0;
  for (const { buffer, at, count } of ranges) {
    values.set(new Float32Array(heap, buffer.address + 4 * at, count), to);
    to += count;
  }
  return values;
}
