/**
 * Loops over the WASM backend's heap. Where one pass does the work of several kernels, JavaScript beats them: they are bound by
 * memory, and each has its own array.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { WasmBackend } from './kernel';

/**
 * @param shapes  of the results
 * @param compute fills `outputs`, whose first values are arbitrary; the arrays are valid only inside
 */
export function onHeap(
  inputs: readonly tf.Tensor[],
  shapes: readonly (readonly number[])[],
  compute: (inputs: Float32Array[], outputs: Float32Array[]) => void,
): tf.Tensor[] {
  const backend = tf.backend() as unknown as WasmBackend;
  const results = shapes.map((shape) => backend.makeOutput([...shape], 'float32'));
  const arrayOf = (tensor: tf.TensorInfo) => backend.typedArrayFromHeap(tensor);
  compute(inputs.map(arrayOf), results.map(arrayOf)); // all allocated: the heap no longer moves
  return results.map((result) => tf.engine().makeTensorFromTensorInfo(result));
}
