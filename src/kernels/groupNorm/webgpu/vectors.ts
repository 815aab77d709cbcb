/** The gradients of the vectors of a group norm: gain, shift, and the projection that gives its offset. */
import * as tf from '@tensorflow/tfjs-core';
import { dispatch, THREADS } from '../../../webgpu/dispatch';
import { gradientAt, gradientSlot } from '../../../webgpu/gradientSlots';
import type { Projection } from '../contract';

export interface VectorGradients {
  /** [C] or [B, C] */
  readonly dGain: tf.Tensor;
  /** [C] or [B, C] */
  readonly dShift: tf.Tensor;
  readonly dProjection: Projection | null;
}

/** The vectors whose gradients are sums over the samples. */
export interface Vectors {
  readonly gain: tf.Tensor;
  readonly shift: tf.Tensor;
  readonly projection: Projection | null;
}

/** The gradients of gain and shift, and of the projection that gave the offset, in one dispatch. */
export function groupNormVectors(sums: tf.Tensor, { gain, shift, projection }: Vectors): VectorGradients {
  const [, samples, channels] = sums.shape as [number, number, number];
  const features = projection ? projection.input.shape[1]! : 0;
  const overSamples = (plane: number, factor = '') =>
    `for (var b = 0; b < n.samples; b++) { sum += sums[(${plane} * n.samples + b) * n.channels + c]${factor}; }`;
  const outputFor = (vector: tf.Tensor) => (vector.rank === 1 ? gradientSlot(vector) : [channels]);
  const { dGain, dShift, dInput, dWeight, dBias } = dispatch({
    name: 'groupNormVectorGradients',
    sizes: {},
    numbers: { samples, channels, features },
    inputs: projection ? { sums, input: projection.input, weight: projection.weight } : { sums },
    outputs: {
      dGain: outputFor(gain),
      dShift: outputFor(shift),
      ...(projection
        ? {
            dBias: gradientSlot(projection.bias),
            dWeight: gradientSlot(projection.weight),
            dInput: [samples, features],
          }
        : {}),
    } as Record<'dGain' | 'dShift' | 'dBias' | 'dWeight' | 'dInput', readonly number[] | tf.Tensor>,
    workgroups: Math.ceil(
      (projection ? (3 + features) * channels + samples * features : 2 * channels) / THREADS,
    ),
    body: `
  var sum = 0.0;
  let c = index % n.channels;
  let kind = index / n.channels;
  if (kind == 0) {
    ${overSamples(0)}
    dGain[c] = sum;
  } else if (kind == 1) {
    ${overSamples(1)}
    dShift[c] = sum;
  }${
    projection
      ? ` else if (kind == 2) {
    ${overSamples(2)}
    dBias[c] = sum;
  } else if (kind < 3 + n.features) {
    let k = kind - 3;
    ${overSamples(2, ' * input[b * n.features + k]')}
    dWeight[k * n.channels + c] = sum;
  } else {
    let item = index - (3 + n.features) * n.channels;
    if (item >= n.samples * n.features) { return; }
    let b = item / n.features;
    let k = item % n.features;
    for (var channel = 0; channel < n.channels; channel++) {
      sum += sums[(2 * n.samples + b) * n.channels + channel] * weight[k * n.channels + channel];
    }
    dInput[item] = sum;
  }`
      : ''
  }`,
  });
  return {
    dGain: gain.rank === 1 ? gradientAt(dGain, gain) : planeOfSums(sums, 0),
    dShift: shift.rank === 1 ? gradientAt(dShift, shift) : planeOfSums(sums, 1),
    dProjection: projection && {
      input: dInput,
      weight: gradientAt(dWeight, projection.weight),
      bias: gradientAt(dBias, projection.bias),
    },
  };
}

/** @returns a plane of the sums, [B, C] */
export const planeOfSums = (sums: tf.Tensor, plane: number): tf.Tensor => {
  const [, batch, channels] = sums.shape as [number, number, number];
  return tf.reshape(tf.slice(sums, [plane, 0, 0], [1, batch, channels]), [batch, channels]);
};
