/**
 * One optimizer step over a whole model in one flat array: gradient clipping, Adam (Kingma & Ba 2015) and the moving average of
 * the weights, together because each reads what the one before wrote.
 */
import * as tf from '@tensorflow/tfjs-core';
import { ownKernel } from './ownKernel';

/** The four arrays of a run, [layout.size] each. Never changed in place: a snapshot is a reference. */
export interface OptimizerState {
  readonly parameters: tf.Tensor;
  readonly m: tf.Tensor;
  readonly v: tf.Tensor;
  readonly ema: tf.Tensor;
}

/** What stays the same all through a run. */
export interface AdamConstants {
  readonly beta1: number;
  readonly beta2: number;
  /** Largest norm of the gradient, 0 for no limit. */
  readonly clip: number;
}

/** What changes from step to step, as it stands in the step's one upload. */
export interface AdamStep {
  /** Learning rate with both bias corrections: lr √(1-β₂ⁿ)/(1-β₁ⁿ). */
  readonly rate: number;
  /** ε √(1-β₂ⁿ), so that the corrected form equals Algorithm 1 of the paper. */
  readonly epsilon: number;
  readonly emaDecay: number;
}

export const ADAM_STEP_SIZE = 3;

/** @param step number of the step, from 1 */
export function adamStepOf(
  step: number,
  rate: number,
  { beta1, beta2, epsilon, emaDecay }: { beta1: number; beta2: number; epsilon: number; emaDecay: number },
): AdamStep {
  const correction1 = 1 - beta1 ** step;
  const correction2 = Math.sqrt(1 - beta2 ** step);
  return { rate: (rate * correction2) / correction1, epsilon: epsilon * correction2, emaDecay };
}

/** Scales a gradient down to the largest norm that is allowed (Pascanu et al. 2013). */
function clipped(gradient: tf.Tensor, clip: number): tf.Tensor {
  if (clip === 0) return gradient;
  const norm = tf.sqrt(tf.sum(tf.square(gradient)));
  return tf.mul(gradient, tf.div(clip, tf.maximum(norm, clip)));
}

/**
 * @param gradient [layout.size]
 * @param step     [3] rate, epsilon and emaDecay of `AdamStep`, on the device
 * @returns the next state, four new tensors
 */
export function adam(
  state: OptimizerState,
  gradient: tf.Tensor,
  step: tf.Tensor,
  constants: AdamConstants,
): OptimizerState {
  const [parameters, m, v, ema] = ownKernel('LabAdam', { ...state, gradient, step }, { ...constants }, () =>
    reference(state, gradient, step, constants),
  );
  return { parameters, m, v, ema };
}

function reference(
  { parameters, m, v, ema }: OptimizerState,
  gradient: tf.Tensor,
  step: tf.Tensor,
  { beta1, beta2, clip }: AdamConstants,
): tf.Tensor[] {
  const [rate, epsilon, decay] = [0, 1, 2].map((i) => tf.slice(step, [i], [1]));
  const g = clipped(gradient, clip);
  const nextM = tf.add(tf.mul(m, beta1), tf.mul(g, 1 - beta1));
  const nextV = tf.add(tf.mul(v, beta2), tf.mul(tf.square(g), 1 - beta2));
  const change = tf.div(tf.mul(nextM, rate), tf.add(tf.sqrt(nextV), epsilon));
  const nextParameters = tf.sub(parameters, change);
  const nextEma = tf.add(nextParameters, tf.mul(tf.sub(ema, nextParameters), decay));
  return [nextParameters, nextM, nextV, nextEma];
}
