/**
 * Arrays of the application's own where steps are recorded, on WebGPU or on the heap of WASM, and tensors that are views of them: stock
 * operations, shaders and the own module read a view like any other tensor. Positions and counts are in numbers of four bytes.
 */
import type * as tf from '@tensorflow/tfjs-core';
import {
  allocateBuffer,
  copyOnHeap,
  freeBuffer,
  type HeapBuffer,
  placeOnHeap,
  readFromHeap,
  viewOnHeap,
  writeOnHeap,
} from '../wasm/buffers';
import { hasWasmModule } from '../wasm/engine';
import { forgetPacked } from '../wasm/ownData';
import { flush, hasFusedKernels, openBackend } from '../webgpu/backend';
import * as gpu from '../webgpu/buffers';

export { aligned, VIEW_ALIGNMENT } from '../webgpu/buffers';

/** The part of one model in a buffer that several models share. */
export interface BufferPart {
  readonly whole: GPUBuffer;
  /** Its first number. */
  readonly begin: number;
  /** Gives it back. @returns whether it was the last part in use */
  isLast(): boolean;
}

/** A buffer belongs to the backend that was in use when it was made. */
export type DeviceBuffer = GPUBuffer | BufferPart | HeapBuffer;

/** Some numbers of a buffer. */
export interface Place {
  readonly buffer: DeviceBuffer;
  readonly at: number;
}

export const onHeap = (buffer: DeviceBuffer): buffer is HeapBuffer => 'address' in buffer;

const isPart = (buffer: DeviceBuffer): buffer is BufferPart => 'whole' in buffer;

/** Of a buffer on the GPU. */
function placeOnGpu<P extends Place>({ buffer, ...range }: P): P & { readonly buffer: GPUBuffer } {
  const place = isPart(buffer) ? { buffer: buffer.whole, at: buffer.begin + range.at } : { buffer };
  return { ...range, ...place } as P & { readonly buffer: GPUBuffer };
}

/** Whether steps are recorded and replayed on the backend in use, with the arrays of a run in buffers. */
export const recordsSteps = (): boolean => hasFusedKernels() || hasWasmModule();

/** @param numbers its length; the numbers are 0 */
export const createBuffer = (numbers: number): DeviceBuffer =>
  hasFusedKernels() ? gpu.createBuffer(numbers) : allocateBuffer(numbers);

/** Frees a buffer after the work recorded so far. Caller disposes its views first. */
export function destroyBuffer(buffer: DeviceBuffer): void {
  if (onHeap(buffer)) freeBuffer(buffer);
  else if (!isPart(buffer)) gpu.destroyBuffer(buffer);
  else if (buffer.isLast()) gpu.destroyBuffer(buffer.whole);
}

/** @param at first number of the view; caller disposes the view, and the buffer stays */
export function viewOf(
  buffer: DeviceBuffer,
  at: number,
  shape: readonly number[],
  dtype: 'float32' | 'int32' = 'float32',
): tf.Tensor {
  if (onHeap(buffer)) return viewOnHeap(buffer, at, shape, dtype);
  const place = placeOnGpu({ buffer, at });
  return gpu.viewOf(place.buffer, place.at, shape, dtype);
}

/** Where the numbers of a tensor lie; uploads a tensor that is still on the processor. */
export function placeOf(tensor: tf.Tensor): Place {
  if (!hasFusedKernels()) return placeOnHeap(tensor);
  const { buffer, offset } = gpu.placeOf(tensor);
  return { buffer, at: offset / 4 };
}

/** The memory of a place, and its first byte there: all buffers on the heap are one memory. */
function addressIn({ buffer, at }: Place) {
  if (onHeap(buffer)) return { memory: null, byte: buffer.address + 4 * at };
  const place = placeOnGpu({ buffer, at });
  return { memory: place.buffer, byte: 4 * place.at };
}

export function isSamePlace(a: Place, b: Place): boolean {
  const [p, q] = [addressIn(a), addressIn(b)];
  return p.memory === q.memory && p.byte === q.byte;
}

/** Writes numbers from the processor, after the work recorded so far. @param at first number that is written */
export function writeNumbers(
  buffer: DeviceBuffer,
  at: number,
  values: ArrayBuffer | Float32Array | Int32Array,
): void {
  if (onHeap(buffer)) writeOnHeap(buffer, at, values);
  else {
    const place = placeOnGpu({ buffer, at });
    gpu.writeNumbers(place.buffer, place.at, values);
  }
}

/** Copies numbers between buffers, in the order of the calls. */
export function copyNumbers(from: Place, to: Place, count: number): void {
  const [a, b] = [from.buffer, to.buffer];
  if (onHeap(a) && onHeap(b)) copyOnHeap({ buffer: a, at: from.at }, { buffer: b, at: to.at }, count);
  else gpu.copyNumbers(placeOnGpu(from), placeOnGpu(to), count);
}

/** Reads ranges of buffers, as they are after the work recorded so far. @returns the ranges, one after the other */
export async function readNumbers(
  ranges: readonly (Place & { readonly count: number })[],
): Promise<Float32Array> {
  type HeapRange = { readonly buffer: HeapBuffer; readonly at: number; readonly count: number };
  if (ranges.every(({ buffer }) => onHeap(buffer))) return readFromHeap(ranges as readonly HeapRange[]);
  return gpu.readNumbers(ranges.map((range) => placeOnGpu(range)));
}

/** A small buffer whose numbers are written anew before each step. */
export interface StepBuffer {
  readonly buffer: DeviceBuffer;
  /** Writes all numbers: work recorded before reads the old ones, and need not be submitted first. */
  write(values: ArrayBuffer): void;
  /** Caller disposes the views first. */
  dispose(): void;
}

/**
 * @param numbers its length
 * @param buffer  of that length, which it frees
 */
export function createStepBuffer(numbers: number, buffer = createBuffer(numbers)): StepBuffer {
  if (onHeap(buffer))
    return {
      buffer,
      write: (values) => writeNumbers(buffer, 0, values),
      dispose: () => destroyBuffer(buffer),
    };
  const ring = gpu.createStepRing(numbers, placeOnGpu({ buffer, at: 0 }));
  return {
    buffer,
    write: (values) => ring.write(values),
    dispose() {
      ring.dispose();
      destroyBuffer(buffer);
    },
  };
}

/** To be called when the buffer of views was written: what the backend derived from them is then out of date. */
export function noteWritten(views: readonly tf.Tensor[]): void {
  if (!hasFusedKernels()) views.forEach(forgetPacked);
}

/** Sends the work recorded so far to the device. */
export function submit(): void {
  if (hasFusedKernels()) flush(openBackend());
}
