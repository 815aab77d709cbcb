/**
 * A loss window is a run of steps whose losses stay on the device, to leave it together in one asynchronous read. Its length follows
 * the speed of training, so that a page hears some seven times a second however fast the steps are.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from './batch';
import type { StepResult } from './learner';

/** What one window tells. */
export interface WindowReading {
  /** Number of the first step, from 1. */
  readonly firstStep: number;
  readonly losses: Float32Array;
  /** The window's last batch, and [B] the squared error of each of its samples. */
  readonly batch: Batch;
  readonly errors: Float32Array;
}

const MILLISECONDS_PER_WINDOW = 150;
const MOST_STEPS = 1000;

/** Steps that a window should have at this speed. */
export const windowLength = (millisecondsPerStep: number): number =>
  Math.min(
    Math.max(Math.round(MILLISECONDS_PER_WINDOW / Math.max(millisecondsPerStep, 1e-3)), 1),
    MOST_STEPS,
  );

export class LossWindow {
  private results: StepResult[] = [];

  get length(): number {
    return this.results.length;
  }

  /** Takes ownership of a step's tensors. */
  add(result: StepResult): void {
    this.results.at(-1)?.errors.dispose(); // only the last step's errors are read
    this.results.push(result);
  }

  /**
   * Empties the window and starts its read, which nothing waits for here.
   * @param lastStep number of the last step added
   */
  read(lastStep: number): Promise<WindowReading> {
    const results = this.results;
    this.results = [];
    const { batch, errors } = results[results.length - 1];
    const joined = tf.tidy(() =>
      tf.concat([...results.map(({ loss }) => tf.reshape(loss, [1])), tf.reshape(errors, [-1])]),
    );
    tf.dispose([errors, ...results.map(({ loss }) => loss)]);
    return joined.data<'float32'>().then((values) => {
      joined.dispose();
      return {
        firstStep: lastStep - results.length + 1,
        losses: values.slice(0, results.length),
        batch,
        errors: values.slice(results.length),
      };
    });
  }

  dispose(): void {
    tf.dispose(this.results.flatMap(({ loss, errors }) => [loss, errors]));
    this.results = [];
  }
}
