/** A function of fixed shapes that is run again and again: on WebGPU recorded once and replayed, elsewhere run each time. */
import * as tf from '@tensorflow/tfjs-core';
import { ownShaders } from './webgpu/backend';
import { type Captured, capture } from './webgpu/capture';

export interface Repeated<T> {
  /**
   * @param submissions parts in which a recorded run is sent
   * @returns the function's tensors, which hold until the next run and are not the caller's
   */
  run(submissions?: number): T;
  /** Dispatches of a run; null before the first, and where nothing is recorded. */
  readonly dispatches: number | null;
  dispose(): void;
}

/** Off: every run goes through the tape, for tests and measurements that compare. */
export const REPLAY_FLAG = 'DDPM_LAB_REPLAY';
tf.env().registerFlag(REPLAY_FLAG, () => true);

/** @param f keeps to the rules of `capture` */
export function repeated<T extends Readonly<Record<string, tf.Tensor>>>(f: () => T): Repeated<T> {
  if (ownShaders() && tf.env().getBool(REPLAY_FLAG)) return recorded(f);
  let last: T | null = null;
  const forget = () => last && tf.dispose(Object.values(last));
  return {
    run() {
      forget();
      tf.engine().startScope('run');
      try {
        last = f();
        for (const tensor of Object.values(last)) tf.keep(tensor);
        return last;
      } finally {
        tf.engine().endScope();
      }
    },
    dispatches: null,
    dispose: forget,
  };
}

function recorded<T extends Readonly<Record<string, tf.Tensor>>>(f: () => T): Repeated<T> {
  let record: Captured<T> | null = null;
  return {
    run(submissions) {
      if (record) record.replay(submissions);
      else record = capture(f);
      return record.results;
    },
    get dispatches() {
      return record?.dispatches ?? null;
    },
    dispose: () => record?.dispose(),
  };
}
