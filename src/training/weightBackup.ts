/** A weight backup is a copy of the training state on the processor, which outlives the loss of a GPU device. */
import type { TrainState } from '../types/weights';
import type { Learner } from './learner';

/** Milliseconds between two copies. */
const INTERVAL = 5000;

export interface WeightBackup {
  /** Copies the state off the GPU where the last copy is old enough; nothing waits for it. */
  update(): void;
  /** The device's own state, or the last copy where the device is lost. @throws Error where there is none */
  read(): Promise<TrainState<Float32Array>>;
}

/** @param deviceLost aborted when the device's memory can no longer be trusted, or gives no answer */
export function createWeightBackup(learner: Learner, onGpu: boolean, deviceLost: AbortSignal): WeightBackup {
  let copy: TrainState<Float32Array> | null = null;
  let copiedAt = performance.now();
  return {
    update() {
      const now = performance.now();
      if (!onGpu || now - copiedAt < INTERVAL) return;
      copiedAt = now;
      learner.read().then(
        (state) => {
          copy = state;
        },
        () => {}, // the device reports its loss itself
      );
    },
    async read() {
      if (!deviceLost.aborted) return learner.read();
      if (copy) return copy;
      throw new Error('the GPU device was lost before the weights were first copied from it');
    },
  };
}
