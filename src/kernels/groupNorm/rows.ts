/** The gradient that the reference and WASM share: gain, shift and offset are rows, and their gradients take the shape of the input. */
import * as tf from '@tensorflow/tfjs-core';
import { sumChannels } from '../channels/sumChannels';
import { dense } from '../dense/dense';
import { differentiable } from '../differentiable';
import { type GroupNormInputs, type GroupNormOptions, isProjection } from './contract';

/** A group norm on rows, [B, C] each. */
export interface GroupNormOnRows {
  forward(
    x: tf.Tensor,
    rows: { readonly offset: tf.Tensor | null; readonly gain: tf.Tensor; readonly shift: tf.Tensor },
    options: GroupNormOptions,
  ): { readonly value: tf.Tensor; readonly saved: readonly tf.Tensor[] };
  /** @returns dGain, dShift and dOffset: the sums over the pixels of each sample and channel of dz x̂, of dz, and of dx */
  backward(
    dy: tf.Tensor,
    saved: readonly tf.Tensor[],
    options: GroupNormOptions,
    hasOffset: boolean,
  ): {
    readonly dx: tf.Tensor;
    readonly dGain: tf.Tensor;
    readonly dShift: tf.Tensor;
    readonly dOffset: tf.Tensor | null;
  };
}

export const groupNormBy =
  ({ forward, backward }: GroupNormOnRows) =>
  ({ x, offset: input, gain, shift }: GroupNormInputs, options: GroupNormOptions): tf.Tensor => {
    const offset = input && isProjection(input) ? dense(input.input, input.weight, input.bias) : input;
    const [batch, , , channels] = x.shape as [number, number, number, number];
    const rows = (v: tf.Tensor) => (v.rank === 1 ? tf.tile(tf.reshape(v, [1, channels]), [batch, 1]) : v);
    const shapedLike = (v: tf.Tensor, gradient: tf.Tensor) =>
      v.rank === 1 ? sumChannels(gradient) : gradient;
    return differentiable(offset ? [x, gain, shift, offset] : [x, gain, shift], {
      forward: () => forward(x, { offset: offset ?? null, gain: rows(gain), shift: rows(shift) }, options),
      backward(dy, saved) {
        const { dx, dGain, dShift, dOffset } = backward(dy, saved, options, offset !== undefined);
        const gradients = [dx, shapedLike(gain, dGain), shapedLike(shift, dShift)];
        return dOffset ? [...gradients, dOffset] : gradients;
      },
    });
  };
