/** An edit opened for a model: the plan that it walks, where it begins, and what holds on the way. */
import * as tf from '@tensorflow/tfjs-core';
import { openPlan, type SamplingConfig } from '../config/openPlan';
import { keepKnown, resampledPlan } from '../diffusion/editing/inpaint';
import { editingPlan } from '../diffusion/editing/sdedit';
import type { Process } from '../diffusion/process';
import { RefusedError } from '../diffusion/refusal';
import type { SamplingPlan } from '../diffusion/samplers/plan';
import { sizeOf } from '../lib/shape';
import type { Edit } from '../types/edit';
import { tensorArithmetic } from './tensorArithmetic';
import type { Guide } from './walk';

interface OpenedEdit {
  /** Null where nothing is drawn: the sample stays as it is. */
  readonly plan: SamplingPlan | null;
  readonly guide?: Guide;
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

/** Starts from the drawing, with the noise of its level. */
const drawingGuide = (sample: Float32Array): Guide => ({
  start: (z, { alpha, sigma }) => z.map((value, i) => alpha * sample[i % sample.length] + sigma * value),
});

/**
 * @param shape of a sample
 * @throws RefusedError where the sampler cannot do this, or the sample is of another model; the message is for the user
 */
export function openEdit(
  edit: Edit,
  config: SamplingConfig,
  process: Process,
  shape: readonly number[],
): OpenedEdit {
  if (edit.sample.length !== sizeOf(shape))
    throw new RefusedError({
      message: `The model draws samples of ${shape.join(' × ')} numbers, and this one has ${edit.sample.length}.`,
      hint: 'Choose a sample of this model.',
    });
  const whole = openPlan(config, process);
  if (edit.kind === 'inpaint')
    return { plan: resampledPlan(whole, edit), guide: inpaintingGuide(edit, shape) };
  const plan = editingPlan(process, config, whole, edit.strength);
  // At strength 1 noise alone is left: a fresh sample, to the last bit.
  return plan === whole ? { plan } : { plan, guide: drawingGuide(edit.sample) };
}
