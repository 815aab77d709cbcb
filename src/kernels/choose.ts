/**
 * The one place where an implementation is chosen. An operation has one signature and up to five implementations: `webgpu` in shaders,
 * `module` in calls of the own WASM module, `wasm` in loops over the WASM heap, `cpu` where the JavaScript backend needs another order of stock operations, and `reference` in stock
 * operations, which runs on every backend and which the others are tested against.
 */
import * as tf from '@tensorflow/tfjs-core';
import { hasWasmModule } from '../wasm/engine';
import { hasFusedKernels } from '../webgpu/backend';

export interface Implementations<Arguments extends readonly unknown[], Result> {
  readonly webgpu?: (...args: Arguments) => Result;
  /** Whether the shaders can compute this call; where it is absent they can compute every call. */
  readonly supported?: (...args: Arguments) => boolean;
  readonly module?: (...args: Arguments) => Result;
  /** Where the module is not loaded, or is absent here. */
  readonly wasm?: (...args: Arguments) => Result;
  readonly cpu?: (...args: Arguments) => Result;
  readonly reference: (...args: Arguments) => Result;
}

/** @returns the operation, which chooses anew at each call: the backend may change between two calls */
export function choose<Arguments extends readonly unknown[], Result>({
  webgpu,
  supported = () => true,
  module,
  wasm,
  cpu,
  reference,
}: Implementations<Arguments, Result>): (...args: Arguments) => Result {
  return (...args) => {
    if (webgpu && hasFusedKernels() && supported(...args)) return webgpu(...args);
    if (module && hasWasmModule()) return module(...args);
    const backend = tf.getBackend();
    const own = backend === 'wasm' ? wasm : backend === 'cpu' ? cpu : undefined;
    return (own ?? reference)(...args);
  };
}
