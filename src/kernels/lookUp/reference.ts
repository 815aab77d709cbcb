/** The look-up in stock operations. */
import * as tf from '@tensorflow/tfjs-core';

/** A product, not a look-up, because its gradient is a product too, on every backend. */
export function lookUpReference(labels: tf.Tensor, table: tf.Tensor): tf.Tensor {
  const hot = tf.oneHot(tf.cast(labels, 'int32') as tf.Tensor1D, table.shape[0]);
  return tf.matMul(tf.cast(hot, 'float32') as tf.Tensor2D, table as tf.Tensor2D);
}
