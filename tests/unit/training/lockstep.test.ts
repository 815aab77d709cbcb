/** Runs in lockstep do joint steps while all of them train, and free the recording of these when one has ended. */
import { expect, test, vi } from 'vitest';
import type { JointSteps } from '../../../src/training/jointSteps';
import { type LockstepTrainer, runInLockstep } from '../../../src/training/lockstep';

type Log = string[];

/** A run of so many steps, each of which it adds to the log. */
function fakeTrainer(name: string, steps: number, log: Log): LockstepTrainer {
  let step = 0;
  const train = async () => {
    step += 1;
    log.push(name);
    return [];
  };
  return {
    get idle() {
      return step === steps;
    },
    get hasEnded() {
      return step === steps;
    },
    get ahead() {
      return step;
    },
    get trainsNext() {
      return step > 0 && step < steps;
    },
    previewStep: 0,
    longestOperation: () => 0,
    train,
    advance: async () => (step < steps ? train() : []),
    countOtherPreview() {},
  };
}

/** @returns what was done, in order */
async function trainBoth(steps: readonly [number, number]): Promise<Log> {
  const log: Log = [];
  const trainers = [fakeTrainer('a', steps[0], log), fakeTrainer('b', steps[1], log)];
  const joint: JointSteps = {
    members: [],
    arePossible: true,
    together(f) {
      log.push('joint:');
      return f();
    },
    end: () => void log.push('end'),
  };
  const lockstep = runInLockstep(trainers, () => {}, undefined, joint);
  await vi.waitFor(() => expect(trainers.every(({ idle }) => idle)).toBe(true));
  lockstep.end();
  await lockstep.ended;
  return log.filter((entry, i) => entry !== 'end' || log.indexOf('end') === i); // it may be called again
}

test('each does its first step alone; the rest are joint until one ends, and then the recording is freed first', async () => {
  expect(await trainBoth([3, 5])).toEqual([
    'a',
    'b',
    'joint:',
    'a',
    'b',
    'joint:',
    'a',
    'b',
    'end',
    'b',
    'b',
  ]);
});

test('a second one that ends first frees it too', async () => {
  expect(await trainBoth([4, 2])).toEqual(['a', 'b', 'joint:', 'a', 'b', 'end', 'a', 'a']);
});
