/**
 * The weight store on WebGPU: five buffers of one layout, of which the weights and their gradients are views. The backward pass writes
 * gradients where the optimizer reads them, and the optimizer writes parameters where the forward pass reads them.
 */
import * as tf from '@tensorflow/tfjs-core';
import { adamInPlace } from '../kernels/webgpu/adam';
import { offerGradientPlace } from '../kernels/webgpu/gradientPlace';
import { finishGradients } from '../kernels/webgpu/laterGradients';
import {
  aligned,
  copyNumbers,
  createBuffer,
  destroyBuffer,
  placeOf,
  readNumbers,
  viewOf,
} from '../kernels/webgpu/views';
import type { Layout } from '../model/layout';
import type { FlatState, HeldState, WeightStore } from './weightStore';

/** The order of the arrays in a snapshot. */
const PARTS = ['parameters', 'm', 'v', 'ema'] as const;

interface Snapshot extends HeldState {
  /** The four arrays, one after the other. */
  readonly buffer: GPUBuffer;
}

/** Where each parameter lies on the device: a view begins at a multiple of 64 numbers, so there are gaps, which stay 0. */
function spreadOf({ parameters, size }: Layout) {
  let length = 0;
  const places = parameters.map((parameter) => {
    const at = length;
    length += aligned(parameter.size);
    return { ...parameter, at };
  });
  return {
    places,
    length,
    spread(flat: Float32Array): Float32Array {
      const wide = new Float32Array(length);
      for (const { at, offset, size } of places) wide.set(flat.subarray(offset, offset + size), at);
      return wide;
    },
    gathered(wide: Float32Array): Float32Array {
      const flat = new Float32Array(size);
      for (const { at, offset, size } of places) flat.set(wide.subarray(at, at + size), offset);
      return flat;
    },
  };
}

export function createFlatStore(layout: Layout, first: FlatState): WeightStore<Snapshot> {
  const { places, length, spread, gathered } = spreadOf(layout);
  const filled = (values: Float32Array) => {
    const buffer = createBuffer(length);
    const { device } = tf.backend() as unknown as { device: GPUDevice };
    device.queue.writeBuffer(buffer, 0, spread(values) as Float32Array<ArrayBuffer>);
    return buffer;
  };
  const buffers = {
    parameters: filled(first.parameters),
    m: filled(first.m),
    v: filled(first.v),
    ema: filled(first.ema),
  };
  const gradient = createBuffer(length);
  const viewsOf = (buffer: GPUBuffer) => places.map(({ at, shape }) => viewOf(buffer, at, shape));
  const whole = {
    parameters: viewOf(buffers.parameters, 0, [length]),
    m: viewOf(buffers.m, 0, [length]),
    v: viewOf(buffers.v, 0, [length]),
    ema: viewOf(buffers.ema, 0, [length]),
    gradient: viewOf(gradient, 0, [length]),
  };
  const parameters = viewsOf(buffers.parameters);
  const gradients = viewsOf(gradient);
  for (const [i, parameter] of parameters.entries()) offerGradientPlace(parameter, gradients[i]);
  /** Buffers of snapshots that were let go: the next one has them. */
  const spare: GPUBuffer[] = [];
  let disposed = false;

  /** Brings to its place what a kernel left elsewhere. */
  const collect = (given: readonly tf.Tensor[]) => {
    for (const [i, tensor] of given.entries()) {
      const { buffer, offset } = placeOf(tensor);
      if (buffer === gradient && offset === 4 * places[i].at) continue;
      copyNumbers({ buffer, at: offset / 4 }, { buffer: gradient, at: places[i].at }, places[i].size);
    }
  };

  return {
    parameters: () => parameters,
    update(given, step, constants) {
      finishGradients();
      collect(given);
      adamInPlace(whole, whole.gradient, step, constants);
    },
    hold(which) {
      const buffer = createBuffer(length);
      copyNumbers({ buffer: buffers[which], at: 0 }, { buffer, at: 0 }, length);
      const tensors = viewsOf(buffer);
      return {
        tensors,
        dispose() {
          tf.dispose(tensors);
          destroyBuffer(buffer);
        },
      };
    },
    snapshot() {
      const buffer = spare.pop() ?? createBuffer(PARTS.length * length);
      for (const [i, part] of PARTS.entries())
        copyNumbers({ buffer: buffers[part], at: 0 }, { buffer, at: i * length }, length);
      return { buffer, dispose: () => (disposed ? destroyBuffer(buffer) : void spare.push(buffer)) };
    },
    restore({ buffer }) {
      for (const [i, part] of PARTS.entries())
        copyNumbers({ buffer, at: i * length }, { buffer: buffers[part], at: 0 }, length);
    },
    async read() {
      const values = await readNumbers(
        PARTS.map((part) => ({ buffer: buffers[part], at: 0, count: length })),
      );
      const part = (i: number) => gathered(values.subarray(i * length, (i + 1) * length));
      return { parameters: part(0), m: part(1), v: part(2), ema: part(3) };
    },
    dispose() {
      disposed = true;
      tf.dispose([...parameters, ...gradients, ...Object.values(whole)]);
      for (const buffer of [...Object.values(buffers), gradient, ...spare.splice(0)]) destroyBuffer(buffer);
    },
  };
}
