/** A shortcut where a convolution has none of its own. */
import type * as tf from '@tensorflow/tfjs-core';
import type { ConvOptions } from './contract';

type Convolve = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor, options: ConvOptions) => tf.Tensor;

/** The shortcut is a convolution too, and its result a residual. */
export const withShortcut =
  (convolve: Convolve): Convolve =>
  (x, w, b, { shortcut, ...options }) => {
    if (!shortcut) return convolve(x, w, b, options);
    const { input, weight, bias } = shortcut;
    return convolve(x, w, b, {
      ...options,
      residual: convolve(input, weight, bias, { padding: [0, 0, 0, 0] }),
    });
  };
