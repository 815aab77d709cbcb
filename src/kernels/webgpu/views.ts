/**
 * A view is a tensor that is a window of a buffer of our own: stock operations and shaders read it like any other tensor, and what is
 * written to the buffer is there at once. So the weights of a model can be one array and many tensors at the same time.
 */
import * as tf from '@tensorflow/tfjs-core';
import { flush, type OpenBackend, openBackend } from './backend';

/** A view begins at a multiple of this many numbers (256 bytes). */
export const VIEW_ALIGNMENT = 64;

export const aligned = (numbers: number): number => Math.ceil(numbers / VIEW_ALIGNMENT) * VIEW_ALIGNMENT;

/** @param numbers its length; the numbers are 0 */
export function createBuffer(numbers: number): GPUBuffer {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  return openBackend().device.createBuffer({ size: 4 * numbers, usage });
}

/** Frees a buffer when what has been asked of it is done. Its views are to be disposed before. */
export function destroyBuffer(buffer: GPUBuffer): void {
  flush(openBackend());
  buffer.destroy();
}

/** @param at first number of the view; caller disposes the view, which leaves the buffer as it is */
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

/** Where a tensor's numbers lie, uploaded if they were not. */
export function placeOf(tensor: tf.Tensor): { readonly buffer: GPUBuffer; readonly offset: number } {
  const backend = openBackend();
  backend.uploadToGPU(tensor.dataId);
  const { buffer, offset = 0 } = backend.tensorToBinding(tensor) as GPUBufferBinding;
  return { buffer, offset };
}

/** Copies numbers between buffers, in the order of the calls. Places are in numbers. */
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

/** Reads stretches of buffers, as they are when what was asked before is done. */
export async function readNumbers(
  stretches: readonly { readonly buffer: GPUBuffer; readonly at: number; readonly count: number }[],
): Promise<Float32Array> {
  const total = stretches.reduce((sum, { count }) => sum + count, 0);
  const backend = openBackend();
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
  const staging = backend.device.createBuffer({ size: 4 * total, usage });
  let at = 0;
  for (const { count, ...from } of stretches) {
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
 * Teaches a backend to read views, and to keep no copy of what it read of memory that is not its own, which may be written at any time.
 */
function readViews(backend: OpenBackend): void {
  if (patched.has(backend)) return;
  patched.add(backend);
  const readBuffer = backend.getBufferData.bind(backend);
  const keepOnProcessor = backend.convertAndCacheOnCPU.bind(backend);
  backend.getBufferData = async (resource: GPUBuffer | GPUBufferBinding) => {
    if (resource instanceof GPUBuffer) return readBuffer(resource);
    const { buffer, offset = 0, size = 0 } = resource;
    const values = await readNumbers([{ buffer, at: offset / 4, count: size / 4 }]);
    return values.buffer as ArrayBuffer;
  };
  backend.convertAndCacheOnCPU = (id, values) =>
    backend.tensorMap.get(id).external ? values : keepOnProcessor(id, values);
}
