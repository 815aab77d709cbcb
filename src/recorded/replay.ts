/** A function of fixed shapes that runs again and again: on WebGPU and WASM it is captured once and replayed, elsewhere it runs each time. */
import * as tf from '@tensorflow/tfjs-core';
import { captureOnWasm, type WasmCapture } from '../wasm/capture';
import { hasWasmModule } from '../wasm/engine';
import { hasFusedKernels } from '../webgpu/backend';
import { type Capture, capture } from '../webgpu/capture';

type Tensors = Readonly<Record<string, tf.Tensor>>;

/** What a run replays on WASM. */
type Recording<T> = Omit<WasmCapture<never>, 'results' | 'repeat' | 'dispose'> & {
  readonly results: T;
};

export interface Replayable<T> {
  /**
   * @param submissions parts in which a replay is submitted
   * @returns the tensors of the function, which are valid until the next run and do not belong to the caller
   */
  run(submissions?: number): T;
  /** Runs so many times, at least once: where it is replayed, in one command buffer of the GPU or one call of the module. */
  repeat(times: number): T;
  /** Dispatches of a run; null before the first, and where nothing is captured on a GPU. */
  readonly dispatches: number | null;
  /** Calls of the own WASM module in a replay; null before the first run, and where nothing is replayed on WASM. */
  readonly calls: number | null;
  /** Operations on WASM that are no calls of the module, because of which each run goes through the tape; empty elsewhere. */
  readonly uncovered: readonly string[];
  /** What a run replays on WASM; null where `calls` is. */
  readonly recording: Recording<T> | null;
  dispose(): void;
}

/** Where it is off, every run goes through the tape: for tests and measurements that compare the two. */
export const REPLAY_FLAG = 'DDPM_LAB_REPLAY';
tf.env().registerFlag(REPLAY_FLAG, () => true);

/** @param f follows the rules of `capture` */
export function replayable<T extends Tensors>(f: () => T): Replayable<T> {
  if (!tf.env().getBool(REPLAY_FLAG)) return throughTape(f);
  if (hasFusedKernels()) return captured(f);
  return hasWasmModule() ? capturedOnWasm(f) : throughTape(f);
}

function throughTape<T extends Tensors>(f: () => T): Replayable<T> {
  let last: T | null = null;
  const forget = () => last && tf.dispose(Object.values(last));
  const run = () => {
    forget();
    tf.engine().startScope('run');
    try {
      last = f();
      for (const tensor of Object.values(last)) tf.keep(tensor);
      return last;
    } finally {
      tf.engine().endScope();
    }
  };
  return {
    run,
    repeat(times) {
      for (let left = times - 1; left > 0; left--) run();
      return run();
    },
    dispatches: null,
    calls: null,
    uncovered: [],
    recording: null,
    dispose: forget,
  };
}

function captured<T extends Tensors>(f: () => T): Replayable<T> {
  let log: Capture<T> | null = null;
  return {
    run(submissions) {
      if (log) log.replay(submissions);
      else log = capture(f);
      return log.results;
    },
    repeat(times) {
      if (log) log.repeat(times);
      else (log = capture(f)).repeat(times - 1); // it ran once while it was recorded
      return log.results;
    },
    get dispatches() {
      return log?.dispatches ?? null;
    },
    calls: null,
    uncovered: [],
    recording: null,
    dispose: () => log?.dispose(),
  };
}

/** Where the first run was not covered, the others go through the tape. */
function capturedOnWasm<T extends Tensors>(f: () => T): Replayable<T> {
  let log: WasmCapture<T> | null = null;
  let uncovered: readonly string[] = [];
  const tape = throughTape(f);
  const recording = () => (uncovered.length > 0 ? null : log);
  const record = () => {
    log = captureOnWasm(f);
    uncovered = log.uncovered;
    return log.results;
  };
  /** With the results of the first run, which were valid until now. */
  const forget = () => {
    log?.dispose();
    log = null;
  };
  const repeat = (times: number): T => {
    if (uncovered.length > 0) {
      forget();
      return tape.repeat(times);
    }
    if (log) {
      log.repeat(times);
      return log.results;
    }
    const results = record();
    return times > 1 ? repeat(times - 1) : results;
  };
  return {
    run(submissions) {
      if (!log || uncovered.length > 0) return repeat(1);
      log.replay(submissions);
      return log.results;
    },
    repeat,
    dispatches: null,
    get calls() {
      return recording()?.calls ?? null;
    },
    get uncovered() {
      return uncovered;
    },
    get recording() {
      return recording();
    },
    dispose() {
      log?.dispose();
      tape.dispose();
    },
  };
}
