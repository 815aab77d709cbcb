/** SiLU in stock operations. */
import type * as tf from '@tensorflow/tfjs-core';
import { ACTIVATIONS } from '../activation';
import { differentiable } from '../differentiable';

export const siluReference = (z: tf.Tensor): tf.Tensor =>
  differentiable([z], {
    forward() {
      const { y, saved } = ACTIVATIONS.silu.forward(z);
      return { value: y, saved };
    },
    backward: (dy, saved) => [ACTIVATIONS.silu.backward(dy, saved)],
  });
