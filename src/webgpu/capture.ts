/**
 * Capture and replay, as of CUDA graphs: a captured function runs once, and each of its dispatches is logged. A replay records the log
 * again without the work that led to it: no tensors, no tape, no bind groups, one encoder. Milliseconds of JavaScript become
 * microseconds, and the numbers are the same bit for bit.
 *
 * Such a function has fixed shapes, reads what changes (step number, rate, batch) from buffers that are written from outside, writes
 * its state in place, and reads nothing from the device. It must not call random stock operations.
 */
import * as tf from '@tensorflow/tfjs-core';
import { flush, type OpenBackend, openBackend } from './backend';

interface Dispatch {
  readonly kind: 'dispatch';
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}

interface Copy {
  readonly kind: 'copy';
  readonly from: GPUBuffer;
  readonly fromOffset: number;
  readonly to: GPUBuffer;
  readonly toOffset: number;
  readonly size: number;
}

type Command = Dispatch | Copy;

export interface Capture<T extends Readonly<Record<string, tf.Tensor>>> {
  /** The tensors that the function returned. Each replay overwrites them; they belong to the capture. */
  readonly results: T;
  /** Dispatches of a replay. */
  readonly dispatches: number;
  /** Bytes of the buffers that the capture holds. */
  readonly bytes: number;
  /**
   * Records the log again, after the work recorded so far.
   * @param submissions parts in which it is submitted: while one runs, the GPU does no other work, such as that of the page
   */
  replay(submissions?: number): void;
  /** Records the log so many times, one after the other. */
  repeat(times: number): void;
  dispose(): void;
}

type BufferManager = OpenBackend['bufferManager'];

/** Buffers that belong to a capture until it is disposed, even where the tensors in them are disposed before. */
const captured = new WeakSet<GPUBuffer>();
const guarded = new WeakSet<BufferManager>();

/** Keeps the pool of the backend from reusing captured buffers when a tensor in them is disposed. */
function guard(manager: BufferManager): void {
  if (guarded.has(manager)) return;
  guarded.add(manager);
  const release = manager.releaseBuffer.bind(manager);
  manager.releaseBuffer = (buffer, reuse) => {
    if (!captured.has(buffer)) release(buffer, reuse);
  };
}

/** A pool for one capture. It reuses buffers within the run as the pool of the backend does, except those that the processor wrote. */
function privateManager(backend: OpenBackend): BufferManager {
  const main = backend.bufferManager;
  const Manager = main.constructor as new (device: GPUDevice) => BufferManager;
  const own = new Manager(backend.device);
  const uploads = new WeakSet<GPUBuffer>();
  const acquire = own.acquireBuffer.bind(own);
  const release = own.releaseBuffer.bind(own);
  own.acquireBuffer = (size, usage, mapped = false, reuse = true) => {
    // The processor writes mapped buffers and uniforms, and a replay does not write them again.
    const buffer = acquire(size, usage, mapped, reuse && !mapped);
    captured.add(buffer);
    if (mapped || usage & GPUBufferUsage.UNIFORM) uploads.add(buffer);
    return buffer;
  };
  own.releaseBuffer = (buffer, reuse) => {
    if (!captured.has(buffer)) main.releaseBuffer(buffer, reuse);
    else if (!uploads.has(buffer)) release(buffer, reuse);
  };
  return own;
}

/** Runs `f` and adds every command that it records on the device to `log`. */
function logging<R>(device: GPUDevice, log: Command[], f: () => R): R {
  const createEncoder = device.createCommandEncoder;
  device.createCommandEncoder = (descriptor) => {
    const encoder = createEncoder.call(device, descriptor);
    const beginPass = encoder.beginComputePass.bind(encoder);
    encoder.beginComputePass = (description) => {
      const pass = beginPass(description);
      const { setPipeline, dispatchWorkgroups } = pass;
      const setBindGroup = pass.setBindGroup as (index: number, group: GPUBindGroup) => void;
      let pipeline: GPUComputePipeline;
      let bindGroup: GPUBindGroup;
      pass.setPipeline = (next) => setPipeline.call(pass, (pipeline = next));
      pass.setBindGroup = ((index: number, next: GPUBindGroup) =>
        setBindGroup.call(pass, index, (bindGroup = next))) as typeof pass.setBindGroup;
      pass.dispatchWorkgroups = (x, y = 1, z = 1) => {
        log.push({ kind: 'dispatch', pipeline, bindGroup, workgroups: [x, y, z] });
        dispatchWorkgroups.call(pass, x, y, z);
      };
      return pass;
    };
    const copy = encoder.copyBufferToBuffer as (...args: unknown[]) => void;
    const logged = (from: GPUBuffer, fromOffset: number, to: GPUBuffer, toOffset: number, size: number) => {
      log.push({ kind: 'copy', from, fromOffset, to, toOffset, size });
      copy.call(encoder, from, fromOffset, to, toOffset, size);
    };
    encoder.copyBufferToBuffer = logged as typeof encoder.copyBufferToBuffer;
    return encoder;
  };
  try {
    return f();
  } finally {
    device.createCommandEncoder = createEncoder;
  }
}

/** Records the log in parts, with a submit between two of them. */
function play(backend: OpenBackend, log: readonly Command[], submissions: number): void {
  const each = Math.ceil(log.length / submissions);
  for (let first = 0; first < log.length; first += each) {
    if (first > 0) flush(backend);
    playPart(backend, log.slice(first, first + each));
  }
}

/** Records commands so many times, in one encoder. */
function playPart(backend: OpenBackend, log: readonly Command[], times = 1): void {
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  const encoder = backend.commandEncoder!;
  let pass: GPUComputePassEncoder | null = null;
  for (let i = 0; i < times * log.length; i++) {
    const command = log[i % log.length];
    if (command.kind === 'copy') {
      pass?.end();
      pass = null;
      const { from, fromOffset, to, toOffset, size } = command;
      encoder.copyBufferToBuffer(from, fromOffset, to, toOffset, size);
    } else {
      const [x, y, z] = command.workgroups;
      pass ??= encoder.beginComputePass();
      pass.setPipeline(command.pipeline);
      pass.setBindGroup(0, command.bindGroup);
      pass.dispatchWorkgroups(x, y, z);
    }
  }
  pass?.end();
}

/** Runs `f` and logs its commands. Caller disposes the capture. */
export function capture<T extends Readonly<Record<string, tf.Tensor>>>(f: () => T): Capture<T> {
  const backend = openBackend();
  const main = backend.bufferManager;
  flush(backend);
  guard(main);
  const own = privateManager(backend);
  const log: Command[] = [];
  backend.bufferManager = own;
  let results: T;
  try {
    results = logging(backend.device, log, () => {
      tf.engine().startScope('capture');
      try {
        const tensors = f();
        for (const tensor of Object.values(tensors)) {
          tf.keep(tensor);
          backend.uploadToGPU(tensor.dataId);
          backend.tensorMap.get(tensor.dataId).external = true; // each replay overwrites it: the backend must not cache a copy
        }
        return tensors;
      } finally {
        tf.engine().endScope();
        flush(backend);
      }
    });
  } catch (error) {
    own.dispose();
    throw error;
  } finally {
    backend.bufferManager = main;
  }
  return {
    results,
    dispatches: log.filter(({ kind }) => kind === 'dispatch').length,
    bytes: own.numBytesAllocated,
    replay: (submissions = 1) => play(backend, log, submissions),
    repeat: (times) => playPart(backend, log, times),
    dispose() {
      flush(backend);
      tf.dispose(Object.values(results));
      own.dispose();
    },
  };
}
