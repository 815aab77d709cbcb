/** A straightened flow needs one step where the flow needed fifty (Liu et al. 2023), to three times the energy distance. */
import { beforeAll, expect, test } from 'vitest';
import { defaultsOf } from '../../src/config/family';
import type { RunConfig } from '../../src/config/fields';
import { openDataset } from '../../src/config/openDataset';
import { energyDistance } from '../../src/evaluation/energyDistance';
import { createRng } from '../../src/lib/rng';
import { PAIRS, straighten } from '../../src/training/straighten';
import type { TrainState } from '../../src/types/weights';
import { useNodeBackend } from './nodeBackends';
import { trainedRun } from './runs';

beforeAll(() => useNodeBackend('wasm'));

/** Fresh sets that samples are held against; the figure is the mean. */
const FRESH = 4;

async function trainedFlow(changes: Partial<RunConfig>) {
  const run = await trainedRun({ ...defaultsOf('moons', 'flow'), dataset: 'moons', ...changes });
  return { ...run, box: run.data.box };
}

test('one step of a straightened flow is at most 3 times as far from moons as 50 steps of the flow, and its paths are straighter', async () => {
  const parts = await trainedFlow({ trainingSteps: 1500 });
  const stages: string[] = [];
  const report = (await straighten(parts, {
    seed: 5,
    signals: [],
    onProgress: (stage, done) => void stages.push(`${stage} ${done}`),
  }))!;
  parts.dispose();
  const data = openDataset(parts.config);
  const rng = createRng({ seed: 99, stream: 'evaluation', step: 0 });
  const fresh = Array.from({ length: FRESH }, () => data.sample(2000, rng));
  const distance = (points: Float32Array) =>
    fresh.reduce((sum, real) => sum + energyDistance(points, real) / FRESH, 0);
  const floor = distance(data.sample(2000, rng));
  const table = (['before', 'after'] as const).map((which) => ({
    straightness: report[which].straightness,
    ...Object.fromEntries(report[which].samples.map(({ steps, points }) => [steps, distance(points)])),
  }));
  console.log(table, { floor });
  const [before, after] = table as Record<string, number>[];
  expect(report.pairs).toBe(PAIRS);
  expect(after.straightness).toBeLessThan(before.straightness / 3);
  expect(after[1]).toBeLessThan(3 * Math.max(before[50], floor));
  expect(after[1]).toBeLessThan(before[1] / 10);
  expect(stages).toContain('pairs 1');
  expect(stages).toContain('training 1');
  expect(stages.at(-1)).toBe('measuring 1');
}, 600_000);

test('the copy begins at the weights of the flow at its start, and trains for as many steps as these were', async () => {
  const parts = await trainedFlow({ trainingSteps: 2, learningRate: 1e-6, width: 16, depth: 1 });
  const { ema } = await parts.learner.read();
  const config = { ...parts.config, trainingSteps: 4000 }; // the flow is paused
  const onProgress = (stage: string, done: number) => {
    if (stage !== 'pairs' || done < 1) return;
    const [ones, zeros] = [1, 0].map((value) => new Float32Array(ema.length).fill(value));
    trainsOn = { step: 2000, params: ones, ema: ones, m: zeros, v: zeros }; // and goes on
  };
  let trainsOn: TrainState<Float32Array> | null = null;
  const learner = {
    get step() {
      return trainsOn?.step ?? parts.learner.step;
    },
    copyWeights: parts.learner.copyWeights,
    read: async () => trainsOn ?? parts.learner.read(),
  };
  const report = (await straighten({ ...parts, config, learner }, { seed: 1, signals: [], onProgress }))!;
  expect(report.steps).toBe(2);
  for (const [i, value] of parts.model.flatten(report.weights).entries())
    expect(value).toBeCloseTo(ema[i], 4);
  const longer = (await straighten(parts, { seed: 1, signals: [], steps: 3 }))!;
  expect(longer.steps).toBe(3); // as of an opened model, whose steps its run does not count
  parts.dispose();
});

test('it ends when it is cancelled, and leaves no tensor; another process is refused', async () => {
  const tf = await import('@tensorflow/tfjs-core');
  const parts = await trainedFlow({ trainingSteps: 60, width: 16, depth: 1 });
  const before = tf.memory().numTensors;
  for (const stage of ['pairs', 'training', 'measuring'] as const) {
    const end = new AbortController();
    const onProgress = (now: string) => now === stage && end.abort();
    const options = { seed: 1, signals: [end.signal], onProgress: (now: string) => void onProgress(now) };
    expect(await straighten(parts, options)).toBeNull();
    expect(tf.memory().numTensors).toBe(before);
  }
  const ddpm = { ...parts, config: { ...parts.config, process: 'ddpm' } as RunConfig };
  await expect(straighten(ddpm, { seed: 1, signals: [] })).rejects.toThrow(/Only a flow/);
  parts.dispose();
}, 300_000);
