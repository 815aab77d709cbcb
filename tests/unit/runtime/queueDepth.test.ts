/** The queue depth against a device that is simulated: it has a queue, every step takes a known time, and the answer comes late. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createQueueDepth, type QueueDepth } from '../../../src/runtime/queueDepth';

interface Device {
  /** Milliseconds of the device for a step. */
  readonly cost: (step: number, time: number) => number;
  /** Milliseconds of the processor for a step. */
  readonly encode?: number;
  /** Milliseconds that the first step takes longer. */
  readonly compile?: number;
  /** Milliseconds from the end of the work to the answer, or between the ticks at which the browser answers. */
  readonly latency?: number;
  readonly ticks?: boolean;
  /** Share by which a latency may be longer, at random. */
  readonly jitter?: number;
  readonly random?: () => number;
}

/** Trains until a number of steps is done or the time is over. @returns what was seen after the first step */
async function train(
  device: Device,
  {
    steps = Number.POSITIVE_INFINITY,
    until = Number.POSITIVE_INFINITY,
    watch = (_step: number, _queue: number): void => {},
  },
) {
  const { cost, encode = 0, compile = 0, latency = 0, ticks = false, jitter = 0, random = () => 0 } = device;
  let time = 0;
  /** When the device will be done with all that was sent. */
  let busyUntil = 0;
  const waiting: { readonly at: number; readonly resolve: () => void }[] = [];
  const done = () =>
    new Promise<void>((resolve) => {
      const late = latency * (1 + jitter * random());
      const at = ticks ? Math.ceil(busyUntil / latency) * latency + late - latency : busyUntil + late;
      waiting.push({ at, resolve });
    });
  const queue: QueueDepth = createQueueDepth(done, () => time);
  const seen = { longestQueue: 0, longestSubmission: 0, submissions: 0, waits: 0, steps: 0, began: 0 };
  for (let step = 0; step < steps && time < until; step++) {
    const took = cost(step, time);
    let free = false;
    const sent = queue
      .send((submissions) => {
        time += encode;
        busyUntil = Math.max(busyUntil, time) + took + (step === 0 ? compile : 0);
        if (step === 0) return;
        seen.longestQueue = Math.max(seen.longestQueue, busyUntil - time);
        seen.longestSubmission = Math.max(seen.longestSubmission, took / submissions);
        seen.submissions = submissions;
        seen.steps += 1;
        watch(step, busyUntil - time);
      })
      .then(() => {
        free = true;
      });
    await settled();
    while (!free) {
      waiting.sort((a, b) => a.at - b.at);
      const next = waiting.shift()!;
      time = Math.max(time, next.at);
      seen.waits += 1;
      next.resolve();
      await settled();
    }
    await sent;
    if (step === 0) seen.began = time;
  }
  return { ...seen, time };
}

/** Lets promises that are ready run. */
async function settled(): Promise<void> {
  for (let i = 0; i < 8; i++) await Promise.resolve();
}

test('fast steps are sent many at a time, and the queue stays below 100 ms', async () => {
  const { longestQueue, waits, submissions } = await train({ cost: () => 0.5 }, { steps: 5000 });
  expect(longestQueue).toBeLessThanOrEqual(100);
  expect(longestQueue).toBeGreaterThan(20); // the device is always busy
  expect(waits).toBeLessThan(200);
  expect(submissions).toBe(1);
});

test('steps of 30 ms have one ahead of them, so that the device never runs dry', async () => {
  const { longestQueue, time } = await train({ cost: () => 30 }, { steps: 40 });
  expect(longestQueue).toBe(60);
  expect(time).toBeLessThan(41 * 30);
});

test('a step of 300 ms goes alone, in six submissions', async () => {
  const { longestQueue, submissions } = await train({ cost: () => 300 }, { steps: 12 });
  expect(submissions).toBe(6);
  expect(longestQueue).toBe(300);
});

