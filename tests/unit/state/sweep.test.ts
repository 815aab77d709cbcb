/** The engine behind every sweep: what it refuses, draws, measures and places, and how it ends. */
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { measurementOfPoints } from '../../../src/state/score';
import {
  createSweep,
  drawSamples,
  type SweepJob,
  type SweepResult,
  sweptSteps,
} from '../../../src/state/sweep';
import type { Measurement } from '../../../src/types/score';
import type { TrainerApi } from '../../../workers/protocol';

const MEASUREMENT: Measurement = measurementOfPoints({
  energyDistance: 0.01,
  energyFloor: 0.005,
  energyError: 0,
  energyFloorSpread: 0.001,
  slicedWasserstein: 0.1,
  slicedFloor: 0.05,
  slicedError: 0,
  slicedFloorSpread: 0.002,
  count: 40,
});

/** A job over numbers of steps that notes what it draws and places. */
function createJob(changes: Partial<SweepJob<number>> = {}, config: Partial<RunConfig> = {}) {
  const drawn: number[] = [];
  const placed: [number, SweepResult][] = [];
  const job: SweepJob<number> = {
    cells: [1, 5, 10],
    configOf: (samplingSteps) => ({ ...DEFAULT_CONFIG, sampler: 'ddim', ...config, samplingSteps }),
    async draw(steps) {
      drawn.push(steps);
      return new Float32Array(80);
    },
    measure: async () => MEASUREMENT,
    place: (steps, result) => placed.push([steps, result]),
    ...changes,
  };
  return { job, drawn, placed };
}

test('each cell is drawn, timed, measured and placed in order', async () => {
  let clock = 0;
  const sweep = createSweep(() => (clock += 5));
  const { job, placed } = createJob();
  expect(await sweep.run(job)).toBe(3);
  expect(placed.map(([steps]) => steps)).toEqual([1, 5, 10]);
  expect(placed[1][1]).toMatchObject({ kind: 'drawn', nfe: 5, milliseconds: 5, measurement: MEASUREMENT });
  expect(sweep.progress.value).toBeNull();
});

test('a cell that the sampler refuses is placed with the reason, and not drawn', async () => {
  const { job, drawn, placed } = createJob({}, { sampler: 'heun', prediction: 'v', zeroTerminalSnr: true });
  await createSweep().run(job);
  expect(drawn).toEqual([]);
  expect(placed.map(([, result]) => result.kind)).toEqual(['refused', 'refused', 'refused']);
});

test('samples that nothing can measure are refused, not shown without a figure', async () => {
  const { job, placed } = createJob({ measure: async () => null });
  await createSweep().run(job);
  expect(placed[0][1]).toMatchObject({ kind: 'refused', why: expect.stringContaining('no classifier') });
});

test('a warm-up draws once more, and places nothing for it', async () => {
  const { job, drawn, placed } = createJob({ warmUp: true });
  await createSweep().run(job);
  expect(drawn).toEqual([1, 1, 5, 10]);
  expect(placed).toHaveLength(3);
});

test('cancelled while it measures, a sweep places nothing more and aborts its signal', async () => {
  const sweep = createSweep();
  const signals: AbortSignal[] = [];
  const { job, placed } = createJob({
    async draw(_, signal) {
      signals.push(signal);
      return new Float32Array(80);
    },
    async measure() {
      if (signals.length === 2) sweep.cancel();
      return MEASUREMENT;
    },
  });
  expect(await sweep.run(job)).toBe(1);
  expect([placed.length, signals.length, signals[0].aborted, sweep.progress.value]).toEqual([
    1,
    2,
    true,
    null,
  ]);
});

test('a new sweep cancels the one before it, whose late end leaves the progress alone', async () => {
  const sweep = createSweep();
  let release = (_: Float32Array) => {};
  const first = createJob({ draw: () => new Promise((resolve) => (release = resolve)) });
  const before = sweep.run(first.job);
  let finish = (_: Float32Array) => {};
  const second = createJob({ cells: [7], draw: () => new Promise((resolve) => (finish = resolve)) });
  const after = sweep.run(second.job);
  release(new Float32Array(80));
  await before;
  expect([first.placed, sweep.progress.value]).toEqual([[], { done: 0, total: 1 }]);
  finish(new Float32Array(80));
  expect(await after).toBe(1);
});

test('a draw that fails rejects the sweep, but not one that was cancelled', async () => {
  const sweep = createSweep();
  const fail = async () => {
    throw new Error('the worker is gone');
  };
  await expect(sweep.run(createJob({ draw: fail }).job)).rejects.toThrow('the worker is gone');
  expect(sweep.progress.value).toBeNull();
  const cancelled = createJob({
    draw: () => {
      sweep.cancel();
      return fail();
    },
  });
  expect(await sweep.run(cancelled.job)).toBe(0);
});

test('an abort ends its own draw in the worker, and no other one of the run', async () => {
  const drawn = new Map<number | undefined, (samples: Float32Array | null) => void>();
  const trainer: Pick<TrainerApi, 'draw' | 'cancelDraw'> = {
    draw: ({ id }) => new Promise((resolve) => drawn.set(id, resolve)),
    cancelDraw: async (_, id) => drawn.get(id)?.(null),
  };
  const request = { runId: 3, count: 40, seed: 1, weights: 'ema' } as const;
  const controller = new AbortController();
  const aborted = drawSamples(trainer, request, controller.signal);
  const other = drawSamples(trainer, request, new AbortController().signal);
  controller.abort();
  expect(await aborted).toBeNull();
  const samples = new Float32Array(80);
  for (const resolve of drawn.values()) resolve(samples);
  expect(await other).toBe(samples);
});

test('points are swept up to all T steps, images only up to the common budgets', () => {
  expect(sweptSteps({ dataset: 'moons', T: 20 })).toEqual([1, 2, 5, 10, 20]);
  expect(sweptSteps({ dataset: 'moons', T: 4000 }).at(-1)).toBe(1000);
  expect(sweptSteps({ dataset: 'mnist', T: 1000 })).toEqual([1, 2, 5, 10, 20, 50]);
});
