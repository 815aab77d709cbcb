/** Both sides of a comparison on WASM at the same time, a thread each: each trains as alone, bit for bit, also where one ends, diverges or loses its thread. */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { besideSteps } from '../../src/training/besideSteps';
import { createTrainerHost } from '../../src/training/host';
import { canRunBeside, offerThreads, wasmModule } from '../../src/wasm/engine';
import { openWasmBackend } from '../../src/wasm/ownData';
import type { TrainerEvent } from '../../workers/protocol';
import { createJointRuns, trainAlone, trainJointly } from './jointRuns';
import { startNodeThread, useSharedWasm } from './nodeThreads';
import { createTinyLearner, TINY } from './runs';

/** How both sides do their steps. */
let way: 'together' | 'alone' = 'together';

beforeAll(async () => {
  offerThreads(
    1,
    () => startNodeThread(),
    () => ({ next: () => way, add() {} }),
  );
  await useSharedWasm();
  const first = createTinyLearner();
  first.learn(); // the first recording starts the threads
  await vi.waitFor(() => expect(canRunBeside()).toBe(true), 60_000);
  first.dispose();
});

const countTables = () => vi.spyOn(wasmModule()!, 'runTable');
afterEach(() => {
  way = 'together';
  vi.restoreAllMocks();
});

type Sides = readonly [Partial<RunConfig>, Partial<RunConfig>];

test.each<[string, Sides]>([
  [
    'schedule, prediction, weighting and rate',
    [
      { T: 40, schedule: 'linear', learningRate: 1e-3 },
      { T: 40, schedule: 'cosine', prediction: 'x0', weighting: 'min-snr', learningRate: 5e-3 },
    ],
  ],
  [
    'seeds, at odd sizes',
    [
      { width: 10, batchSize: 19, seed: 1 },
      { width: 10, batchSize: 19, seed: 2 },
    ],
  ],
  [
    'shapes, and one of them draws its batches on the processor',
    [
      { width: 24, depth: 3 },
      { width: 9, batchSize: 7, process: 'vp-sde' },
    ],
  ],
])('60 steps at the same time are 60 of each side alone, bit for bit: other %s', async (_, sides) => {
  const expected = await trainAlone(sides, 60);
  const tables = countTables();
  expect(await trainJointly(sides, 60, besideSteps)).toEqual(expected);
  expect(tables).toHaveBeenCalledTimes(59); // each does its first step alone
  for (const atOnce of [2, 7, 32]) {
    tables.mockClear();
    expect(await trainJointly(sides, 60, besideSteps, atOnce)).toEqual(expected);
    expect(tables).toHaveBeenCalledTimes(Math.ceil(59 / atOnce));
  }
});

test('several steps in one are the same where the sides take turns', async () => {
  const sides: Sides = [{ seed: 1 }, { depth: 3, process: 'vp-sde' }];
  const expected = await trainAlone(sides, 30);
  way = 'alone';
  const tables = countTables();
  expect(await trainJointly(sides, 30, besideSteps, 8)).toEqual(expected);
  expect(tables).not.toHaveBeenCalled();
});

test('short steps are done several in one, and those whose batches follow the loss one by one', async () => {
  const most = async (...sides: Sides) => {
    const runs = createJointRuns(sides, besideSteps);
    const clock = vi.spyOn(performance, 'now');
    for (let i = 0; i < 3; i++) {
      let now = 0;
      clock.mockImplementation(() => now++ / 2); // half a millisecond between two looks
      await runs.step();
    }
    const { most } = runs.joint;
    clock.mockRestore();
    runs.dispose();
    return most;
  };
  expect(await most({ seed: 1 }, { seed: 2 })).toBe(8);
  expect(await most({ seed: 1 }, { seed: 2, timeSampling: 'second-moment' })).toBe(1);
});

