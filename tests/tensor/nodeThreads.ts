/** Threads of the own WASM module in Node, whose main thread may wait for another one, as a worker of the page does. */
import { Worker } from 'node:worker_threads';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { WASM_FILES } from '../../src/runtime/wasmFiles';
import { threadsAllowed } from '../../src/wasm/engine';
import { attachWasmModule, installWasmKernels, shareHeap } from '../../src/wasm/install';
import type { ThreadTask, ThreadWorker } from '../../src/wasm/threads';

/** What workers/wasmThread.worker.ts does, in a thread of Node. */
const THREAD = `
const { parentPort } = require('node:worker_threads');
parentPort.once('message', async ({ compiled, memory, block, thread }) => {
  const { exports } = await WebAssembly.instantiate(compiled, { env: { memory } });
  parentPort.postMessage('ready');
  try {
    exports.help(block, thread);
  } catch {
    exports.leaveList(block);
  }
});`;

export interface NodeThread extends ThreadWorker {
  /** Ends it, and resolves when it has ended. */
  end(): Promise<unknown>;
}

/** @param onReady called when it waits for lists */
export function startNodeThread(onReady: () => void = () => {}): NodeThread {
  const worker = new Worker(THREAD, { eval: true });
  worker.unref();
  return {
    postMessage: (task: ThreadTask) => worker.postMessage(task),
    listen(hear) {
      worker.on('message', () => {
        hear(true);
        onReady();
      });
      worker.on('error', () => hear(false));
    },
    terminate: () => void worker.terminate(),
    end: () => worker.terminate(),
  };
}

/** Starts the WASM backend on memory that threads share; to be called after they are offered. @throws Error where it is not shared */
export async function useSharedWasm(): Promise<void> {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  shareHeap();
  setWasmPaths(WASM_FILES, true);
  installWasmKernels();
  await tf.setBackend('wasm');
  await attachWasmModule();
  if (threadsAllowed() < 2) throw new Error('the memory of the module is not shared');
}
