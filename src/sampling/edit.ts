/** An edit opened for a model: the plan that it walks, where it begins, and what holds on the way. */
import * as tf from '@tensorflow/tfjs-core';
import { openPlan, type SamplingConfig } from '../config/openPlan';
import { keepKnown, resampledPlan } from '../diffusion/editing/inpaint';
import { encodedTimes, encodingPlan } from '../diffusion/editing/interpolate';
import { editingPlan } from '../diffusion/editing/sdedit';
import { keepLowPass, reductions } from '../diffusion/editing/upscale';
import type { Process } from '../diffusion/process';
import { RefusedError } from '../diffusion/refusal';
import { planSampling } from '../diffusion/samplers';
import type { SamplingPlan } from '../diffusion/samplers/plan';
import { sizeOf } from '../lib/shape';
import type { Edit } from '../types/edit';
import * as samplingWords from '../words/errors/sampling';
import { lowPassOf } from './lowPass';
import { tensorArithmetic } from './tensorArithmetic';
import type { Guide } from './walk';

interface OpenedEdit {
  /** Null where nothing is drawn: the sample stays as it is. */
  readonly plan: SamplingPlan | null;
  readonly guide?: Guide;
  /** [...shape] of all samples, or [count, ...shape], where nothing is drawn. */
  readonly unchanged?: Float32Array;
}

/** @returns [n, ...shape] the same sample n times; caller disposes */
const repeated = (sample: Float32Array | Uint8Array, n: number, shape: readonly number[]): tf.Tensor =>
  tf.tidy(() => tf.tile(tf.tensor(Float32Array.from(sample), [1, ...shape]), [n, ...shape.map(() => 1)]));

/** Every known value is set at each level; the first state is noise alone, as in the paper. */
const inpaintingGuide = ({ sample, known }: Edit & { kind: 'inpaint' }, shape: readonly number[]): Guide => ({
  begin(n, noise) {
    // 0 · NaN is NaN: what is not known must not reach the sum
    const values = sample.map((value, i) => (known[i] === 1 ? value : 0));
    const tensors = [repeated(values, n, shape), repeated(known, n, shape)] as const;
    return {
      constrain: keepKnown(tensorArithmetic, ...tensors, noise),
      dispose: () => tf.dispose([...tensors]),
    };
  },
});

/** The low frequencies of the given sample are set at each level. */
function upscalingGuide(edit: Edit & { kind: 'upscale' }, shape: readonly number[]): Guide {
  const [height, width] = shape;
  if (shape.length !== 3 || !reductions(height, width).includes(edit.factor))
    throw new RefusedError(samplingWords.noReduction(edit.factor, shape.join(' × ')));
  return {
    begin(n, noise) {
      const given = repeated(edit.sample, n, shape);
      return {
        constrain: keepLowPass(tensorArithmetic, given, lowPassOf(shape, edit), noise),
        dispose: () => given.dispose(),
      };
    },
  };
}

/** Starts from the drawing, or from that of each sample, with the noise of its level. @param size numbers of a sample */
const drawingGuide = (sample: Float32Array, size: number): Guide => ({
  start: (z, { alpha, sigma }, first) =>
    z.map((value, i) => alpha * sample[(first * size + i) % sample.length] + sigma * value),
});

/** Starts from given states. @param states [count, ...shape] @param size numbers of a sample */
const givenStart = (states: Float32Array, size: number): Guide => ({
  start: (z, _, first) => states.slice(first * size, first * size + z.length),
});

/** The samples of an edit: one, or those of `count`. */
const numbersOf = (edit: Edit): Float32Array =>
  edit.kind === 'encode' ? edit.samples : edit.kind === 'decode' ? edit.states : edit.sample;

/** @throws RefusedError where the samples are not those of a model like this one */
function checkSize(edit: Edit, shape: readonly number[], count: number): void {
  const size = sizeOf(shape);
  const expected = edit.kind === 'encode' || edit.kind === 'decode' ? count * size : size;
  const { length } = numbersOf(edit);
  if (length === expected || (edit.kind === 'sdedit' && length === count * size)) return;
  throw new RefusedError(samplingWords.editOfOtherModel(shape.join(' × '), expected, length));
}

/**
 * @param shape of a sample
 * @param count of samples to draw
 * @throws RefusedError where the sampler cannot do this, or the sample is of another model; the message is for the user
 */
export function openEdit(
  edit: Edit,
  config: SamplingConfig,
  process: Process,
  { shape, count }: { readonly shape: readonly number[]; readonly count: number },
): OpenedEdit {
  checkSize(edit, shape, count);
  const whole = openPlan(config, process);
  switch (edit.kind) {
    case 'inpaint':
      return { plan: resampledPlan(whole, edit), guide: inpaintingGuide(edit, shape) };
    case 'upscale':
      return { plan: resampledPlan(whole, edit), guide: upscalingGuide(edit, shape) };
    case 'encode':
      return {
        plan: encodingPlan(process, encodedTimes(process, whole)),
        guide: givenStart(edit.samples, sizeOf(shape)),
      };
    case 'decode': {
      const times = edit.encoded && encodedTimes(process, whole).reverse();
      return {
        plan: times ? planSampling(process, { ...config, times }) : whole,
        guide: givenStart(edit.states, sizeOf(shape)),
      };
    }
    case 'sdedit': {
      const plan = editingPlan(process, config, whole, edit.strength);
      // At strength 1 noise alone is left: a fresh sample, to the last bit.
      if (plan === whole) return { plan };
      return plan
        ? { plan, guide: drawingGuide(edit.sample, sizeOf(shape)) }
        : { plan, unchanged: edit.sample };
    }
  }
}
