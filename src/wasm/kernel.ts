/** The stock WASM backend: its heap, and its kernels, which can be called without the engine around them and replaced. */
import * as tf from '@tensorflow/tfjs-core';

/** The members of the stock backend that kernels use. Its arrays are views of the heap, valid until the next allocation. */
export interface WasmBackend extends tf.KernelBackend {
  makeOutput(shape: number[], dtype: 'float32'): tf.TensorInfo;
  typedArrayFromHeap(tensor: tf.TensorInfo): Float32Array;
  incRef(dataId: tf.DataId): void;
}

interface WasmCall {
  readonly inputs: Readonly<Record<string, tf.TensorInfo>>;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly backend: WasmBackend;
}

export type WasmKernel = (call: WasmCall) => tf.TensorInfo;

/** @throws Error when the WASM backend is not loaded yet */
export function stockKernel(name: string): { readonly config: tf.KernelConfig; readonly run: WasmKernel } {
  const config = tf.getKernel(name, 'wasm');
  if (!config) throw new Error(`the WASM backend has no kernel ${name}; it must be loaded first`);
  return { config, run: config.kernelFunc as unknown as WasmKernel };
}

/** Replaces a stock kernel. */
export function replaceKernel(config: tf.KernelConfig, run: WasmKernel): void {
  tf.unregisterKernel(config.kernelName, 'wasm');
  tf.registerKernel({ ...config, kernelFunc: run as unknown as tf.KernelFunc });
}
