/** The two backends that run in Node, started as the worker starts them, and a third one for the formulas of all others. */
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

/** A backend that no operation has an own implementation for, as it is with WebGL: each runs its reference, in stock operations. */
export const REFERENCE = 'reference';

export async function useReferences(): Promise<void> {
  if (!tf.findBackend(REFERENCE)) {
    tf.copyRegisteredKernels('cpu', REFERENCE);
    tf.registerBackend(REFERENCE, tf.findBackendFactory('cpu'));
  }
  await tf.setBackend(REFERENCE);
}