test('many steps in several at once keep what they hold', async () => {
  const runs = createJointRuns([{ seed: 1 }, { seed: 2, process: 'vp-sde' }], besideSteps);
  const { wasm } = openWasmBackend();
  await runs.step();
  await runs.several(9, () => {});
  const [tensors, heap] = [tf.memory().numTensors, wasm.HEAPU8.byteLength];
  const allocated = vi.spyOn(wasm, '_malloc');
  for (let i = 0; i < 100; i++) await runs.several(20, () => {});
  expect(allocated).not.toHaveBeenCalled();
  expect([tf.memory().numTensors, wasm.HEAPU8.byteLength]).toEqual([tensors, heap]);
  runs.dispose();
  const before = tf.memory().numTensors;
  const again = createJointRuns([{ seed: 1 }, { seed: 2, process: 'vp-sde' }], besideSteps);
  await again.step();
  await again.several(9, () => {});
  again.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('a long step is in parts, with the same numbers, and both sides meet between two of them; a short one is in one', async () => {
  const sides: Sides = [{ seed: 1 }, { depth: 3 }];
  const expected = await trainAlone(sides, 5);
  const runs = createJointRuns(sides, besideSteps);
  const tables = countTables();
  await runs.step();
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  // a step takes 400 ms, in whatever way; then 0.5 ms
  for (const [milliseconds, meetings] of [
    [400, 5],
    [400, 5],
    [0.5, 5],
    [0.5, 1],
  ]) {
    tables.mockClear();
    clock.mockImplementation(() => (now += milliseconds));
    await runs.step(5);
    expect(tables).toHaveBeenCalledTimes(meetings);
  }
  clock.mockRestore();
  for (const [i, learner] of runs.learners.entries()) {
    const { params, m, v, ema } = await learner.read();
    expect([params, m, v, ema].flatMap((values) => Array.from(values))).toEqual(expected[i].state);
  }
  runs.dispose();
});

const STEPS = 40;
const CONFIG: RunConfig = {
  ...TINY,
  T: 40,
  backend: 'wasm',
  trainingSteps: STEPS,
  sampler: 'ddim',
  samplingSteps: 4,
};
const LINEAR: RunConfig = { ...CONFIG, schedule: 'linear' };
const COSINE: RunConfig = { ...CONFIG, schedule: 'cosine', prediction: 'x0', batchSize: 9 };

/** Trains to the end. @returns of each run its losses and, where it has not failed, its weights */
async function train(configs: readonly RunConfig[]) {
  const host = createTrainerHost();
  const events: TrainerEvent[] = [];
  await host.connect((event) => void events.push(event));
  await host.start(configs.map((config, i) => ({ runId: i + 1, config })));
  const phasesOf = (runId: number) =>
    events.flatMap((event) => (event.type === 'phase' && event.runId === runId ? [event.phase] : []));
  const hasEnded = (runId: number) => ['done', 'failed'].includes(phasesOf(runId).at(-1)!);
  await expect.poll(() => configs.every((_, i) => hasEnded(i + 1)), { timeout: 120_000 }).toBe(true);
  const results = configs.map(async (_, i) => {
    const phase = phasesOf(i + 1).at(-1)!;
    const losses = events.flatMap((event) =>
      event.type === 'losses' && event.runId === i + 1 ? Array.from(event.losses) : [],
    );
    return { phase, losses, state: phase === 'failed' ? null : await host.state(i + 1) };
  });
  const runs = await Promise.all(results);
  await host.stop();
  return runs;
}

test('a side that ends first, and one whose loss leaves the finite numbers, leave the other to train on as alone', async () => {
  const cosine = await train([COSINE]);
  for (const other of [
    { ...LINEAR, trainingSteps: 20 },
    { ...LINEAR, learningRate: 1e9, warmupSteps: 0 },
  ]) {
    const expected = [...(await train([other])), ...cosine];
    const tables = countTables();
    expect(await train([other, COSINE])).toEqual(expected);
    expect(tables.mock.calls.length).toBeGreaterThan(0);
    vi.restoreAllMocks();
  }
});

test('a pause finds both sides at one step with the weights of each alone, and one more step is one of each', async () => {
  const host = createTrainerHost();
  const paused = new Map<number, number>();
  let isAsked = false;
  await host.connect((event) => {
    if (event.type === 'phase' && event.phase === 'paused') paused.set(event.runId, event.step);
    if (isAsked || event.type !== 'losses' || event.firstStep < 20) return; // the first 20 steps
    isAsked = true;
    void host.pause();
  });
  const endless = { trainingSteps: 1_000_000, decay: 'none' } as const;
  const configs = [LINEAR, COSINE].map((config) => ({ ...config, ...endless }));
  await host.start(configs.map((config, i) => ({ runId: i + 1, config })));
  await expect.poll(() => paused.size, { timeout: 60_000 }).toBe(2);
  const step = paused.get(1)!;
  expect(paused.get(2)).toBe(step);
  await host.step();
  await expect.poll(() => [paused.get(1), paused.get(2)], { timeout: 60_000 }).toEqual([step + 1, step + 1]);
  const states = [await host.state(1), await host.state(2)];
  await host.stop();
  for (const [i, config] of configs.entries()) {
    const [alone] = await train([{ ...config, trainingSteps: step + 1 }]);
    expect(alone.state).toEqual(states[i]);
  }
});

// The last test: from then on there are no threads.
test('a thread that fails in a step fails both sides, and then each goes on alone', async () => {
  const runs = createJointRuns([{ seed: 1 }, { seed: 2 }], besideSteps);
  await runs.step();
  expect(runs.joint.arePossible).toBe(true);
  countTables().mockReturnValueOnce(1);
  const learn = async () => Promise.allSettled(runs.learners.map(async (learner) => learner.learn()));
  for (const result of await runs.joint.together(learn))
    expect(result).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringMatching('thread') },
    });
  expect(runs.joint.arePossible).toBe(false);
  await runs.step();
  expect(runs.learners.map(({ step }) => step)).toEqual([2, 2]);
  runs.dispose();
});
