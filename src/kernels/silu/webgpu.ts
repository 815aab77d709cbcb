/** SiLU on WebGPU: one dispatch forward, one backward. */
import type * as tf from '@tensorflow/tfjs-core';
import { dispatch, THREADS } from '../../webgpu/dispatch';
import { differentiable } from '../differentiable';
import { sigmoid } from '../wgsl/activation';

/** @param value WGSL of an element of the result at `index`; `s` is σ(z) there */
const elementwise = (
  name: string,
  inputs: { readonly z: tf.Tensor; readonly dy?: tf.Tensor },
  value: string,
): tf.Tensor =>
  dispatch({
    name,
    sizes: { SIZE: inputs.z.size },
    inputs: inputs as Readonly<Record<string, tf.Tensor>>,
    outputs: { result: inputs.z.shape },
    workgroups: Math.ceil(inputs.z.size / THREADS),
    body: `
  if (index >= SIZE) { return; }
  let s = ${sigmoid('z[index]')};
  result[index] = ${value};`,
  }).result;

export const siluOnWebgpu = (z: tf.Tensor): tf.Tensor =>
  differentiable([z], {
    forward: () => ({ value: elementwise('silu', { z }, 'z[index] * s'), saved: [z] as const }),
    backward: (dy, [z]) => [
      elementwise('siluGradient', { dy, z }, 'dy[index] * s * (1.0 + z[index] * (1.0 - s))'),
    ],
  });
