/**
 * A captured function is run once like any other, and every dispatch it makes is kept, so that it can be run again without
 * any of the work that led to them: no tensors, no tape, no bind groups, one encoder. What costs milliseconds of JavaScript costs
 * microseconds then, and the numbers are the same bit for bit.
 *
 * Such a function has fixed shapes, reads what changes (step number, rate, batch) from buffers that are written from outside, writes
 * its state in place, and asks the device for nothing. Random stock operations and reads have no place in it.
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

export interface Captured<T extends Readonly<Record<string, tf.Tensor>>> {
  /** What the function returned. Each replay writes it anew; the tensors are the capture's. */
  readonly results: T;
  /** How many dispatches a replay makes. */
  readonly dispatches: number;
  /** Memory that is kept for it, beyond what was there before. */
  readonly bytes: number;
  /**
   * Records everything again, behind what has been asked of the device so far.
   * @param submissions parts that it is sent in: while one runs, the GPU is deaf to all others
   */
  replay(submissions?: number): void;
  dispose(): void;
}

type BufferManager = OpenBackend['bufferManager'];

/** Memory that belongs to a capture for as long as that lives, whatever becomes of the tensors in it. */
const captured = new WeakSet<GPUBuffer>();
const guarded = new WeakSet<BufferManager>();

/** Keeps the ordinary pool from taking back captured memory when a tensor in it is disposed. */
function guard(manager: BufferManager): void {
  if (guarded.has(manager)) return;
  guarded.add(manager);
  const release = manager.releaseBuffer.bind(manager);
  manager.releaseBuffer = (buffer, reuse) => {
    if (!captured.has(buffer)) release(buffer, reuse);
  };
}

/** A pool of the capture's own, which reuses memory within one run as the ordinary one does, but keeps what was written from outside. */
function privateManager(backend: OpenBackend): BufferManager {
  const main = backend.bufferManager;
  const Manager = main.constructor as new (device: GPUDevice) => BufferManager;
  const own = new Manager(backend.device);
  const kept = new WeakSet<GPUBuffer>();
  const acquire = own.acquireBuffer.bind(own);
  const release = own.releaseBuffer.bind(own);
  own.acquireBuffer = (size, usage, mapped = false, reuse = true) => {
    // Mapped: numbers of the processor's, which a replay does not send again. So are uniforms.
    const buffer = acquire(size, usage, mapped, reuse && !mapped);
    captured.add(buffer);
    if (mapped || usage & GPUBufferUsage.UNIFORM) kept.add(buffer);
    return buffer;
  };
  own.releaseBuffer = (buffer, reuse) => {
    if (!captured.has(buffer)) main.releaseBuffer(buffer, reuse);
    else if (!kept.has(buffer)) release(buffer, reuse);
  };
  return own;
}

/** Runs `f` while every command that is recorded on the device goes to `log` too. */
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
      pass.setPipeline = (given) => setPipeline.call(pass, (pipeline = given));
      pass.setBindGroup = ((index: number, given: GPUBindGroup) =>
        setBindGroup.call(pass, index, (bindGroup = given))) as typeof pass.setBindGroup;
      pass.dispatchWorkgroups = (x, y = 1, z = 1) => {
        log.push({ kind: 'dispatch', pipeline, bindGroup, workgroups: [x, y, z] });
        dispatchWorkgroups.call(pass, x, y, z);
      };
      return pass;
    };
    const copy = encoder.copyBufferToBuffer as (...given: unknown[]) => void;
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

function play(backend: OpenBackend, log: readonly Command[], submissions: number): void {
  const each = Math.ceil(log.length / submissions);
  for (let first = 0; first < log.length; first += each) {
    if (first > 0) flush(backend);
    playPart(backend, log.slice(first, first + each));
  }
}

function playPart(backend: OpenBackend, log: readonly Command[]): void {
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  const encoder = backend.commandEncoder!;
  let pass: GPUComputePassEncoder | null = null;
  for (const command of log) {
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

/** Runs `f` for the first time. Caller disposes. */
export function capture<T extends Readonly<Record<string, tf.Tensor>>>(f: () => T): Captured<T> {
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
        const made = f();
        for (const tensor of Object.values(made)) {
          tf.keep(tensor);
          backend.uploadToGPU(tensor.dataId);
          backend.tensorMap.get(tensor.dataId).external = true; // written again and again: no copy of it may be kept
        }
        return made;
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
    dispose() {
      flush(backend);
      tf.dispose(Object.values(results));
      own.dispose();
    },
  };
}
