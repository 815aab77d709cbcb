/** The arguments of every implementation of a sampler's step. */
import type * as tf from '@tensorflow/tfjs-core';

/**
 * The numbers of a step, in this order. x̂0 = `ofX`·x + `ofOutput`·output, and output = without + `guidance`·(with - without) where the network
 * was evaluated without and with the class. The next state is the sum of six products; a factor of 0 leaves its product out.
 */
export const STEP_NUMBERS = [
  'inputScale',
  'ofX',
  'ofOutput',
  'guidance',
  'x',
  'guess',
  'previousX',
  'previousGuess',
  'noise',
  /** Which of the uploaded draws of noise. */
  'slot',
  /** Where state and guess are stored, -1 for nowhere. */
  'frame',
  /** Of x̂0 before it is clipped. */
  'unclipped',
] as const;

export type StepNumbers = Readonly<Record<(typeof STEP_NUMBERS)[number], number>>;

export interface SamplerStep {
  /** [n, …, width] the network's output, or [2n, …, width] without and with the class; null for a step that only adds noise. */
  readonly output: tf.Tensor | null;
  /** [STEP_NUMBERS or more] */
  readonly numbers: tf.Tensor;
  /** [2, channels] lower and upper ends to which x̂0 is clipped. */
  readonly box: tf.Tensor | null;
  /** [slots, …] draws of noise; null where no step draws any. */
  readonly noise: tf.Tensor | null;
  /** [n, …, channels] x_t; becomes x_s. */
  readonly x: tf.Tensor;
  /** The state before the last step; becomes x_t. */
  readonly previous: tf.Tensor;
  /** The last x̂0; becomes that of this step, and stays where it evaluates nothing. */
  readonly guess: tf.Tensor;
  /** [2, frames, …] states before their steps, and guesses, that are stored. */
  readonly frames: tf.Tensor | null;
}

export interface RowTable {
  /** [rows, n] */
  readonly table: tf.Tensor;
  /** [1] i32: the row that is next; then one more. */
  readonly counter: tf.Tensor;
  /** [n] */
  readonly row: tf.Tensor;
}

/** Numbers of the last axis of a tensor. */
export const lastAxis = ({ shape }: tf.Tensor): number => shape[shape.length - 1];
