/** A function of fixed shapes that runs again and again: on WebGPU it is captured once and replayed, elsewhere it runs each time. */
import * as tf from '@tensorflow/tfjs-core';
import { hasFusedKernels } from './backend';
import { type Captured, capture } from './capture';

export interface Replayable<T> {
  /**
   * @param submissions parts in which a replay is submitted
   * @returns the tensors of the function, which are valid until the next run and do not belong to the caller
   */
  run(submissions?: number): T;
  /** Dispatches of a run; null before the first, and where nothing is captured. */
  readonly dispatches: number | null;
  dispose(): void;
}

/** Where it is off, every run goes through the tape: for tests and measurements that compare the two. */
export const REPLAY_FLAG = 'DDPM_LAB_REPLAY';
tf.env().registerFlag(REPLAY_FLAG, () => true);

/** @param f follows the rules of `capture` */
export function replayable<T extends Readonly<Record<string, tf.Tensor>>>(f: () => T): Replayable<T> {
  if (hasFusedKernels() && tf.env().getBool(REPLAY_FLAG)) return captured(f);
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

function captured<T extends Readonly<Record<string, tf.Tensor>>>(f: () => T): Replayable<T> {
  let log: Captured<T> | null = null;
  return {
    run(submissions) {
      if (log) log.replay(submissions);
      else log = capture(f);
      return log.results;
    },
    get dispatches() {
      return log?.dispatches ?? null;
    },
    dispose: () => log?.dispose(),
  };
}
