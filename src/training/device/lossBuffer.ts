/**
 * A loss window is a series of steps whose losses stay on the device until one asynchronous read of them all. Its length follows the speed
 * of training, so that the page gets losses some seven times a second however fast the steps are.
 */
import * as tf from '@tensorflow/tfjs-core';
import {
  copyNumbers,
  createBuffer,
  destroyBuffer,
  placeOf,
  readNumbers,
  recordsSteps,
  submit,
} from '../../recorded/buffers';
import type { StepResult } from '../stepResult';

/** The losses of one window. */
export interface WindowReading {
  /** Number of the first step, from 1. */
  readonly firstStep: number;
  readonly losses: Float32Array;
  /** The window's last batch, and [B] the squared error of each of its samples. */
  readonly batch: StepResult['batch'];
  readonly errors: Float32Array;
}

const MILLISECONDS_PER_WINDOW = 150;
const MOST_STEPS = 1000;

/** The length of a window at this speed. */
export const windowLength = (millisecondsPerStep: number): number =>
  Math.min(
    Math.max(Math.round(MILLISECONDS_PER_WINDOW / Math.max(millisecondsPerStep, 1e-3)), 1),
    MOST_STEPS,
  );

export interface LossBuffer {
  /** Steps in the window, at most 1000. */
  readonly length: number;
  /** Adds a step's loss; its errors replace those of the step before. The tensors stay the learner's. */
  add(result: StepResult): void;
  /**
   * Empties the window and starts its read. The window must not be empty, and the step added last must be the learner's last.
   * @param lastStep number of the last step added
   */
  read(lastStep: number): Promise<WindowReading>;
  dispose(): void;
}

export const createLossBuffer = (): LossBuffer => (recordsSteps() ? windowInBuffer() : windowOfTensors());

function windowOfTensors(): LossBuffer {
  let losses: tf.Tensor[] = [];
  let errors: tf.Tensor | null = null;
  let batch: StepResult['batch'] | null = null;
  const clear = () => {
    tf.dispose(errors ? [...losses, errors] : losses);
    losses = [];
    errors = null;
  };
  const share = (x: tf.Tensor) => tf.keep(tf.clone(x));
  return {
    get length() {
      return losses.length;
    },
    add(result) {
      errors?.dispose();
      errors = share(result.errors);
      losses.push(share(result.loss));
      batch = result.batch;
    },
    async read(lastStep) {
      const last = batch!;
      const count = losses.length;
      const joined = tf.tidy(() =>
        tf.concat([...losses.map((loss) => tf.reshape(loss, [1])), tf.reshape(errors!, [-1])]),
      );
      clear();
      const values = await joined.data<'float32'>();
      joined.dispose();
      return readingOf(values, count, lastStep, last);
    },
    dispose: clear,
  };
}

const readingOf = (
  values: Float32Array,
  count: number,
  lastStep: number,
  batch: StepResult['batch'],
): WindowReading => ({
  firstStep: lastStep - count + 1,
  losses: values.slice(0, count),
  batch,
  errors: values.slice(count),
});

/** Steps that leave for the device together: with more of them, it would have nothing to do while the first are recorded. */
const STEPS_IN_SUBMIT = 8;

/** Recorded steps write their loss to the same place: after each, the loss is copied to a slot of its own. */
function windowInBuffer(): LossBuffer {
  const buffer = createBuffer(MOST_STEPS);
  let length = 0;
  let last: StepResult | null = null;
  return {
    get length() {
      return length;
    },
    add(result) {
      copyNumbers(placeOf(result.loss), { buffer, at: length }, 1);
      length += 1;
      if (length % STEPS_IN_SUBMIT === 0) submit();
      last = result;
    },
    async read(lastStep) {
      const { batch, errors } = last!;
      const count = length;
      length = 0;
      const values = await readNumbers([
        { buffer, at: 0, count },
        { ...placeOf(errors), count: errors.size },
      ]);
      return readingOf(values, count, lastStep, batch);
    },
    dispose() {
      length = 0;
      destroyBuffer(buffer);
    },
  };
}
