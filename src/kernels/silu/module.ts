/** SiLU in the own WASM module. */
import type * as tf from '@tensorflow/tfjs-core';
import { activateInModule, throughSlope } from '../dense/module';
import { differentiable } from '../differentiable';

export const siluOnModule = (z: tf.Tensor): tf.Tensor =>
  differentiable([z], {
    forward() {
      const { y, slope } = activateInModule(z, 'silu');
      return { value: y, saved: [slope!] as const };
    },
    backward: (dy, [slope]) => [throughSlope(dy, slope)],
  });
