/**
 * GPU buffers of the application's own, and tensors that are views of them.
 *
 * A view is a window on a buffer: stock operations and shaders read it like any other tensor, and see at once what is written to the
 * buffer. So the weights of a model are one array and many tensors at the same time. Positions and counts are in numbers of four bytes.
 */
import * as tf from '@tensorflow/tfjs-core';
import { flush, type OpenBackend, openBackend } from './backend';
import { recordPostponed } from './postponed';

/** A view begins at a multiple of this many numbers (256 bytes). */
export const VIEW_ALIGNMENT = 64;

export const aligned = (numbers: number): number => Math.ceil(numbers / VIEW_ALIGNMENT) * VIEW_ALIGNMENT;

/** @param numbers its length; the numbers are 0 */
export function createBuffer(numbers: number): GPUBuffer {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  return openBackend().device.createBuffer({ size: 4 * numbers, usage });
}

/** Frees a buffer after the work recorded so far. Caller disposes its views first. */
export function destroyBuffer(buffer: GPUBuffer): void {
  flush(openBackend());
  buffer.destroy();
}

/** @param at first number of the view; caller disposes the view, and the buffer stays */
export function viewOf(
  buffer: GPUBuffer,
  at: number,
  shape: readonly number[],
  dtype: 'float32' | 'int32' = 'float32',
): tf.Tensor {
  const backend = openBackend();
  readViews(backend);
  const view = tf.tensor({ buffer, zeroCopy: true }, [...shape], dtype);
  const size = 4 * tf.util.sizeFromShape([...shape]);
  backend.tensorMap.get(view.dataId).resource = { buffer, offset: 4 * at, size };
  return tf.keep(view);
}

/** The buffer of a tensor and the byte at which its numbers begin; uploads a tensor that is still on the processor. */
export function placeOf(tensor: tf.Tensor): { readonly buffer: GPUBuffer; readonly offset: number } {
  const backend = openBackend();
  backend.uploadToGPU(tensor.dataId);
  const { buffer, offset = 0 } = backend.tensorToBinding(tensor) as GPUBufferBinding;
  return { buffer, offset };
}

/**
 * Writes numbers from the processor, after the work recorded so far: the queue performs a write at once, so commands that are recorded
 * and not yet submitted would read the new numbers instead of those before.
 * @param at first number that is written
 */
export function writeNumbers(
  buffer: GPUBuffer,
  at: number,
  values: ArrayBuffer | Float32Array | Int32Array,
): void {
  const backend = openBackend();
  recordPostponed();
  if (backend.commandEncoder) flush(backend);
  backend.queue.writeBuffer(buffer, 4 * at, values as ArrayBuffer | Float32Array<ArrayBuffer>);
}

/** Copies numbers between buffers, in the order of the calls. */
export function copyNumbers(
  from: { readonly buffer: GPUBuffer; readonly at: number },
  to: { readonly buffer: GPUBuffer; readonly at: number },
  count: number,
): void {
  const backend = openBackend();
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.commandEncoder!.copyBufferToBuffer(from.buffer, 4 * from.at, to.buffer, 4 * to.at, 4 * count);
}

/** Steps whose numbers may wait for the device. */
const STEPS_IN_RING = 64;

/**
 * A ring for numbers that are written anew before each step: to its next slot, from which the device copies them when it comes to the step.
 * So several steps can be recorded before the first is submitted.
 * @param to where the step reads them
 */
export function createStepRing(numbers: number, to: { readonly buffer: GPUBuffer; readonly at: number }) {
  const ring = createBuffer(STEPS_IN_RING * numbers);
  let slot = 0;
  return {
    write(values: ArrayBuffer): void {
      // A write does not wait for what is recorded: all copies from the ring must have left before its first slot is written again.
      if (slot === 0) writeNumbers(ring, 0, values);
      else openBackend().queue.writeBuffer(ring, 4 * slot * numbers, values);
      copyNumbers({ buffer: ring, at: slot * numbers }, to, numbers);
      slot = (slot + 1) % STEPS_IN_RING;
    },
    dispose: () => destroyBuffer(ring),
  };
}

/** Reads ranges of buffers, as they are after the work recorded so far. @returns the ranges, one after the other */
export async function readNumbers(
  ranges: readonly { readonly buffer: GPUBuffer; readonly at: number; readonly count: number }[],
): Promise<Float32Array> {
  const total = ranges.reduce((sum, { count }) => sum + count, 0);
  const backend = openBackend();
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
  const staging = backend.device.createBuffer({ size: 4 * total, usage });
  let at = 0;
  for (const { count, ...from } of ranges) {
    copyNumbers(from, { buffer: staging, at }, count);
    at += count;
  }
  flush(backend);
  await staging.mapAsync(GPUMapMode.READ);
  const values = new Float32Array(staging.getMappedRange().slice(0));
  staging.destroy();
  return values;
}

const patched = new WeakSet<OpenBackend>();

/**
 * Patches a backend so that it can read views, and so that it caches no numbers of external memory, which may be written at any time.
 */
function readViews(backend: OpenBackend): void {
  if (patched.has(backend)) return;
  patched.add(backend);
  const readBuffer = backend.getBufferData.bind(backend);
  const cacheOnProcessor = backend.convertAndCacheOnCPU.bind(backend);
  backend.getBufferData = async (resource: GPUBuffer | GPUBufferBinding) => {
    if (resource instanceof GPUBuffer) return readBuffer(resource);
    const { buffer, offset = 0, size = 0 } = resource;
    const values = await readNumbers([{ buffer, at: offset / 4, count: size / 4 }]);
    return values.buffer as ArrayBuffer;
  };
  backend.convertAndCacheOnCPU = (id, values) =>
    backend.tensorMap.get(id).external ? values : cacheOnProcessor(id, values);
}
