/** The group norm in the own WASM module, alone and with the image that a residual block passes on beside it. */
import * as tf from '@tensorflow/tfjs-core';
import { call, newTensor, wasmModule, withScratch } from '../../wasm/engine';
import { ADD, NORM_SILU } from '../../wasm/module/operations.generated';
import { gradientAt } from '../../webgpu/gradientSlots';
import { concatenateInModule, splitInModule } from '../channels/module';
import { denseOnModule, gradientTarget } from '../dense/module';
import { differentiable, differentiableMany } from '../differentiable';
import { type GroupNormInputs, type GroupNormOptions, isProjection, type NormalAndImage } from './contract';

type Vectors = Pick<GroupNormInputs, 'gain' | 'shift'>;

const withNormScratch = (channels: number, batch: number, f: (scratch: tf.Tensor) => void) =>
  withScratch(wasmModule()!.groupNormScratch(channels, batch) / 4, f);

/** Numbers from the gain of a sample to that of the next. */
const rowStep = ({ gain }: Vectors) => (gain.rank === 1 ? 0 : gain.shape[1]!);

const flagsOf = ({ activation }: GroupNormOptions) => (activation === 'silu' ? NORM_SILU : 0);

/** Both as rows where one of them is. */
function alike({ gain, shift }: Vectors, batch: number): Vectors {
  if (gain.rank === shift.rank) return { gain, shift };
  const rows = (v: tf.Tensor) => (v.rank === 1 ? tf.tile(tf.reshape(v, [1, -1]), [batch, 1]) : v);
  return { gain: rows(gain), shift: rows(shift) };
}

/** @returns the norm, and what the backward pass needs of it, [B, 4, C] */
function forwardInModule(
  x: tf.Tensor,
  offset: tf.Tensor | null,
  vectors: Vectors,
  options: GroupNormOptions,
): { readonly normal: tf.Tensor; readonly statistics: tf.Tensor } {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const [normal, statistics] = [newTensor(x.shape), newTensor([batch, 4, channels])];
  const { gain, shift } = vectors;
  const { groups, epsilon } = options;
  const sizes = [batch, height * width, channels, groups, rowStep(vectors)] as const;
  withNormScratch(channels, batch, (scratch) =>
    call(
      'groupNorm',
      x,
      offset,
      gain,
      shift,
      normal,
      statistics,
      ...sizes,
      epsilon,
      flagsOf(options),
      scratch,
    ),
  );
  return { normal, statistics };
}

interface BackwardInputs extends Vectors {
  readonly dy: tf.Tensor;
  /** Added to the gradient of x. */
  readonly dImage: tf.Tensor | null;
  readonly x: tf.Tensor;
  readonly statistics: tf.Tensor;
}

function backwardInModule(
  { dy, dImage, x, statistics, gain, shift }: BackwardInputs,
  options: GroupNormOptions,
  hasOffset: boolean,
) {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const [dx, dGain, dShift] = [newTensor(x.shape), gradientTarget(gain), gradientTarget(shift)];
  const dOffset = hasOffset ? newTensor([batch, channels]) : null;
  const sizes = [batch, height * width, channels, options.groups, rowStep({ gain, shift })] as const;
  const flags = flagsOf(options) | (dImage ? ADD : 0);
  const results = [dx, dOffset, dGain, dShift] as const;
  withNormScratch(channels, batch, (scratch) =>
    call('groupNormGradient', dy, x, gain, statistics, dImage, ...results, ...sizes, flags, scratch),
  );
  return { dx, dOffset, dGain: gradientAt(dGain, gain), dShift: gradientAt(dShift, shift) };
}

export function groupNormOnModule(
  { x, offset: input, gain: g, shift: s }: GroupNormInputs,
  options: GroupNormOptions,
): tf.Tensor {
  const offset =
    input && isProjection(input) ? denseOnModule(input.input, input.weight, input.bias) : (input ?? null);
  const { gain, shift } = alike({ gain: g, shift: s }, x.shape[0]);
  return differentiable(offset ? [x, gain, shift, offset] : [x, gain, shift], {
    forward() {
      const { normal, statistics } = forwardInModule(x, offset, { gain, shift }, options);
      return { value: normal, saved: [x, statistics, gain, shift] as const };
    },
    backward(dy, [x, statistics, gain, shift]) {
      const inputs = { dy, dImage: null, x, statistics, gain, shift };
      const { dx, dGain, dShift, dOffset } = backwardInModule(inputs, options, offset !== null);
      return dOffset ? [dx, dGain, dShift, dOffset] : [dx, dGain, dShift];
    },
  });
}

export function groupNormAndImageOnModule(
  images: readonly tf.Tensor[],
  vectors: Vectors,
  options: GroupNormOptions,
): NormalAndImage {
  const { gain, shift } = alike(vectors, images[0].shape[0]);
  const [normal, image] = differentiableMany([...images, gain, shift], {
    forward() {
      const image = images.length === 1 ? tf.clone(images[0]) : concatenateInModule(images[0], images[1]);
      const { normal, statistics } = forwardInModule(image, null, { gain, shift }, options);
      return { values: [normal, image], saved: [image, statistics, gain, shift] as const };
    },
    backward: ([dy, dImage], [x, statistics, gain, shift]) =>
      tf.tidy(() => {
        const inputs = { dy, dImage, x, statistics, gain, shift };
        const { dx, dGain, dShift } = backwardInModule(inputs, options, false);
        const dImages = images.length === 1 ? [dx] : splitInModule(dx, images[0].shape[3]!);
        return [...dImages, dGain, dShift];
      }),
  });
  return { normal, image };
}
