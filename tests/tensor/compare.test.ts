/** A comparison is fair: A and B see the same data, batches, times and noise, are drawn at the same steps, and swap exactly. */
import { expect, test } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { openDataset } from '../../src/config/openDataset';
import { openProcess } from '../../src/config/openProcess';
import { createRng } from '../../src/lib/rng';
import { createModel } from '../../src/model/model';
import { createBatcher } from '../../src/training/batch';
import { createTrainerHost } from '../../src/training/host';
import { pointPool } from '../../src/training/pool';
import type { TrainerEvent } from '../../workers/protocol';
import { TINY } from './runs';

const CONFIG: RunConfig = {
  ...TINY,
  T: 50,
  backend: 'wasm',
  trainingSteps: 60,
  samplingSteps: 5,
  sampler: 'ddim',
};
const LINEAR: RunConfig = { ...CONFIG, schedule: 'linear' };
const COSINE: RunConfig = { ...CONFIG, schedule: 'cosine' };

/** The batch of a step taken apart: the data and noise that x_t = α x0 + σ ε and the eps-target give back. */
function drawnBy(config: RunConfig, step: number) {
  const process = openProcess(config);
  const points = openDataset(config).sample(500, createRng({ seed: config.seed, stream: 'data', step: 0 }));
  const model = createModel(config, { shape: [2], classes: 0 });
  const batcher = createBatcher({ config, process, model, pool: pointPool(points) });
  const { packed, times } = batcher.next(step, { rate: 1e-3, epsilon: 1e-8, emaDecay: 0.9 });
  const { x, target } = batcher.parts;
  const size = 2 * config.batchSize;
  const noise = packed.slice(target.at, target.at + size);
  const data = Array.from({ length: size }, (_, i) => {
    const { alpha, sigma } = process.level(times[i >> 1]);
    return (packed[x.at + i] - sigma * noise[i]) / alpha;
  });
  return { points, times, noise, data };
}

test('two schedules see the same points, times and noise at every step, and no two steps the same', () => {
  for (const step of [1, 2, 57]) {
    const a = drawnBy(LINEAR, step);
    const b = drawnBy(COSINE, step);
    expect(a.points).toEqual(b.points);
    expect(a.times).toEqual(b.times);
    expect(a.noise).toEqual(b.noise);
    // x_t is a 32-bit float, and α as small as 1e-2 at the last of these times magnifies its rounding
    a.data.forEach((value, i) => {
      const { alpha } = openProcess(COSINE).level(a.times[i >> 1]);
      if (alpha > 0.05) expect(value).toBeCloseTo(b.data[i], 4);
    });
  }
  expect(drawnBy(LINEAR, 1).noise).not.toEqual(drawnBy(LINEAR, 2).noise);
});

/** Runs both to the end in one group. @returns what was told of each */
async function duel(a: RunConfig, b: RunConfig) {
  const host = createTrainerHost();
  const events: TrainerEvent[] = [];
  const ended = new Set<number>();
  let finish = () => {};
  const over = new Promise<void>((resolve) => {
    finish = resolve;
  });
  await host.connect((event) => {
    events.push(event);
    if (event.type === 'phase' && (event.phase === 'done' || event.phase === 'failed'))
      ended.add(event.runId);
    if (ended.size === 2) finish();
  });
  await host.start([
    { runId: 1, config: a },
    { runId: 2, config: b },
  ]);
  await over;
  await host.stop();
  return [1, 2].map((runId) => {
    const own = events.filter((event) => event.runId === runId);
    const samples = own.filter((event) => event.type === 'samples');
    return {
      losses: own.flatMap((event) => (event.type === 'losses' ? Array.from(event.losses) : [])),
      sampledSteps: samples.map(({ step }) => step),
      last: samples.at(-1),
      failure: own.find((event) => event.type === 'failed'),
    };
  });
}

test('A and B swapped give the same losses and samples, swapped, bit for bit', async () => {
  const [a, b] = await duel(LINEAR, COSINE);
  const [c, d] = await duel(COSINE, LINEAR);
  expect(a.losses).toHaveLength(60);
  expect(a.losses).not.toEqual(b.losses);
  expect(d.losses).toEqual(a.losses);
  expect(c.losses).toEqual(b.losses);
  expect(d.last?.trajectory.states).toEqual(a.last?.trajectory.states);
  expect(c.last?.trajectory.states).toEqual(b.last?.trajectory.states);
});

test('both are drawn at the same steps', async () => {
  const [a, b] = await duel({ ...LINEAR, trainingSteps: 400 }, { ...COSINE, trainingSteps: 400 });
  expect(a.sampledSteps.length).toBeGreaterThan(2);
  expect(b.sampledSteps).toEqual(a.sampledSteps);
});

test('one that cannot be trained fails alone: the other goes to its end', async () => {
  const [a, b] = await duel({ ...LINEAR, T: 5 }, COSINE);
  expect(a.failure).toBeDefined();
  expect(b.failure).toBeUndefined();
  expect(b.losses).toHaveLength(60);
});
