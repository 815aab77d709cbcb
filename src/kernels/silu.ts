/** z·σ(z), alone (Elfwing et al. 2017). */
import type * as tf from '@tensorflow/tfjs-core';
import { ACTIVATIONS } from './activation';
import { differentiable } from './differentiable';
import { ownShaders } from './webgpu/backend';
import { dispatch, THREADS } from './webgpu/program';

export function silu(z: tf.Tensor): tf.Tensor {
  if (!ownShaders()) {
    return differentiable([z], {
      forward() {
        const { y, kept } = ACTIVATIONS.silu.forward(z);
        return { value: y, kept };
      },
      backward: (dy, kept) => [ACTIVATIONS.silu.backward(dy, kept)],
    });
  }
  const elementwise = (name: string, inputs: Record<string, tf.Tensor>, value: string) =>
    dispatch({
      name,
      sizes: { SIZE: z.size },
      inputs,
      outputs: { result: z.shape },
      workgroups: Math.ceil(z.size / THREADS),
      body: `
  if (index >= SIZE) { return; }
  let s = 1.0 / (1.0 + exp(-z[index]));
  result[index] = ${value};`,
    }).result;
  return differentiable([z], {
    forward: () => ({ value: elementwise('silu', { z }, 'z[index] * s'), kept: [z] as const }),
    backward: (dy, [z]) => [
      elementwise('siluGradient', { dy, z }, 'dy[index] * s * (1.0 + z[index] * (1.0 - s))'),
    ],
  });
}
