/**
 * A weight backup is a copy of the training state on the processor, which outlives the loss of a GPU device. What the page reads is such a
 * copy too, so that the weights are read for the backup alone only where the page does not ask.
 */

import { isLostAnswer } from '../lib/lostAnswer';
import { copyOf } from '../model/trainState';
import type { TrainState } from '../types/weights';
import * as words from '../words/errors/run';
import { fromDevice } from './deviceLoss';
import type { Learner } from './learner';

/** Milliseconds after which a copy is old: the page asks for one more often while a run trains. */
const INTERVAL = 5000;

export interface WeightBackup {
  /** Copies the state off the GPU where the last copy is old enough; nothing waits for it. */
  update(): void;
  /**
   * The device's own state; the last copy where the device has failed and the run ends with it.
   * @throws LostAnswerError where the device is lost and the run goes on elsewhere
   * @throws Error where the run has ended and there is no copy
   */
  read(): Promise<TrainState<Float32Array>>;
  /** The last copy, whatever has become of the device; null before the first. */
  readonly last: TrainState<Float32Array> | null;
}

/**
 * @param deviceLost aborted when the device's memory can no longer be trusted, or gives no answer; a LostAnswerError as its reason says
 *   that the run goes on elsewhere
 */
export function createWeightBackup(
  learner: Pick<Learner, 'read'>,
  onGpu: boolean,
  deviceLost: AbortSignal,
  now: () => number = () => performance.now(),
): WeightBackup {
  let copy: TrainState<Float32Array> | null = null;
  let copiedAt = now();
  async function read(): Promise<TrainState<Float32Array>> {
    copiedAt = now();
    const state = await fromDevice(deviceLost, () => learner.read());
    // the page gets the arrays themselves
    if (onGpu) copy = copyOf(state);
    return state;
  }
  return {
    update() {
      if (onGpu && now() - copiedAt >= INTERVAL) read().catch(() => {}); // the device reports its loss itself
    },
    async read() {
      if (!deviceLost.aborted) return read();
      if (isLostAnswer(deviceLost.reason)) throw deviceLost.reason;
      if (copy) return copy;
      throw new Error(words.lostBeforeCopy);
    },
    get last() {
      return copy;
    },
  };
}