test('a step of 4 s begins in submissions that no watchdog stops', async () => {
  const { longestSubmission, longestQueue } = await train({ cost: () => 4000 }, { steps: 5 });
  expect(longestSubmission).toBeLessThanOrEqual(100);
  expect(longestQueue).toBe(4000);
});

test('where steps become twice as slow, as when another page takes the GPU, the queue does not grow for long', async () => {
  const cost = (step: number) => (step < 2000 ? 0.5 : step < 2300 ? 1 : 0.5);
  const { longestQueue } = await train({ cost }, { steps: 4000 });
  expect(longestQueue).toBeLessThanOrEqual(160);
});

test('where steps become twenty times as slow, the queue is short again after the slices under way', async () => {
  const queueAt: { readonly step: number; readonly queue: number }[] = [];
  const { longestSubmission } = await train(
    { cost: (step) => (step < 2000 ? 0.5 : 10) },
    { steps: 2600, watch: (step, queue) => queueAt.push({ step, queue }) },
  );
  expect(longestSubmission).toBeLessThanOrEqual(50);
  const after = queueAt.filter(({ step }) => step > 2000 + 2 * 80).map(({ queue }) => queue);
  expect(Math.max(...after)).toBeLessThanOrEqual(200);
});

test.each([16, 30, 50, 100])(
  'a browser that answers every %i ms does not slow steps of 1 ms',
  async (latency) => {
    for (const ticks of [true, false]) {
      const device = { cost: () => 1, encode: 0.1, compile: 200, latency, ticks };
      const { steps, time, began, longestQueue } = await train(device, { until: 10_000 });
      expect(steps / (time - began)).toBeGreaterThan(0.75);
      expect(longestQueue).toBeLessThanOrEqual(2 * Math.max(latency, 40) + 120);
    }
  },
);

test('on any device at least half of the possible steps are made, and no submission is over 500 ms', async () => {
  const log = (min: number, max: number) =>
    fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        // 0.3 GFLOP for an MLP's step, 20 for a small U-Net's
        work: fc.constantFrom(0.01, 0.3, 20),
        speed: log(5, 20_000),
        compile: fc.double({ min: 20, max: 500, noNaN: true }),
        latency: fc.double({ min: 1, max: 100, noNaN: true }),
        ticks: fc.boolean(),
        jitter: fc.double({ min: 0, max: 0.2, noNaN: true }),
      }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      async ({ work, speed, ...device }, stream) => {
        const cost = (1000 * work) / speed;
        const encode = 0.1;
        const random = () => stream.next().value;
        const { steps, time, began, longestSubmission, longestQueue } = await train(
          { ...device, cost: () => cost, encode, random },
          { until: 12_000 },
        );
        const possible = (time - began) / Math.max(cost, encode);
        expect(steps / possible).toBeGreaterThan(0.5);
        expect(longestSubmission).toBeLessThanOrEqual(500);
        expect(longestQueue).toBeLessThan(Math.max(450, 1.001 * cost));
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

/** Does steps on the processor, as on WASM. @returns the milliseconds that were sent together, and the submissions of the last step */
async function trainOnProcessor(cost: number, steps: number) {
  let time = 0;
  let submissions = 0;
  const queue = createQueueDepth(
    () => Promise.resolve(),
    () => time,
  );
  const slices: number[] = [];
  for (let done = 0; done < steps; ) {
    const count = queue.room;
    await queue.send((parts) => {
      time += cost * count;
      submissions = parts;
    }, count);
    done += count;
    slices.push(cost * count);
    await settled();
  }
  return { slices, submissions };
}

test('a step of 3 s on the processor is in parts of 50 ms, between which the worker shows that it is alive', async () => {
  expect((await trainOnProcessor(3000, 5)).submissions).toBe(60);
});

test('slices of steps that the processor itself makes, sent together, take some 40 ms each', async () => {
  const { slices } = await trainOnProcessor(1.5, 2000);
  expect(Math.max(...slices)).toBeLessThanOrEqual(100);
  expect(slices.filter((milliseconds) => Math.abs(milliseconds - 40) < 2).length).toBeGreaterThan(
    slices.length / 2,
  );
});
