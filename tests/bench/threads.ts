/**
 * One thread and two on WASM, in Node, where the thread that trains may wait for the other as it may in a worker of the page. Both carry out
 * recorded steps on the same shared memory. The app takes two threads for a list where they are faster; here they share every list.
 */
import { Worker } from 'node:worker_threads';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { WASM_FILES } from '../../src/runtime/wasmFiles';
import { offerThreads, threadsAllowed, wasmModule } from '../../src/wasm/engine';
import { attachWasmModule, installWasmKernels, shareHeap } from '../../src/wasm/install';
import type { ThreadTask, ThreadWorker } from '../../src/wasm/threads';
import type { Contender } from './contender';
import { compare, type Effort, type Measurement } from './measure';
import { ourTraining } from './ours';
import type { PartReport, Size } from './parts';
import { mlpSubject, type Subject, unetSubject } from './subject';

const SUBJECTS: readonly (readonly [string, () => Subject])[] = [
  ['MLP, width 64, batch 64', () => mlpSubject({ width: 64, batchSize: 64 })],
  ['MLP, width 128, batch 512', () => mlpSubject({ width: 128, batchSize: 512 })],
  ['smallest U-Net, batch 8', () => unetSubject('grey-28-tiny', 28, 8)],
  ['U-Net grey-28, batch 16', () => unetSubject('grey-28', 28, 16)],
];

/** Many short turns: on a busy machine the least times are those in which both threads had a core. */
const EFFORT: Effort = { rounds: 40, millisecondsPerTurn: 10, agreeing: 3 };

/** What workers/wasmThread.worker.ts does, in a thread of Node. */
const THREAD = `
const { parentPort } = require('node:worker_threads');
parentPort.once('message', async ({ compiled, memory, block, thread }) => {
  const { exports } = await WebAssembly.instantiate(compiled, { env: { memory } });
  parentPort.postMessage('ready');
  exports.help(block, thread);
});`;

/** Threads beside this one that have answered. */
let ready = 0;

function startThread(): ThreadWorker {
  const worker = new Worker(THREAD, { eval: true });
  worker.unref();
  return {
    postMessage: (task: ThreadTask) => worker.postMessage(task),
    listen(onReady) {
      worker.on('message', () => {
        ready++;
        onReady(true);
      });
      worker.on('error', () => onReady(false));
    },
    terminate: () => void worker.terminate(),
  };
}

interface Recorded {
  readonly contender: Contender;
  readonly losses: readonly number[];
}

/** A contender whose step is recorded, with the threads that there are now. */
async function record(subject: Subject): Promise<Recorded> {
  const contender = ourTraining(subject);
  return { contender, losses: await contender.firstLosses(EFFORT.agreeing) };
}

const entryOf = (name: string, { contender, losses }: Recorded) => ({
  open: async () => ({ ...contender, name, firstLosses: async () => [...losses] }),
  ofTensorflow: true,
  deferred: false,
});

async function startShared(): Promise<void> {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  shareHeap();
  setWasmPaths(WASM_FILES, true);
  installWasmKernels();
  await tf.setBackend('wasm');
  await attachWasmModule();
}

/** @throws Error where the memory is not shared, or the other thread does not start */
export async function compareThreads(size: Size): Promise<PartReport> {
  await startShared();
  const subjects = SUBJECTS.map(([name, make]) => [name, make()] as const);
  const alone: Recorded[] = [];
  for (const [, subject] of subjects) alone.push(await record(subject));
  offerThreads(1, startThread, () => ({ next: () => 'together', add() {} }));
  wasmModule()!.allowThreads(2);
  if (threadsAllowed() !== 2) throw new Error('the memory of the module is not shared');
  const rows: Measurement[] = [];
  for (const [i, [name, subject]] of subjects.entries()) {
    const both = await record(subject);
    for (let wait = 0; ready === 0 && wait < 1000; wait++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    if (ready === 0) throw new Error('the other thread did not start');
    const effort = size === 'quick' ? { ...EFFORT, rounds: 1, millisecondsPerTurn: 1 } : EFFORT;
    const entries = [entryOf(`${name}: two threads`, both), entryOf(`${name}: one thread`, alone[i])];
    rows.push(...(await compare(entries, effort)));
  }
  return {
    title: 'On WASM: two threads beside one',
    device: '',
    software: false,
    unit: 'training step',
    rows,
    estimatedBytes: null,
  };
}
