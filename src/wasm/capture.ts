/**
 * Capture and replay on WASM: a captured function runs once, and each of its calls of the own module is logged with the addresses of its
 * arrays. A replay carries out the log in one call, without the work that led to it, and the numbers are the same bit for bit.
 *
 * The rules for such a function are those of `webgpu/capture.ts`. A stock kernel, or a loop over the heap, is no call of the module: where
 * the function uses one, there is no replay.
 */
import * as tf from '@tensorflow/tfjs-core';
import { createArena } from './arena';
import { type Call, type CallList, logCalls, wasmModule, writeCalls } from './engine';
import { allocatingIn, openWasmBackend } from './ownData';
import type { ListPart } from './threads';

type Tensors = Readonly<Record<string, tf.Tensor>>;

export interface WasmCapture<T extends Tensors> {
  /** The tensors that the function returned. Each replay overwrites them; they belong to the capture. */
  readonly results: T;
  /** Calls of a replay. */
  readonly calls: number;
  /** Bytes that the capture holds. */
  readonly bytes: number;
  /** The names of other parts that the function used beside the module: where there is any, the function cannot be replayed. */
  readonly uncovered: readonly string[];
  /** @param parts in which it is replayed: between two of them the engine begins a scope, as an operation does */
  replay(parts?: number): void;
  /** What the parts of a replay carry out. */
  sections(parts: number): readonly ListPart[];
  /** Replays so many times, in one call. */
  repeat(times: number): void;
  /** So many replays in one list. @param around the call before the i-th of them, and that after it. Caller disposes */
  unrolled(replays: number, around: (i: number) => readonly [Call, Call]): CallList;
  dispose(): void;
}

/** Kernels that give an array another shape or owner and compute nothing. */
const WITHOUT_WORK: ReadonlySet<string> = new Set([tf.Reshape, tf.Identity]);

/** The engine, with the member through which every kernel runs. */
interface Engine {
  runKernelFunc(kernel: { readonly kernelName?: string }): unknown;
}

/** The parts that the present capture does not cover. */
let gaps: Set<string> | null = null;

/** Says that what runs now is no call of the module. */
export function reportUncovered(name: string): void {
  gaps?.add(name);
}

/** Runs `f` and reports kernels of the backend that log nothing. */
function watchingKernels<R>(calls: readonly Call[], f: () => R): R {
  const engine = tf.engine() as unknown as Engine;
  const run = engine.runKernelFunc;
  engine.runKernelFunc = (kernel) => {
    const before = calls.length;
    const result = run.call(engine, kernel);
    const { kernelName } = kernel;
    if (kernelName && calls.length === before && !WITHOUT_WORK.has(kernelName)) reportUncovered(kernelName);
    return result;
  };
  try {
    return f();
  } finally {
    engine.runKernelFunc = run;
  }
}

/** Runs `f` in a scope of its own, and keeps its results. */
function inScope<T extends Tensors>(f: () => T): T {
  tf.engine().startScope('capture');
  try {
    const results = f();
    for (const tensor of Object.values(results)) tf.keep(tensor);
    return results;
  } finally {
    tf.engine().endScope();
  }
}

/** Runs `f` and logs its calls. Caller disposes the capture. */
export function captureOnWasm<T extends Tensors>(f: () => T): WasmCapture<T> {
  const backend = openWasmBackend();
  const module = wasmModule()!;
  const system = {
    allocate: (bytes: number) => backend.wasm._malloc(bytes),
    free: (address: number) => backend.wasm._free(address),
  };
  const computed = createArena(system, true);
  const constant = createArena(system, false);
  const close = () => {
    computed.close();
    constant.close();
  };
  const calls: Call[] = [];
  const uncovered = new Set<string>();
  let results: T;
  gaps = uncovered;
  try {
    results = allocatingIn(backend, { computed, constant }, () =>
      logCalls(calls, () => watchingKernels(calls, () => inScope(f))),
    );
  } catch (error) {
    // an unfinished backward pass holds tensors that nothing reads any more
    computed.abandon();
    constant.abandon();
    throw error;
  } finally {
    gaps = null;
  }
  const list = writeCalls(backend, module, uncovered.size > 0 ? [] : calls);
  return {
    results,
    calls: calls.length,
    bytes: computed.bytes + constant.bytes,
    uncovered: [...uncovered],
    replay(parts = 1) {
      for (const { first, count } of split(calls.length, parts)) {
        if (first > 0) beat();
        list.run(first, count);
      }
    },
    sections: (parts) => split(calls.length, parts).map(({ first, count }) => list.part(first, count)),
    repeat: (times) => list.run(0, calls.length, times),
    unrolled(replays, around) {
      const each = Array.from({ length: replays }, (_, i) => {
        const [before, after] = around(i);
        return [before, ...calls, after];
      });
      return writeCalls(backend, module, each.flat());
    },
    dispose() {
      tf.dispose(Object.values(results));
      list.dispose();
      close();
    },
  };
}

/** So many calls in parts of equal length, the last of which may be shorter. */
function split(calls: number, parts: number) {
  const each = Math.ceil(calls / parts);
  return Array.from({ length: Math.ceil(calls / each) }, (_, i) => ({
    first: i * each,
    count: Math.min(each, calls - i * each),
  }));
}

/** An observer of the engine sees that a long replay goes on. */
export function beat(): void {
  tf.engine().startScope('replay');
  tf.engine().endScope();
}
