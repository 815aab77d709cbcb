/** A comparison is fair: A and B see the same data, batches, times and noise, are drawn at the same steps, and swap exactly. */
import { expect, test } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { openDataset } from '../../src/config/openDataset';
import type { Process } from '../../src/diffusion/process';
import { createProcess } from '../../src/diffusion/processes';
import { createRng } from '../../src/lib/rng';
import { initialWeights } from '../../src/model/layout';
import { createModel } from '../../src/model/model';
import { createCollator } from '../../src/training/data/batch';
import { pointSet } from '../../src/training/data/sampleSet';
import { createTrainerHost } from '../../src/training/host';
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
  const process = createProcess(config);
  const points = openDataset(config).sample(500, createRng({ seed: config.seed, stream: 'data', step: 0 }));
  const model = createModel(config, { shape: [2], classes: 0 });
  const collator = createCollator({ config, process, model, samples: pointSet(points) });
  const { packed, times } = collator.collate(step, {
    rate: 1e-3,
    epsilon: 1e-8,
    emaDecay: 0.9,
    learningRate: 0,
  });
  const { x, target } = collator.parts;
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
      const { alpha } = createProcess(COSINE).level(a.times[i >> 1]);
      if (alpha > 0.05) expect(value).toBeCloseTo(b.data[i], 4);
    });
  }
  expect(drawnBy(LINEAR, 1).noise).not.toEqual(drawnBy(LINEAR, 2).noise);
});

/** Runs both to the end in one group. @returns the events of each */
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
      previewSteps: samples.map(({ step }) => step),
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

test('equal settings give equal losses and the same samples from the same noise on both sides, bit for bit', async () => {
  const [a, b] = await duel(COSINE, COSINE);
  expect(a.losses).toHaveLength(60);
  expect(b.losses).toEqual(a.losses);
  const states = a.last!.trajectory.states;
  expect(new Set(states).size).toBeGreaterThan(100); // there is something to compare
  expect(b.last?.trajectory.states).toEqual(states);
});

test('diffusion and flow see equal data, quantiles of time, noise and first weights', () => {
  const collatorOf = (config: RunConfig) => {
    const model = createModel(config, { shape: [2], classes: 0 });
    const points = openDataset(config).sample(512, createRng({ seed: config.seed, stream: 'data', step: 0 }));
    const process = createProcess(config);
    const samples = pointSet(points);
    return { process, model, collator: createCollator({ config, process, model, samples }), config };
  };
  const config = { ...COSINE, process: 'vp-sde' as const, prediction: 'eps' as const };
  const diffusion = collatorOf(config);
  const flow = collatorOf({ ...config, process: 'flow', prediction: 'velocity' });
  expect(initialWeights(flow.model.layout, 7)).toEqual(initialWeights(diffusion.model.layout, 7));
  const adam = { rate: 1e-3, epsilon: 1e-8, emaDecay: 0, learningRate: 0 };
  const [p, q] = [diffusion, flow].map(({ collator }) => collator.collate(5, adam));
  const quantile = ({ timeMin, timeMax }: Process, time: number) => (time - timeMin) / (timeMax - timeMin);
  const { parts } = flow.collator;
  for (let i = 0; i < config.batchSize; i++) {
    expect(quantile(flow.process, q.times[i])).toBeCloseTo(quantile(diffusion.process, p.times[i]), 12);
    const [a, b] = [diffusion.process.level(p.times[i]), flow.process.level(q.times[i])];
    for (let d = 0; d < 2; d++) {
      const at = parts.x.at + 2 * i + d;
      const target = parts.target.at + 2 * i + d;
      // eps of diffusion is its target; x0 follows from x_t, and the flow's input and target from both.
      const eps = p.packed[target];
      const x0 = (p.packed[at] - a.sigma * eps) / a.alpha;
      if (a.alpha < 0.05) continue; // too little of x0 is left to read it off float32
      expect(q.packed[at]).toBeCloseTo(b.alpha * x0 + b.sigma * eps, 4);
      expect(q.packed[target]).toBeCloseTo(eps - x0, 4);
    }
  }
});

test('both are drawn at the same steps', async () => {
  const [a, b] = await duel({ ...LINEAR, trainingSteps: 40_000 }, { ...COSINE, trainingSteps: 40_000 });
  expect(a.previewSteps.length).toBeGreaterThan(2);
  expect(b.previewSteps).toEqual(a.previewSteps);
});

test('one that cannot be trained fails alone: the other goes to its end', async () => {
  const [a, b] = await duel({ ...LINEAR, T: 5 }, COSINE);
  expect(a.failure).toBeDefined();
  expect(b.failure).toBeUndefined();
  expect(b.losses).toHaveLength(60);
});
