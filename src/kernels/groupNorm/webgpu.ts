/**
 * The group norm on WebGPU: one dispatch forward and two backward. A workgroup takes one group of one sample: it sums, computes mean and
 * deviation, and writes. For a channel of a sample the operation is then z = a x + b, and a, b, mean and deviation are all that the
 * backward pass needs beside x.
 *
 * The image may consist of two tensors whose channels are concatenated; the norm then writes the concatenation in the same pass.
 */
import * as tf from '@tensorflow/tfjs-core';
import { sharedGradient, sumOf } from '../../webgpu/sharedGradients';
import { differentiable, differentiableMany } from '../differentiable';
import { type GroupNormInputs, type GroupNormOptions, isProjection, type NormalAndImage } from './contract';
import { groupNormBackward } from './webgpu/backward';
import { groupNormForward } from './webgpu/forward';
import type { Offset } from './webgpu/layout';
import {
  groupNormVectors,
  type ProjectionPart,
  planeOfSums,
  projectionInputGradient,
} from './webgpu/vectors';

export function groupNormOnWebgpu(
  { x, offset: input, gain, shift }: GroupNormInputs,
  options: GroupNormOptions,
): tf.Tensor {
  const projection = input && isProjection(input) ? input : null;
  const rows = input && !isProjection(input) ? input : null;
  const offset: Offset = projection ? { projection } : rows ? { rows } : null;
  // All blocks project one tensor: the first of them computes its gradient.
  const shared = projection && sharedGradient<ProjectionPart>(projection.input);
  const offsetInputs = projection
    ? [projection.weight, projection.bias, ...(shared?.isFirst ? [projection.input] : [])]
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
      const inputs = { dy, dImage: null, others: null, x, statistics };
      const { dImages, sums } = groupNormBackward(inputs, options, [x.shape[3]!], offset !== null);
      const saved = projection && { input, weight, bias: projection.bias };
      const { dGain, dShift, dProjection } = groupNormVectors(sums, { gain, shift, projection: saved });
      const gradients = [dImages[0], dGain, dShift];
      if (rows) return [...gradients, planeOfSums(sums, 2)];
      if (!dProjection) return gradients;
      const ofWeights = [...gradients, dProjection.weight, dProjection.bias];
      if (shared!.isFirst) {
        const others = shared!.take();
        const dInput = projectionInputGradient([...others, { sums, weight }]);
        for (const other of others) tf.dispose([other.sums, other.weight]);
        return [...ofWeights, dInput];
      }
      shared!.give({ sums: tf.keep(sums), weight: tf.keep(tf.clone(weight)) });
      return ofWeights;
    },
  });
}

export function groupNormAndImageOnWebgpu(
  images: readonly tf.Tensor[],
  { gain, shift }: Pick<GroupNormInputs, 'gain' | 'shift'>,
  options: GroupNormOptions,
): NormalAndImage {
  const parts = images.map((image) => image.shape[3]!);
  const shared = images.map((image) => sharedGradient(image));
  const first = images.filter((_, i) => shared[i].isFirst);
  const [normal, image] = differentiableMany([...first, gain, shift], {
    forward() {
      const inputs = { images, gain, shift, offset: null };
      const { normal, concatenated, statistics } = groupNormForward(inputs, options);
      const image = concatenated ?? tf.clone(images[0]);
      return { values: [normal, image], saved: [image, statistics] as const };
    },
    backward([dy, dImage], [x, statistics]) {
      // The gradients that other operations have left for an image go through the same pass where there is one image.
      const left = shared.map((each) => sumOf(each.take()));
      const others = images.length === 1 ? left[0] : null;
      const inputs = { dy, dImage, others, x, statistics };
      const { dImages, sums } = groupNormBackward(inputs, options, parts, false);
      const { dGain, dShift } = groupNormVectors(sums, { gain, shift, projection: null });
      const whole = dImages.map((dx, i) => (left[i] && !others ? tf.add(dx, left[i]) : dx));
      tf.dispose(left.filter((each) => each !== null));
      for (const [i, each] of shared.entries()) if (!each.isFirst) each.give(tf.keep(whole[i]));
      return [...whole.filter((_, i) => shared[i].isFirst), dGain, dShift];
    },
  });
  return { normal, image };
}
