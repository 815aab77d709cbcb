/**
 * The stock slice on WASM, where it takes consecutive numbers: the stock kernel copies its whole operand first. For a flat array of weights
 * that is cut into its layers, that was a third of a U-Net's training step.
 */
import * as tf from '@tensorflow/tfjs-core';
import { replaceKernel, stockKernel } from '../kernel';

export function replaceSlice(): void {
  const { config, run } = stockKernel(tf.Slice);
  replaceKernel(config, (call) => {
    const { inputs, attrs, backend } = call;
    const { x } = inputs;
    const [begin, size] = tf.slice_util.parseSliceParams(
      x as tf.Tensor,
      attrs.begin as number[],
      attrs.size as number[],
    );
    if (x.dtype !== 'float32' || !tf.slice_util.isSliceContinous(x.shape, begin, size)) return run(call);
    const from = tf.slice_util.computeFlatOffset(begin, tf.util.computeStrides(x.shape));
    const result = backend.makeOutput(size, 'float32');
    const values = backend.typedArrayFromHeap(x); // after the allocation, which may move the heap
    backend.typedArrayFromHeap(result).set(values.subarray(from, from + tf.util.sizeFromShape(size)));
    return result;
  });
}
