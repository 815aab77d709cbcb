/**
 * Models of equal shape, stacked: the arrays of each are its part of buffers that they share, and one recording does the same work for all of
 * them, with the dispatches of one (`webgpu/modelAxis.ts`). On WebGPU alone.
 */
import * as tf from '@tensorflow/tfjs-core';
import { createStackedBuffer, overModels, strideOf } from '../webgpu/modelAxis';
import {
  type BufferPart,
  createBuffer,
  type DeviceBuffer,
  destroyBuffer,
  placeOf,
  viewOf,
  writeNumbers,
} from './buffers';
import { REPLAY_FLAG, type Replayable, replayable } from './replay';

/** Where a model's arrays come from. */
export interface DeviceMemory {
  /** @param numbers its length; the numbers are 0 */
  createBuffer(numbers: number): DeviceBuffer;
}

/** Memory of one model alone. */
export const OWN_MEMORY: DeviceMemory = { createBuffer };

/** A constant of a model on the device. */
export interface Uploaded {
  /** [values.length] */
  readonly tensor: tf.Tensor;
  dispose(): void;
}

export function upload(memory: DeviceMemory, values: Float32Array | Int32Array): Uploaded {
  const buffer = memory.createBuffer(values.length);
  writeNumbers(buffer, 0, values);
  const dtype = values instanceof Float32Array ? 'float32' : 'int32';
  const tensor = viewOf(buffer, 0, [values.length], dtype);
  return {
    tensor,
    dispose() {
      tensor.dispose();
      destroyBuffer(buffer);
    },
  };
}

export interface StackedMemory {
  /** One for each model. */
  readonly memories: readonly DeviceMemory[];
  /** Whether all models have asked for buffers of the same lengths: then a work that is equal for all finds each array in their stack. */
  readonly isComplete: boolean;
}

interface Stack {
  readonly buffer: GPUBuffer;
  readonly numbers: number;
  /** Parts that were given out, and those of them that are still in use. */
  parts: number;
  inUse: number;
}

/** The n-th buffer of each model is a part of the n-th stack. A model that asks for another length than the first gets a buffer of its own. */
export function createStackedMemory(models: number): StackedMemory {
  const stacks: (Stack | null)[] = [];
  const open = (numbers: number): Stack | null => {
    const buffer = createStackedBuffer(models, numbers);
    return buffer && { buffer, numbers, parts: 0, inUse: 0 };
  };
  const memoryOf = (model: number): DeviceMemory => {
    let next = 0;
    return {
      createBuffer(numbers) {
        const i = next++;
        if (i === stacks.length) stacks.push(open(numbers));
        const stack = stacks[i];
        if (stack?.numbers !== numbers) return createBuffer(numbers);
        stack.parts += 1;
        stack.inUse += 1;
        const part: BufferPart = {
          whole: stack.buffer,
          begin: (model * stack.buffer.size) / 4 / models,
          isLast: () => --stack.inUse === 0,
        };
        return part;
      },
    };
  };
  return {
    memories: Array.from({ length: models }, (_, model) => memoryOf(model)),
    get isComplete() {
      return stacks.every((stack) => stack?.parts === models);
    },
  };
}

type Tensors = Readonly<Record<string, tf.Tensor>>;

/** Whether one recording can do the work of several models: where steps are replayed. */
export const recordsStacks = (): boolean => tf.env().getBool(REPLAY_FLAG);

/** A recording for one model whose arrays are in a stack: its numbers are those of the recording for all, bit for bit. */
export const replayableInStack = <T extends Tensors>(f: () => T): Replayable<T> =>
  replayable(() => overModels(1, f));

export interface StackedReplay<T> {
  /** @returns the tensors of each model, valid until the next run; they do not belong to the caller */
  run(submissions?: number): readonly T[];
  readonly dispatches: number | null;
  dispose(): void;
}

/** @param f the work of the first model, on its tensors; that of the others is the same, on theirs */
export function replayableOverModels<T extends Tensors>(models: number, f: () => T): StackedReplay<T> {
  const work = replayable(() => overModels(models, f));
  let results: readonly T[] | null = null;
  const ofModel = (first: T, model: number): T =>
    Object.fromEntries(
      Object.entries<tf.Tensor>(first).map(([name, tensor]) => {
        const { buffer, at } = placeOf(tensor);
        return [name, viewOf(buffer, at + model * strideOf(tensor), tensor.shape)];
      }),
    ) as T;
  return {
    run(submissions) {
      const first = work.run(submissions);
      results ??= Array.from({ length: models }, (_, model) => ofModel(first, model));
      return results;
    },
    get dispatches() {
      return work.dispatches;
    },
    dispose() {
      for (const result of results ?? []) tf.dispose(Object.values<tf.Tensor>(result));
      work.dispose();
    },
  };
}
