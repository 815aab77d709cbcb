/** A comparison of MLPs of equal shape on WebGPU: its steps are joint, and commands and questions to one side find it as if it were alone. */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { isLostAnswer } from '../../src/lib/lostAnswer';
import { createRunGroup } from '../../src/state/run/runGroup';
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
/** The dispatch of these with which the device is destroyed. */
let last = Number.POSITIVE_INFINITY;
const { dispatchWorkgroups } = GPUComputePassEncoder.prototype;

const deviceInUse = () => (tf.backend() as unknown as { device: GPUDevice }).device;

beforeEach(() => {
  joint = 0;
  last = Number.POSITIVE_INFINITY;
  GPUComputePassEncoder.prototype.dispatchWorkgroups = function (x, y = 1, z = 1) {
    if (z === 2) joint += 1;
    if (joint === last) deviceInUse().destroy();
    dispatchWorkgroups.call(this, x, y, z);
  };
});
afterEach(() => {
  GPUComputePassEncoder.prototype.dispatchWorkgroups = dispatchWorkgroups;
});

interface Run {
  readonly losses: number[];
  /** Null of a run that has failed. */
  readonly state: Awaited<ReturnType<TrainerApi['state']>> | null;
  readonly samples: Float32Array | null;
}

const ended = (events: readonly TrainerEvent[]) =>
  events.filter((event) => event.type === 'phase' && ['done', 'failed'].includes(event.phase)).length;

const lossesIn = (events: readonly TrainerEvent[], runId: number) =>
  events.flatMap((event) =>
    event.type === 'losses' && event.runId === runId ? Array.from(event.losses) : [],
  );

/**
 * @param during called once with the host at the last side's first losses, before the trainer goes on: however fast the device is, it is not done
 * @param failing the runs that end by a failure
 */
async function train(
  configs: readonly RunConfig[],
  during?: (host: TrainerApi) => Promise<void>,
  failing: readonly number[] = [],
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
  await vi.waitFor(() => expect(ended(events)).toBe(configs.length), { timeout: LONG });
  expect(events.flatMap(({ type, runId }) => (type === 'failed' ? [runId] : []))).toEqual(failing);
  const runs = configs.map(async (_, i): Promise<Run> => {
    const runId = i + 1;
    const losses = lossesIn(events, runId);
    if (failing.includes(runId)) return { losses, state: null, samples: null }; // back at weights of a step that depends on the speed
    return {
      losses,
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

test('a side whose loss leaves the finite numbers ends by itself: the other one trains on, bit for bit as alone', async () => {
  const wild: RunConfig = { ...LINEAR, learningRate: 1e9, warmupSteps: 0 };
  const expected = [...(await train([wild], undefined, [1])), ...(await train([COSINE]))];
  const duel = await train([wild, COSINE], undefined, [1]);
  expect(duel).toEqual(expected);
  expect(duel[0].losses.every(Number.isFinite)).toBe(true);
  expect(joint).toBeGreaterThan(0);
});

test.each([
  ['while the first joint step is recorded', 3],
  ['amid the 20th joint step', 19 * DISPATCHES + 4],
])(
  'the loss of the device %s: both sides go on from their copies, joint again, and end bit for bit as unbroken',
  async (_, dispatch) => {
    const expected = await alone();
    const requests = [LINEAR, COSINE].map((config, i) => ({ runId: i + 1, config }));
    const host = createTrainerHost();
    const group = createRunGroup(requests);
    const events: TrainerEvent[] = [];
    const losses: string[] = [];
    last = dispatch;
    await host.connect(
      async (event) => {
        events.push(event);
        group.receive(event);
        // the copy of the page; the device may be lost meanwhile
        if (event.type === 'losses') await host.state(event.runId).catch(() => {});
      },
      undefined,
      (message) => void losses.push(message),
    );
    await host.start(requests);
    await vi.waitFor(() => expect(losses).toHaveLength(1), { timeout: LONG });
    const before = joint;
    const reported = events.length;
    for (const { runId } of requests)
      expect(isLostAnswer(await host.state(runId).catch((error: unknown) => error))).toBe(true);
    const copies = new Map(
      await Promise.all(requests.map(async ({ runId }) => [runId, await host.lastCopy(runId)] as const)),
    );
    for (const copy of copies.values()) expect(copy?.step).toBeGreaterThan(0);
    expect(events).toHaveLength(reported);
    last = Number.POSITIVE_INFINITY;
    await host.start(group.requests((runId) => copies.get(runId) ?? null));
    await vi.waitFor(() => expect(ended(events.slice(reported))).toBe(2), { timeout: LONG });
    expect(losses).toHaveLength(1);
    expect(joint).toBeGreaterThan(before + DISPATCHES * 10);
    for (const [i, { runId }] of requests.entries())
      expect(await host.state(runId)).toEqual(expected[i].state);
    await host.stop();
  },
);
