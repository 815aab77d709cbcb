/**
 * A product with a transposed operand, on WASM: the transpose written out, then the plain product.
 *
 * Only the plain product of the stock backend reaches XNNPACK (some 30 GFLOP/s on one core); with a transposed operand it runs
 * a scalar loop at 2. Gradients of dense layers are nothing but transposed products, so this is most of a training step.
 */
import * as tf from '@tensorflow/tfjs-core';

type Kernel = (args: {
  inputs: tf.NamedTensorInfoMap;
  attrs: tf.NamedAttrMap;
  backend: tf.KernelBackend;
}) => tf.TensorInfo;

const kernel = (name: string): tf.KernelConfig => {
  const found = tf.getKernel(name, 'wasm');
  if (!found) throw new Error(`the WASM backend has no kernel ${name}; it must be loaded first`);
  return found;
};

export function installMatMul(): void {
  const stock = kernel(tf.BatchMatMul);
  const plain = stock.kernelFunc as unknown as Kernel;
  const transpose = kernel(tf.Transpose).kernelFunc as unknown as Kernel;

  const swapped = (x: tf.TensorInfo, backend: tf.KernelBackend) => {
    const perm = x.shape.map((_, axis) => axis);
    perm.splice(-2, 2, perm.length - 1, perm.length - 2);
    return transpose({ inputs: { x }, attrs: { perm }, backend });
  };

  const product: Kernel = ({ inputs, attrs, backend }) => {
    const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
    const { transposeA, transposeB } = attrs;
    const left = transposeA ? swapped(a, backend) : a;
    const right = transposeB ? swapped(b, backend) : b;
    const result = plain({
      inputs: { a: left, b: right },
      attrs: { transposeA: false, transposeB: false },
      backend,
    });
    if (transposeA) backend.disposeData(left.dataId);
    if (transposeB) backend.disposeData(right.dataId);
    return result;
  };

  tf.unregisterKernel(tf.BatchMatMul, 'wasm');
  tf.registerKernel({ ...stock, kernelFunc: product as unknown as tf.KernelFunc });
}
