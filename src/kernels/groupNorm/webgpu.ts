/**
 * The group norm on WebGPU: one dispatch forward and two backward. A workgroup takes one group of one sample: it sums, computes mean and
 * deviation, and writes. For a channel of a sample the operation is then z = a x + b, and a, b, mean and deviation are all that the
 * backward pass needs beside x.
 *
 * The image may consist of two tensors whose channels are concatenated; the norm then writes the concatenation in the same pass.
 */
import * as tf from '@tensorflow/tfjs-core';
import { differentiable, differentiableMany } from '../differentiable';
import { type GroupNormInputs, type GroupNormOptions, isProjection, type NormalAndImage } from './contract';
import { groupNormBackward } from './webgpu/backward';
import { groupNormForward, type Offset } from './webgpu/forward';
import { groupNormVectors, planeOfSums } from './webgpu/vectors';

export function groupNormOnWebgpu(
  { x, offset: input, gain, shift }: GroupNormInputs,
  options: GroupNormOptions,
): tf.Tensor {
  const projection = input && isProjection(input) ? input : null;
  const rows = input && !isProjection(input) ? input : null;
  const offset: Offset = projection ? { projection } : rows ? { rows } : null;
  const offsetInputs = projection
    ? [projection.input, projection.weight, projection.bias]
    : rows
      ? [rows]
      : [];
  return differentiable([x, gain, shift, ...offsetInputs], {
    forward() {
      const { normal, statistics } = groupNormForward({ images: [x], gain, shift, offset }, options);
      const saved = projection ? [x, statistics, projection.input, projection.weight] : [x, statistics];
      return { value: normal, saved };
    },
    backward(dy, [x, statistics, input, weight]) {
      const inputs = { dy, dImage: null, x, statistics };
      const { dImages, sums } = groupNormBackward(inputs, options, [x.shape[3]!], offset !== null);
      const saved = projection && { input, weight, bias: projection.bias };
      const { dGain, dShift, dProjection } = groupNormVectors(sums, { gain, shift, projection: saved });
      const dOffset = dProjection
        ? [dProjection.input, dProjection.weight, dProjection.bias]
        : rows
          ? [planeOfSums(sums, 2)]
          : [];
      return [dImages[0], dGain, dShift, ...dOffset];
    },
  });
}

export function groupNormAndImageOnWebgpu(
  images: readonly tf.Tensor[],
  { gain, shift }: Pick<GroupNormInputs, 'gain' | 'shift'>,
  options: GroupNormOptions,
): NormalAndImage {
  const parts = images.map((image) => image.shape[3]!);
  const [normal, image] = differentiableMany([...images, gain, shift], {
    forward() {
      const inputs = { images, gain, shift, offset: null };
      const { normal, concatenated, statistics } = groupNormForward(inputs, options);
      const image = concatenated ?? tf.clone(images[0]);
      return { values: [normal, image], saved: [image, statistics] as const };
    },
    backward([dy, dImage], [x, statistics]) {
      const { dImages, sums } = groupNormBackward({ dy, dImage, x, statistics }, options, parts, false);
      const { dGain, dShift } = groupNormVectors(sums, { gain, shift, projection: null });
      return [...dImages, dGain, dShift];
    },
  });
  return { normal, image };
}
