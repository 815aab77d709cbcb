/** What kernels on WASM share: the backend's heap, and its stock kernels called without the engine around them. */
import * as tf from '@tensorflow/tfjs-core';

/** The part of the stock backend class that kernels use; its arrays are windows on the heap, valid until the next allocation. */
export interface WasmBackend extends tf.KernelBackend {
  makeOutput(shape: number[], dtype: 'float32'): tf.TensorInfo;
  typedArrayFromHeap(tensor: tf.TensorInfo): Float32Array;
  incRef(dataId: tf.DataId): void;
}

export interface WasmCall {
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

/** Puts a kernel in the place of a stock one. */
export function replaceKernel(config: tf.KernelConfig, run: WasmKernel): void {
  tf.unregisterKernel(config.kernelName, 'wasm');
  tf.registerKernel({ ...config, kernelFunc: run as unknown as tf.KernelFunc });
}

export function addKernel(kernelName: string, run: (call: WasmCall) => tf.TensorInfo[]): void {
  tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc: run as unknown as tf.KernelFunc });
}
