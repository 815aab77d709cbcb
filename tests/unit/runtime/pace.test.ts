/** The pace against a device that is simulated: it has a queue, and every step takes a given time. */
import { expect, test } from 'vitest';
import { createPace, type Pace } from '../../../src/runtime/pace';

/** Trains on a device whose steps take `milliseconds(n)`, asked for without any work of the processor's. @returns what was seen */
async function train(steps: number, milliseconds: (step: number) => number) {
  let time = 0;
  /** When the device will be done with all that was sent. */
  let busyUntil = 0;
  const waiting: { readonly at: number; readonly resolve: () => void }[] = [];
  const done = () =>
    new Promise<void>((resolve) => {
      waiting.push({ at: busyUntil, resolve });
    });
  const pace: Pace = createPace(done, () => time);
  const seen = { longestQueue: 0, submissions: 0, waits: 0 };
  for (let step = 0; step < steps; step++) {
    busyUntil = Math.max(busyUntil, time) + milliseconds(step);
    seen.longestQueue = Math.max(seen.longestQueue, busyUntil - time);
    let free = false;
    const stepped = pace.stepped().then(() => {
      free = true;
    });
    await settled();
    while (!free) {
      const next = waiting.shift()!;
      time = Math.max(time, next.at);
      seen.waits += 1;
      next.resolve();
      await settled();
    }
    await stepped;
    seen.submissions = pace.submissions;
  }
  return { ...seen, time };
}

/** Lets promises that are ready run. */
async function settled(): Promise<void> {
  for (let i = 0; i < 8; i++) await Promise.resolve();
}

test('fast steps are sent many at a time, and the queue stays below 100 ms', async () => {
  const { longestQueue, waits, submissions } = await train(5000, () => 0.5);
  expect(longestQueue).toBeLessThanOrEqual(100);
  expect(longestQueue).toBeGreaterThan(20); // the device is kept busy
  expect(waits).toBeLessThan(200);
  expect(submissions).toBe(1);
});

test('steps of 30 ms have one ahead of them, so that the device never runs dry', async () => {
  const { longestQueue, time } = await train(40, () => 30);
  expect(longestQueue).toBe(60);
  expect(time).toBeGreaterThan(38 * 30);
});

test('a step of 300 ms goes alone, in six submissions', async () => {
  const { longestQueue, submissions } = await train(12, () => 300);
  expect(submissions).toBe(6);
  expect(longestQueue).toBeLessThanOrEqual(600); // the very first two
});

test('where steps become twice as slow, as when another page takes the GPU, the queue does not grow for long', async () => {
  const { longestQueue } = await train(4000, (step) => (step < 2000 ? 0.5 : step < 2300 ? 1 : 0.5));
  expect(longestQueue).toBeLessThanOrEqual(160);
});
