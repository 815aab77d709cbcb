/** A weight backup is a copy of the training state on the processor, which outlives the loss of a GPU device. */
import { isLostAnswer } from '../lib/lostAnswer';
import type { TrainState } from '../types/weights';
import { fromDevice } from './deviceLoss';
import type { Learner } from './learner';

/** Milliseconds between two copies. */
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
): WeightBackup {
  let copy: TrainState<Float32Array> | null = null;
  let copiedAt = performance.now();
  const read = () => fromDevice(deviceLost, () => learner.read());
  return {
    update() {
      const now = performance.now();
      if (!onGpu || now - copiedAt < INTERVAL) return;
      copiedAt = now;
      read().then(
        (state) => {
          copy = state;
        },
        () => {}, // the device reports its loss itself
      );
    },
    async read() {
      if (!deviceLost.aborted) return read();
      if (isLostAnswer(deviceLost.reason)) throw deviceLost.reason;
      if (copy) return copy;
      throw new Error('the GPU failed before the weights were first copied from it');
    },
    get last() {
      return copy;
    },
  };
}
