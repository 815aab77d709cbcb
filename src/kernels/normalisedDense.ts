/**
 * A dense layer behind a norm, y = f(x̂ (1 + scale) + shift) W + b, with the input added to the output where it is a residual block's:
 * what such networks are made of (He et al. 2016, "pre-activation"). One operation, because what lies between norm and product is
 * then never waited for.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ActivationId } from './activation';
import { dense } from './dense';
import { differentiable } from './differentiable';
import { normaliseModulate } from './normalise';
import { ownShaders } from './webgpu/backend';
import { fitsWorkgroup, normalisedDenseBackward, normalisedDenseForward } from './webgpu/normalisedDense';

/** Scale and shift, [B, K] or [1, K] each; or both beside each other, [B, 2K]. */
export type Modulation = { readonly scale: tf.Tensor; readonly shift: tf.Tensor } | tf.Tensor;

export interface NormalisedDenseOptions {
  readonly activation: ActivationId;
  /** Adds x to y; needs N = K. */
  readonly residual?: boolean;
}

/**
 * @param x [B, K]
 * @param w [K, N]
 * @param b [N]
 * @returns [B, N]
 */
export function normalisedDense(
  x: tf.Tensor,
  modulation: Modulation,
  w: tf.Tensor,
  b: tf.Tensor,
  { activation, residual = false }: NormalisedDenseOptions,
): tf.Tensor {
  const width = x.shape[1]!;
  if (!ownShaders() || !fitsWorkgroup(width)) {
    const { scale, shift } =
      modulation instanceof tf.Tensor
        ? { scale: half(modulation, 0, width), shift: half(modulation, width, width) }
        : modulation;
    const y = dense(normaliseModulate(x, scale, shift, activation), w, b);
    return residual ? tf.add(x, y) : y;
  }
  const told = modulation instanceof tf.Tensor ? [modulation] : [modulation.scale, modulation.shift];
  return differentiable([x, w, b, ...told], {
    forward() {
      const { y, kept } = normalisedDenseForward(x, told, w, b, { activation, residual });
      return { value: y, kept: [kept, w, b, ...told] };
    },
    backward(dy, [kept, w, b, ...told]) {
      const { dx, dw, db, dTold } = normalisedDenseBackward(dy, kept, told, w, b, residual);
      return [dx, dw, db, ...dTold];
    },
  });
}

const half = (both: tf.Tensor, from: number, width: number) => tf.slice(both, [0, from], [-1, width]);
