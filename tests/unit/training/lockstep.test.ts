/** Runs in lockstep do joint steps while all of them train, and free the recording of these when one has ended. */
import { expect, test, vi } from 'vitest';
import type { JointSteps } from '../../../src/training/jointSteps';
import { type LockstepTrainer, runInLockstep } from '../../../src/training/lockstep';

type Log = string[];

/** A run of so many steps, each of which it adds to the log. It can do no more than six before something else comes. */
function fakeTrainer(name: string, steps: number, log: Log): LockstepTrainer {
  let step = 0;
  const train = async (count = 1) => {
    step += count;
    log.push(count === 1 ? name : `${name} ${count}`);
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
    get stepsNext() {
      return step === 0 ? 0 : (step < 6 ? Math.min(steps, 6) : steps) - step;
    },
    previewStep: 0,
    longestOperation: () => 0,
    train,
    advance: async () => (step < steps ? train() : []),
    countOtherPreview() {},
  };
}

/** @returns what was done, in order */
async function trainBoth(steps: readonly [number, number], most = 1): Promise<Log> {
  const log: Log = [];
  const trainers = [fakeTrainer('a', steps[0], log), fakeTrainer('b', steps[1], log)];
  const joint: JointSteps = {
    members: [],
    arePossible: true,
    most,
    together(f, count = 1) {
      log.push(count === 1 ? 'joint:' : `joint ${count}:`);
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

test('as many steps are done in one as can be, and as both have before something else comes', async () => {
  expect(await trainBoth([12, 20], 4)).toEqual([
    'a',
    'b',
    'joint 4:',
    'a 4',
    'b 4',
    'joint:',
    'a',
    'b',
    'joint 4:',
    'a 4',
    'b 4',
    'joint 2:',
    'a 2',
    'b 2',
    'end',
    ...Array.from({ length: 8 }, () => 'b'),
  ]);
});
