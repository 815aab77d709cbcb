/** A comparison of MLPs of equal shape on WebGPU: its steps are joint, and commands and questions to one side find it as if it were alone. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { createTrainerHost } from '../../src/training/host';
import type { TrainerApi, TrainerEvent } from '../../workers/protocol';
import { TINY } from '../tensor/runs';

const STEPS = 60;
const CONFIG: RunConfig = {
  ...TINY,
  width: 8,
  depth: 1,
  batchSize: 6,
  T: 40,
  backend: 'webgpu',
  trainingSteps: STEPS,
  sampler: 'ddim',
  samplingSteps: 4,
};
const LINEAR: RunConfig = { ...CONFIG, schedule: 'linear' };
const COSINE: RunConfig = { ...CONFIG, schedule: 'cosine', prediction: 'x0', learningRate: 5e-3 };
const DISPATCHES = 7;
/** Milliseconds in which a busy machine compiles all shaders of a run. */
const LONG = 300_000;

/** Dispatches over two models. */
let joint = 0;
const { dispatchWorkgroups } = GPUComputePassEncoder.prototype;

beforeEach(() => {
  joint = 0;
  GPUComputePassEncoder.prototype.dispatchWorkgroups = function (x, y = 1, z = 1) {
    if (z === 2) joint += 1;
    dispatchWorkgroups.call(this, x, y, z);
  };
});
afterEach(() => {
  GPUComputePassEncoder.prototype.dispatchWorkgroups = dispatchWorkgroups;
});

interface Run {
  readonly losses: number[];
  readonly state: Awaited<ReturnType<TrainerApi['state']>>;
  readonly samples: Float32Array;
}

/** @param during called once with the host at the last side's first losses, before the trainer goes on: however fast the device is, it is not done */
async function train(
  configs: readonly RunConfig[],
  during?: (host: TrainerApi) => Promise<void>,
): Promise<Run[]> {
  const host = createTrainerHost();
  const events: TrainerEvent[] = [];
  let acting: Promise<void> | undefined;
  await host.connect((event) => {
    events.push(event);
    if (event.type === 'losses' && event.runId === configs.length) acting ??= during?.(host);
  });
  await host.start(configs.map((config, i) => ({ runId: i + 1, config })));
  if (during) await vi.waitFor(() => expect(acting).toBeDefined(), { timeout: LONG });
  await acting;
  const ended = () =>
    events.filter((event) => event.type === 'phase' && ['done', 'failed'].includes(event.phase)).length;
  await vi.waitFor(() => expect(ended()).toBe(configs.length), { timeout: LONG });
  expect(events.filter(({ type }) => type === 'failed')).toEqual([]);
  const runs = configs.map(async (_, i): Promise<Run> => {
    const runId = i + 1;
    const reported = events.filter((event) => event.type === 'losses' && event.runId === runId);
    return {
      losses: reported.flatMap((event) => (event.type === 'losses' ? Array.from(event.losses) : [])),
      state: await host.state(runId),
      samples: await host.draw({ runId, seed: 3, count: 8, weights: 'ema' }),
    };
  });
  const results = await Promise.all(runs);
  await host.stop();
  return results;
}

let both: readonly Run[] | null = null;

/** Each side alone. */
async function alone(): Promise<readonly Run[]> {
  both ??= [...(await train([LINEAR])), ...(await train([COSINE]))];
  return both;
}

test('a duel trains each side as alone, bit for bit, and its steps have the dispatches of one side', async () => {
  const expected = await alone();
  expect(joint).toBe(0);
  const duel = await train([LINEAR, COSINE]);
  expect(duel).toEqual(expected);
  expect(duel[0].losses).toHaveLength(STEPS);
  expect(joint).toBe(DISPATCHES * (STEPS - 1)); // each does its first step alone
});

test('a duel that pauses, steps, draws from one side, is read and goes on is the same', async () => {
  const expected = await alone();
  const duel = await train([LINEAR, COSINE], async (host) => {
    await host.pause();
    const [a, b] = await Promise.all([host.state(1), host.state(2)]);
    expect(a.step).toBe(b.step);
    expect(a.step).toBeLessThan(STEPS);
    await host.step();
    await vi.waitFor(async () => expect((await host.state(2)).step).toBe(b.step + 1), LONG);
    await host.draw({ runId: 2, seed: 1, count: 8, weights: 'raw' });
    await host.resume();
  });
  expect(duel).toEqual(expected);
  expect(joint).toBeGreaterThan(DISPATCHES * 10);
});

test.each<[string, Partial<RunConfig>]>([
  ['widths', { width: 12 }],
  ['numbers of times', { T: 50 }],
])('sides that differ in their %s train in turn', async (_, changes) => {
  const other = { ...COSINE, ...changes };
  const expected = [...(await train([LINEAR])), ...(await train([other]))];
  expect(await train([LINEAR, other])).toEqual(expected);
  expect(joint).toBe(0);
});

test('a side that ends before the other leaves it to train on alone', async () => {
  const short = { ...LINEAR, trainingSteps: 20 };
  const expected = [...(await train([short])), ...(await train([COSINE]))];
  expect(await train([short, COSINE])).toEqual(expected);
  expect(joint).toBe(DISPATCHES * 19);
});
