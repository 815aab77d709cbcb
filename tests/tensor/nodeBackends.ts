/** The two backends that run in Node, started as the worker starts them. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { attachWasmModule, installWasmKernels } from '../../src/wasm/install';

export const NODE_BACKENDS = ['cpu', 'wasm'] as const;

export async function useNodeBackend(name: (typeof NODE_BACKENDS)[number]): Promise<void> {
  if (name === 'wasm') {
    setWasmPaths(`${dirname(fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm')))}/`);
    installWasmKernels();
  }
  await tf.setBackend(name);
  await tf.ready();
  if (name === 'wasm') await attachWasmModule();
}
