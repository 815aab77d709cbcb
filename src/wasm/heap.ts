/**
 * Loops over the WASM backend's heap. One pass in JavaScript that does the work of several stock kernels is faster than they are: they are
 * bound by memory, and each writes an array of its own.
 */
import * as tf from '@tensorflow/tfjs-core';
import { reportUncovered } from './capture';
import type { WasmBackend } from './kernel';

/** Runs a function as a kernel: so `tf.profile` counts its memory as it does that of stock kernels. */
interface Engine {
  runKernelFunc(operation: {
    readonly inputs: Readonly<Record<string, tf.Tensor>>;
    readonly forwardFunc: () => tf.Tensor[];
  }): tf.Tensor[];
}

/**
 * @param shapes  of the results
 * @param compute fills `outputs`, whose first values are arbitrary; the arrays are valid only inside
 */
export function onHeap(
  inputs: readonly tf.Tensor[],
  shapes: readonly (readonly number[])[],
  compute: (inputs: Float32Array[], outputs: Float32Array[]) => void,
): tf.Tensor[] {
  reportUncovered('a loop over the heap');
  const backend = tf.backend() as unknown as WasmBackend;
  const arrayOf = (tensor: tf.TensorInfo) => backend.typedArrayFromHeap(tensor);
  const engine = tf.engine() as unknown as Engine;
  return engine.runKernelFunc({
    inputs: {},
    forwardFunc() {
      const results = shapes.map((shape) => backend.makeOutput([...shape], 'float32'));
      compute(inputs.map(arrayOf), results.map(arrayOf)); // after the last allocation: the heap no longer moves
      return results.map((result) => tf.engine().makeTensorFromTensorInfo(result));
    },
  });
}
