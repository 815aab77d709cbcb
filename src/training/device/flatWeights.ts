/**
 * The weight store where steps are recorded, on WebGPU and WASM: five buffers of one layout, of which the weights and their gradients are views. The backward pass writes
 * gradients where the optimizer reads them, and the optimizer writes parameters where the forward pass reads them.
 */
import * as tf from '@tensorflow/tfjs-core';
import { adamInPlace } from '../../kernels/adam/inPlace';
import { muonInPlace } from '../../kernels/muon/inPlace';
import { tableOf } from '../../kernels/muon/table';
import type { Layout } from '../../model/layout';
import type { MuonMatrix } from '../../model/muonMatrices';
import {
  aligned,
  copyNumbers,
  createBuffer,
  type DeviceBuffer,
  destroyBuffer,
  isSamePlace,
  noteWritten,
  placeOf,
  readNumbers,
  viewOf,
  writeNumbers,
} from '../../recorded/buffers';
import { type DeviceMemory, OWN_MEMORY, upload } from '../../recorded/stacked';
import type { TrainArrays } from '../../types/weights';
import { runDeferredWork } from '../../webgpu/deferredWork';
import { setGradientSlot } from '../../webgpu/gradientSlots';
import * as words from '../../words/errors/run';
import { ARRAY_OF, type Snapshot, type WeightStore } from './weightStore';

/** The order of the arrays in a snapshot. */
const PARTS = ['params', 'm', 'v', 'ema'] as const;

interface BufferSnapshot extends Snapshot {
  /** The four arrays, one after the other. */
  readonly buffer: DeviceBuffer;
}

/**
 * The padded layout on the device: a view begins at a multiple of 64 numbers, so there are gaps, which stay 0.
 * @param last numbers of the parameters that lie behind all others
 */
function paddedLayout({ parameters, size }: Layout, last: readonly number[]) {
  let length = 0;
  const begins = new Map<number, number>();
  const inOrder = [...parameters.keys()].filter((i) => !last.includes(i));
  for (const i of [...inOrder, ...last]) {
    begins.set(i, length);
    length += aligned(parameters[i].size);
  }
  const places = parameters.map((parameter, i) => ({ ...parameter, at: begins.get(i)! }));
  return {
    places,
    length,
    pad(flat: Float32Array): Float32Array {
      const padded = new Float32Array(length);
      for (const { at, offset, size } of places) padded.set(flat.subarray(offset, offset + size), at);
      return padded;
    },
    unpad(padded: Float32Array): Float32Array {
      const flat = new Float32Array(size);
      for (const { at, offset, size } of places) flat.set(padded.subarray(at, at + size), offset);
      return flat;
    },
  };
}

/**
 * @param first    arrays to begin with, [layout.size] each
 * @param matrices that Muon updates
 * @param memory   of the arrays that training reads and writes
 */
export function createFlatStore(
  layout: Layout,
  first: TrainArrays<Float32Array>,
  matrices: readonly MuonMatrix[] = [],
  memory: DeviceMemory = OWN_MEMORY,
): WeightStore<BufferSnapshot> {
  const { places, length, pad, unpad } = paddedLayout(
    layout,
    matrices.map(({ parameter }) => parameter),
  );
  const filled = (values: Float32Array) => {
    const buffer = memory.createBuffer(length);
    writeNumbers(buffer, 0, pad(values));
    return buffer;
  };
  const buffers = {
    params: filled(first.params),
    m: filled(first.m),
    v: filled(first.v),
    ema: filled(first.ema),
  };
  const gradient = memory.createBuffer(length);
  const viewsOf = (buffer: DeviceBuffer) => places.map(({ at, shape }) => viewOf(buffer, at, shape));
  const whole = {
    params: viewOf(buffers.params, 0, [length]),
    m: viewOf(buffers.m, 0, [length]),
    v: viewOf(buffers.v, 0, [length]),
    ema: viewOf(buffers.ema, 0, [length]),
    gradient: viewOf(gradient, 0, [length]),
  };
  const placed = matrices.map((matrix) => ({ ...matrix, at: places[matrix.parameter].at }));
  const table = placed.length > 0 ? upload(memory, tableOf(placed)) : null;
  const params = viewsOf(buffers.params);
  const gradients = viewsOf(gradient);
  for (const [i, parameter] of params.entries()) setGradientSlot(parameter, gradients[i]);
  /** Buffers of disposed snapshots, which later ones reuse. */
  const spare: DeviceBuffer[] = [];
  let disposed = false;

  /** Copies to its place each gradient that a kernel wrote elsewhere. */
  const collect = (gradients: readonly tf.Tensor[]) => {
    for (const [i, tensor] of gradients.entries()) {
      const [from, to] = [placeOf(tensor), { buffer: gradient, at: places[i].at }];
      if (!isSamePlace(from, to)) copyNumbers(from, to, places[i].size);
    }
  };

  return {
    params: () => params,
    update(written, step, constants) {
      runDeferredWork();
      collect(written);
      if (table)
        muonInPlace(whole, whole.gradient, step, constants, { matrices: placed, table: table.tensor });
      else adamInPlace(whole, whole.gradient, step, constants);
      noteWritten(params);
    },
    copyWeights(which) {
      const buffer = createBuffer(length);
      copyNumbers({ buffer: buffers[ARRAY_OF[which]], at: 0 }, { buffer, at: 0 }, length);
      const tensors = viewsOf(buffer);
      return {
        tensors,
        dispose() {
          tf.dispose(tensors);
          destroyBuffer(buffer);
        },
      };
    },
    snapshot(step) {
      const buffer = spare.pop() ?? createBuffer(PARTS.length * length);
      for (const [i, part] of PARTS.entries())
        copyNumbers({ buffer: buffers[part], at: 0 }, { buffer, at: i * length }, length);
      return { step, buffer, dispose: () => (disposed ? destroyBuffer(buffer) : void spare.push(buffer)) };
    },
    restore({ buffer }) {
      for (const [i, part] of PARTS.entries())
        copyNumbers({ buffer, at: i * length }, { buffer: buffers[part], at: 0 }, length);
      noteWritten(params);
    },
    async read() {
      if (disposed) throw new Error(words.noSuchRun); // its memory is another's now; `Learner.read` may wait before it reads
      const values = await readNumbers(
        PARTS.map((part) => ({ buffer: buffers[part], at: 0, count: length })),
      );
      const part = (i: number) => unpad(values.subarray(i * length, (i + 1) * length));
      return { params: part(0), m: part(1), v: part(2), ema: part(3) };
    },
    dispose() {
      disposed = true;
      tf.dispose([...params, ...gradients, ...Object.values(whole)]);
      table?.dispose();
      for (const buffer of [...Object.values(buffers), gradient, ...spare.splice(0)]) destroyBuffer(buffer);
    },
  };
}
