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

/** A buffer belongs to the backend that was in use when it was made. */
export type DeviceBuffer = GPUBuffer | HeapBuffer;

/** Some numbers of a buffer. */
export interface Place {
  readonly buffer: DeviceBuffer;
  readonly at: number;
}

const onHeap = (buffer: DeviceBuffer): buffer is HeapBuffer => 'address' in buffer;

/** Whether steps are recorded and replayed on the backend in use, with the arrays of a run in buffers. */
export const recordsSteps = (): boolean => hasFusedKernels() || hasWasmModule();

/** @param numbers its length; the numbers are 0 */
export const createBuffer = (numbers: number): DeviceBuffer =>
  hasFusedKernels() ? gpu.createBuffer(numbers) : allocateBuffer(numbers);

/** Frees a buffer after the work recorded so far. Caller disposes its views first. */
export const destroyBuffer = (buffer: DeviceBuffer): void =>
  onHeap(buffer) ? freeBuffer(buffer) : gpu.destroyBuffer(buffer);

/** @param at first number of the view; caller disposes the view, and the buffer stays */
export const viewOf = (
  buffer: DeviceBuffer,
  at: number,
  shape: readonly number[],
  dtype: 'float32' | 'int32' = 'float32',
): tf.Tensor =>
  onHeap(buffer) ? viewOnHeap(buffer, at, shape, dtype) : gpu.viewOf(buffer, at, shape, dtype);

/** Where the numbers of a tensor lie; uploads a tensor that is still on the processor. */
export function placeOf(tensor: tf.Tensor): Place {
  if (!hasFusedKernels()) return placeOnHeap(tensor);
  const { buffer, offset } = gpu.placeOf(tensor);
  return { buffer, at: offset / 4 };
}

const addressIn = ({ buffer, at }: Place) => (onHeap(buffer) ? buffer.address + 4 * at : 4 * at);

export const isSamePlace = (a: Place, b: Place): boolean =>
  addressIn(a) === addressIn(b) && (a.buffer === b.buffer || (onHeap(a.buffer) && onHeap(b.buffer)));

/** Writes numbers from the processor, after the work recorded so far. @param at first number that is written */
export const writeNumbers = (
  buffer: DeviceBuffer,
  at: number,
  values: ArrayBuffer | Float32Array | Int32Array,
): void => (onHeap(buffer) ? writeOnHeap(buffer, at, values) : gpu.writeNumbers(buffer, at, values));

/** Copies numbers between buffers, in the order of the calls. */
export function copyNumbers(from: Place, to: Place, count: number): void {
  const [a, b] = [from.buffer, to.buffer];
  if (onHeap(a) && onHeap(b)) copyOnHeap({ buffer: a, at: from.at }, { buffer: b, at: to.at }, count);
  else gpu.copyNumbers({ ...from, buffer: a as GPUBuffer }, { ...to, buffer: b as GPUBuffer }, count);
}

/** Reads ranges of buffers, as they are after the work recorded so far. @returns the ranges, one after the other */
export async function readNumbers(
  ranges: readonly (Place & { readonly count: number })[],
): Promise<Float32Array> {
  type Range<B> = { readonly buffer: B; readonly at: number; readonly count: number };
  if (ranges.every(({ buffer }) => onHeap(buffer)))
    return readFromHeap(ranges as readonly Range<HeapBuffer>[]);
  return gpu.readNumbers(ranges as readonly Range<GPUBuffer>[]);
}

/** A small buffer whose numbers are written anew before each step. */
export interface StepBuffer {
  readonly buffer: DeviceBuffer;
  /** Writes all numbers: work recorded before reads the old ones, and need not be submitted first. */
  write(values: ArrayBuffer): void;
  /** Caller disposes the views first. */
  dispose(): void;
}

/** @param numbers its length */
export function createStepBuffer(numbers: number): StepBuffer {
  if (hasFusedKernels()) return gpu.createStepBuffer(numbers);
  const buffer = createBuffer(numbers);
  return {
    buffer,
    write: (values) => writeNumbers(buffer, 0, values),
    dispose: () => destroyBuffer(buffer),
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
