/**
 * The own module at work beside the stock WASM backend, on its memory: a call carries out an operation on the numbers of tensors, and a
 * capture logs it besides.
 */
import * as tf from '@tensorflow/tfjs-core';
import { messageOf } from '../lib/diagnostic';
import * as words from '../words/errors/run';
import { isShared, loadWasmModule, type WasmModule } from './module/load';
import { type ModuleFunctions, OPERATIONS } from './module/operations.generated';
import { addressOf, isOpen, type OpenWasmBackend, openWasmBackend, patchData } from './ownData';
import {
  fasterWay,
  type ListPart,
  startThreads,
  type Threads,
  type ThreadWorker,
  type Ways,
} from './threads';

export type Operation = keyof typeof OPERATIONS;

/** An operation with its arguments as a list holds them. */
export interface Call {
  readonly operation: Operation;
  readonly values: readonly number[];
}

/** Where it is off, stock operations and loops over the heap compute everything: for tests and measurements that compare the two. */
export const WASM_MODULE_FLAG = 'DDPM_LAB_WASM_MODULE';
tf.env().registerFlag(WASM_MODULE_FLAG, () => true);

const modules = new WeakMap<object, WasmModule>();

/** How threads beside this one are started, and how many; none where nobody offers them. */
let offer: {
  readonly others: number;
  readonly start: () => ThreadWorker;
  readonly choose?: () => Ways;
} | null = null;
const teams = new WeakMap<WasmModule, Threads>();

/**
 * Offers workers for threads. They start with the first recording on shared memory, and from when they are ready on they share its work.
 * @param choose when: where that is faster, if absent
 */
export function offerThreads(others: number, start: () => ThreadWorker, choose?: () => Ways): void {
  offer = { others, start, choose };
}

export const threadsAreOffered = (): boolean => offer !== null && offer.others > 0;

/** Most threads that carry out a recording on the backend in use. */
export const threadsAllowed = (): number => {
  const module = wasmModule();
  return offer && module && isShared(module.memory) ? offer.others + 1 : 1;
};

function teamOf(backend: OpenWasmBackend, module: WasmModule): Threads | null {
  if (!offer || !isShared(module.memory)) return null;
  const team =
    teams.get(module) ??
    startThreads(
      module,
      { allocate: (bytes) => backend.wasm._malloc(bytes) },
      offer.others,
      offer.start,
      offer.choose,
    );
  teams.set(module, team);
  return team;
}

/** The threads of the backend in use, where all of them are ready. */
function readyTeam(): Threads | null {
  const module = wasmModule();
  const team = module && teams.get(module);
  return team && team.count > 1 ? team : null;
}

/** Whether lists can be carried out at the same time, a thread each. */
export const canRunBeside = (): boolean => readyTeam() !== null;

/** @throws Error where a thread fails: arrays that its list writes are then not what they should be */
export function runBeside(lists: readonly ListPart[]): void {
  if (!readyTeam()!.runTable(lists)) throw new Error(words.threadFailed);
}

/** Which of two ways to carry out lists is taken: the faster one, or what the offer of the threads says. */
export const chooseWays = (): Ways => (offer?.choose ?? fasterWay)();

/** Why a backend has no module. */
const absences = new WeakMap<object, string>();

/**
 * Loads the module for the WASM backend in use, once. Where there is none, stock kernels compute everything, and `whyNoModule` says why.
 *
 * It is the build without fused multiply-add, so that a run has the same losses in every browser, bit for bit.
 */
export async function attachWasmModule(): Promise<void> {
  const backend: object = tf.backend();
  if (modules.has(backend)) return;
  if (!isOpen(backend)) {
    absences.set(backend, words.noMemory);
    return;
  }
  const module = await loadWasmModule(backend.wasm.asm.memory, ['simd']).catch((error: unknown) => {
    absences.set(backend, words.moduleNotLoaded(messageOf(error)));
    return null;
  });
  if (!module) return;
  if (offer && isShared(module.memory)) module.allowThreads(offer.others + 1);
  patchData(backend);
  modules.set(backend, module);
}

/** Why steps on the WASM backend in use are not recorded; empty where they are. */
export const whyNoModule = (): string =>
  modules.has(tf.backend()) ? '' : words.slowBecause(absences.get(tf.backend()) ?? words.noSimd);

/** The module of the backend in use; null where there is none. */
export const wasmModule = (): WasmModule | null =>
  tf.getBackend() === 'wasm' && tf.env().getBool(WASM_MODULE_FLAG)
    ? (modules.get(tf.backend()) ?? null)
    : null;

export const hasWasmModule = (): boolean => wasmModule() !== null;

/** The log of the capture under way. */
let log: Call[] | null = null;

/** Runs `f` and adds every call of the module in it to `calls`. */
export function logCalls<R>(calls: Call[], f: () => R): R {
  log = calls;
  try {
    return f();
  } finally {
    log = null;
  }
}

/** For an address a tensor may stand, and null for none. */
type Argument = number | tf.TensorInfo | null;

type InPlaceOf<Numbers extends readonly unknown[]> = { [K in keyof Numbers]: Argument };

/** The arguments of an operation. */
type Arguments<O extends Operation> = InPlaceOf<Parameters<ModuleFunctions[O]>>;

/** Carries out an operation of the module. */
export function call<O extends Operation>(operation: O, ...args: Arguments<O>): void {
  const values = (args as readonly Argument[]).map((argument) => {
    if (argument === null) return 0;
    return typeof argument === 'number' ? argument : addressOf(argument);
  });
  (wasmModule()![operation] as (...values: number[]) => void)(...values);
  log?.push({ operation, values });
}

/** A new tensor, whose numbers are arbitrary. Caller disposes, or its scope. */
export function newTensor(shape: readonly number[]): tf.Tensor {
  const info = openWasmBackend().makeOutput([...shape], 'float32');
  return tf.engine().makeTensorFromTensorInfo(info);
}

/** Runs `f` with memory for some numbers, at least one. */
export function withScratch(numbers: number, f: (scratch: tf.Tensor) => void): void {
  const scratch = newTensor([Math.max(numbers, 1)]);
  f(scratch);
  scratch.dispose();
}

/** Calls as a list in memory. */
export interface CallList {
  /** @param first of the calls */
  part(first: number, count: number): ListPart;
  /** Carries out calls of the list. @param first of them @param times that all of them are carried out, one after the other */
  run(first: number, count: number, times?: number): void;
  dispose(): void;
}

export function writeCalls(backend: OpenWasmBackend, module: WasmModule, calls: readonly Call[]): CallList {
  const words = calls.reduce((sum, { values }) => sum + 1 + values.length, 0);
  const list = backend.wasm._malloc(Math.max(4 * words, 4)) >>> 0;
  const { buffer } = backend.wasm.HEAPU8;
  const view = new DataView(buffer, list, 4 * words);
  const addresses: number[] = [];
  let at = 0;
  for (const { operation, values } of calls) {
    const { number, kinds } = OPERATIONS[operation];
    addresses.push(list + at);
    view.setInt32(at, number, true);
    for (const [i, value] of values.entries()) {
      at += 4;
      if (kinds[i] === 'f') view.setFloat32(at, value, true);
      else view.setInt32(at, value, true);
    }
    at += 4;
  }
  const runner = teamOf(backend, module)?.share(calls.length) ?? module;
  return {
    part: (first, count) => ({ address: addresses[first], count }),
    run: (first, count, times = 1) => runner.run(addresses[first], count, times),
    dispose: () => backend.wasm._free(list),
  };
}
