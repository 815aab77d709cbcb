/** Two threads on WASM in Node, and how the next steps use them. Contenders are recorded steps on the same shared memory. */
import { canRunBeside, offerThreads } from '../../src/wasm/engine';
import { startNodeThread, useSharedWasm } from '../tensor/nodeThreads';
import type { Contender } from './contender';
import type { Effort, Entry } from './measure';
import { ourTraining } from './ours';
import type { Size } from './parts';
import { mlpSubject } from './subject';

type Way = 'alone' | 'together';

/** Whether threads share what is done next. The app takes the way that is faster. */
let present: Way = 'alone';

let isStarted = false;

/** @throws Error where the memory is not shared, or the other thread does not start */
export async function startTwoThreads(): Promise<void> {
  if (isStarted) return;
  isStarted = true;
  let ready = () => {};
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  offerThreads(
    1,
    () => startNodeThread(ready),
    () => ({ next: () => present, add() {} }),
  );
  await useSharedWasm();
  const first = ourTraining(mlpSubject({ width: 8, batchSize: 8 }));
  first.step(); // the first recording starts the threads
  await isReady;
  first.dispose();
  if (!canRunBeside()) throw new Error('the other thread did not start');
}

export function entryOf(name: string, way: Way, make: () => Contender): Entry {
  const enter = async () => {
    present = way;
  };
  return {
    async open() {
      await enter();
      return { ...make(), name, enter };
    },
    ofTensorflow: true,
    deferred: false,
  };
}

/** Many short turns: on a busy machine the least times are those in which both threads had a core. */
export const effortOf = (size: Size, rounds = 40): Effort =>
  size === 'quick'
    ? { rounds: 1, millisecondsPerTurn: 1, agreeing: 3 }
    : { rounds, millisecondsPerTurn: 10, agreeing: 3 };
