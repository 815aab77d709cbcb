/** The squared error in stock operations. */
import * as tf from '@tensorflow/tfjs-core';
import { lossWithErrors } from './contract';

export const squaredErrorReference = lossWithErrors((output, target, weight) => {
  const delta = tf.sub(output, target);
  const errors = tf.mean(tf.square(delta), 1, true);
  return {
    loss: tf.mean(tf.mul(errors, weight)),
    errors,
    gradient: tf.mul(delta, tf.mul(weight, 2 / output.size)),
  };
}, tf.mul);
