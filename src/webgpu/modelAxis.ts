/**
 * The model axis: a dispatch computes the same work for several models of equal shape, and the third axis of its workgroups counts them, as
 * `torch.func.vmap` does over stacked modules. So the step of all models has the dispatches of one.
 *
 * Every array is then the first model's part of a buffer in which those of the others follow at a fixed distance, the stride. The code of a
 * kernel does not know of it: each access to an array is moved to the part of the model at hand. With one model the text is the same, so one
 * pipeline computes a model alone and beside others, and its numbers are equal bit for bit.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../lib/shape';
import { type OpenBackend, openBackend } from './backend';
import { aligned } from './buffers';

/** Distances between two models in numbers, by the buffer. */
const strides = new WeakMap<GPUBuffer, number>();

let present: number | null = null;

/** Models in each dispatch; null where dispatches have no model axis. */
export const modelsInDispatch = (): number | null => present;

/** Runs `f`, each dispatch of which computes so many models. Its tensors are those of the first. */
export function overModels<R>(models: number, f: () => R): R {
  const before = present;
  present = models;
  try {
    return f();
  } finally {
    present = before;
  }
}

const STORAGE = () => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

/** Bytes of an array of so many numbers for each model. */
const bytesFor = (models: number, numbers: number): number => 4 * models * aligned(numbers);

const withStride = (buffer: GPUBuffer, numbers: number): GPUBuffer => {
  strides.set(buffer, aligned(numbers));
  return buffer;
};

/** A buffer with so many numbers for each model, all 0; null where the device binds no buffer of that length. */
export function createStackedBuffer(models: number, numbers: number): GPUBuffer | null {
  const { device } = openBackend();
  const size = bytesFor(models, numbers);
  if (size > device.limits.maxStorageBufferBindingSize) return null;
  return withStride(device.createBuffer({ size, usage: STORAGE() }), numbers);
}

/** Gives a new tensor memory for each model, from the pool of the backend. */
export function stackMemory(tensor: tf.TensorInfo, models: number): void {
  const backend = openBackend();
  const numbers = sizeOf(tensor.shape);
  const buffer = backend.bufferManager.acquireBuffer(bytesFor(models, numbers), STORAGE());
  backend.tensorMap.get(tensor.dataId).resource = withStride(buffer, numbers);
}

const bufferOf = (resource: GPUBuffer | GPUBufferBinding) =>
  resource instanceof GPUBuffer ? resource : resource.buffer;

/** The distance between a tensor and the same tensor of the next model, in numbers; 0 of a tensor of one model alone. */
export function strideOf(tensor: tf.TensorInfo): number {
  const { resource } = openBackend().tensorMap.get(tensor.dataId);
  return (resource && strides.get(bufferOf(resource))) ?? 0;
}

/** Where the numbers of all models lie, from those of the first on. @throws Error where they are of one model alone */
export function bindingOverModels(
  backend: OpenBackend,
  tensor: tf.TensorInfo,
  models: number,
): GPUBufferBinding {
  const { buffer, offset = 0 } = backend.tensorToBinding(tensor) as GPUBufferBinding;
  const stride = strides.get(buffer);
  if (stride === undefined) throw new Error('an array of a dispatch over several models is of one alone');
  return { buffer, offset, size: 4 * ((models - 1) * stride + sizeOf(tensor.shape)) };
}

/** The place after the bracket that closes the one at `open`. @throws where none does */
export function closing(code: string, open: number): number {
  let depth = 0;
  for (let i = open; i < code.length; i++) {
    if (code[i] === '[') depth++;
    if (code[i] === ']' && --depth === 0) return i + 1;
  }
  throw new Error('a bracket is not closed');
}

/**
 * WGSL whose accesses to some arrays are moved to the part of the model at hand: `x[y[i]]` becomes
 * `x[begin_x + i32(y[begin_y + i32(i)])]`.
 */
export function movedToModel(code: string, arrays: ReadonlySet<string>): string {
  let result = '';
  let end = 0;
  for (const { index, 0: found, 1: name } of code.matchAll(/(?<![\w.])(\w+)\[/g)) {
    if (index < end || !arrays.has(name)) continue;
    const first = index + found.length;
    const last = closing(code, first - 1) - 1;
    const inside = movedToModel(code.slice(first, last), arrays);
    result += `${code.slice(end, first)}begin_${name} + i32(${inside})]`;
    end = last + 1;
  }
  return result + code.slice(end);
}
