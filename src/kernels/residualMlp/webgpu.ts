/**
 * The residual MLP on WebGPU: one dispatch forward; two backward, one through the rows and one for all weights. A shader has room for eight
 * arrays, so the weights, which lie in one buffer, are one array to it, and so are their gradients.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { differentiable } from '../differentiable';
import { windowOver } from '../wgsl/weightWindow';
import type { MlpLayers } from './contract';
import { mlpRowGradients } from './webgpu/backward';
import { mlpForward } from './webgpu/forward';
import { sizesOf, weightsOf } from './webgpu/layout';
import { mlpWeightGradients } from './webgpu/weightGradients';

export function residualMlpOnWebgpu(x: tf.Tensor, temb: tf.Tensor, layers: MlpLayers): tf.Tensor {
  const sizes = sizesOf(x, temb, layers);
  const weights = weightsOf(layers);
  const { window, at } = windowOver(weights);
  const size = window.size;
  const places = new Map(weights.map((tensor, i) => [tensor, at[i]]));
  const y = differentiable(weights, {
    forward() {
      const { y, saved } = mlpForward({ x, temb, window }, layers, sizes, places);
      return { value: y, saved: [saved] as const };
    },
    backward(dy, [saved]) {
      const { window } = windowOver(weights);
      const gradients = mlpRowGradients({ dy, saved, window }, layers, sizes, places);
      window.dispose();
      return mlpWeightGradients({ dy, saved, temb, gradients }, layers, sizes, { at, size });
    },
  });
  window.dispose();
  return y;
}
