/**
 * The seam between an operation and what computes it: a backend that has a kernel of its own for the operation runs it; any other
 * runs the reference, which is stock TensorFlow.js and what the kernel is tested against.
 */
import * as tf from '@tensorflow/tfjs-core';

/** Names of operations that backends may have kernels for. */
export type OwnKernelName = 'LabWeightGradient' | 'LabAdam';

/** Numbers that a kernel takes besides tensors. */
export type KernelNumbers = Readonly<Record<string, number>>;

export function ownKernel(
  name: OwnKernelName,
  inputs: Readonly<Record<string, tf.Tensor>>,
  numbers: KernelNumbers,
  reference: () => tf.Tensor[],
): tf.Tensor[] {
  if (!tf.getKernel(name, tf.getBackend())) return reference();
  return tf.engine().runKernel(name, inputs as unknown as tf.NamedTensorMap, { ...numbers }) as tf.Tensor[];
}
