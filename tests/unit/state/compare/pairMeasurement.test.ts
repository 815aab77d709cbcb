/** The measurement of both models on demand: equally many samples, dropped with its weights. */
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import { createPairMeasurement, runDrawingTime } from '../../../../src/state/compare/pairMeasurement';
import { evaluationsOf } from '../../../../src/state/drawingTime';
import { sampleFamilyOf } from '../../../../src/state/families';
import { beginRun, type RunState, reduce } from '../../../../src/state/run/run';
import { measurementOfImages } from '../../../../src/state/score';
import type { Trajectory } from '../../../../src/types/trajectory';
import type { DrawRequest } from '../../../../workers/protocol';

const CONFIG = { ...DEFAULT_CONFIG, dataset: 'mnist', model: 'unet', seed: 7 } as const;
const SIZE = 4;

const doneRun = (runId: number): RunState =>
  reduce(beginRun({ runId, config: CONFIG }), { runId, type: 'phase', phase: 'done', step: 9 }, 0);

function createScene() {
  const runs = { a: signal<RunState | null>(doneRun(1)), b: signal<RunState | null>(doneRun(2)) };
  const requests: DrawRequest[] = [];
  let time = 0;
  const pair = createPairMeasurement({
    run: (slot) => runs[slot].value,
    trainer: {
      async draw(request) {
        requests.push(request);
        time += 1000;
        return new Float32Array(SIZE * request.count).fill(request.runId);
      },
      async cancelDraw() {},
    },
    async measure(_, samples) {
      const figures = {
        count: samples.length / SIZE,
        confident: 1,
        histogram: new Float64Array(10),
        frechet: samples[0],
      };
      return measurementOfImages({ ...figures, floor: { ...figures, frechet: 0.1 } });
    },
    onProblem(message) {
      throw new Error(message);
    },
    now: () => time,
  });
  return { runs, requests, pair };
}

test('both models are measured with equally many images, from the same noise', async () => {
  const { pair, requests } = createScene();
  const n = sampleFamilyOf(CONFIG).counts.measured;
  expect(n).toBeGreaterThanOrEqual(512);
  await pair.measure(n);
  expect(pair.result.value).toMatchObject({
    n,
    of: { a: { score: { value: 1, n } }, b: { score: { value: 2, n } } },
  });
  const of = (runId: number) =>
    requests.filter((request) => request.runId === runId).map(({ seed, count }) => [seed, count]);
  expect(of(1)).toEqual(of(2));
  expect(new Set(of(1).map(([seed]) => seed)).size).toBe(n / 64);
  expect(pair.progress.value).toBeNull();
});

test('a result goes when a side trains on, is reset, or samples in another way', async () => {
  const changes: ((run: RunState) => RunState | null)[] = [
    () => null,
    (run) => ({ ...run, step: 10 }),
    (run) => ({ ...run, config: { ...run.config, samplingSteps: 5 } }),
    () => doneRun(5),
  ];
  for (const change of changes) {
    const { pair, runs } = createScene();
    await pair.measure(512);
    expect(pair.result.value).not.toBeNull();
    runs.b.value = change(runs.b.value!);
    expect(pair.result.value).toBeNull();
  }
});

test('a change during the measurement ends it without a result', async () => {
  const { pair, runs } = createScene();
  const measuring = pair.measure(512);
  runs.a.value = null;
  await measuring;
  expect([pair.result.value, pair.progress.value]).toEqual([null, null]);
});

test('nothing is drawn from models that train', async () => {
  const { pair, runs, requests } = createScene();
  runs.a.value = { ...doneRun(1), phase: 'training' };
  await pair.measure(512);
  expect(requests).toEqual([]);
});

test('the time of a measurement follows from the rate of the preview', () => {
  // with half of the evaluations, as a preview of images has on a processor
  const nfe = evaluationsOf(CONFIG) / 2;
  const trajectory = { milliseconds: 800, count: 16, nfe } as Trajectory;
  const run: RunState = { ...doneRun(1), samples: { trajectory, step: 9, weights: 'ema' } };
  expect(runDrawingTime(run, 512)).toBeCloseTo(2 * 25_600, 6);
  expect(runDrawingTime(doneRun(1), 512)).toBeNull();
});
