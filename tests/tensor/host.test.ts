/** The host keeps its promises to the page: phases in order, pause within a step, no late events, failures as coded events. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { createTrainerHost } from '../../src/training/host';
import type { Phase } from '../../src/types/run';
import type { RunRequest, TrainerEvent } from '../../workers/protocol';
import { TINY } from './runs';

const CONFIG: RunConfig = { ...TINY, backend: 'wasm', trainingSteps: 40 };

/** A host with all its events, and a way to wait for a phase. */
async function createScene() {
  const host = createTrainerHost();
  const events: TrainerEvent[] = [];
  let listen: (event: TrainerEvent) => void = () => {};
  await host.connect((event) => {
    events.push(event);
    listen(event);
  });
  const until = (matches: (event: TrainerEvent) => boolean) =>
    new Promise<TrainerEvent>((resolve) => {
      listen = (event) => matches(event) && resolve(event);
    });
  const reach = (phase: Phase, runId = 1) =>
    until((event) => event.type === 'phase' && event.phase === phase && event.runId === runId);
  const start = (...runs: (Partial<RunRequest> & { changes?: Partial<RunConfig> })[]) =>
    host.start(
      runs.map(({ changes, ...run }, i) => ({ runId: i + 1, config: { ...CONFIG, ...changes }, ...run })),
    );
  return { host, events, until, reach, start };
}

const ofType = <K extends TrainerEvent['type']>(events: readonly TrainerEvent[], type: K) =>
  events.filter((event): event is Extract<TrainerEvent, { type: K }> => event.type === type);

const lossesIn = (events: readonly TrainerEvent[], runId = 1): number[] =>
  ofType(events, 'losses')
    .filter((event) => event.runId === runId)
    .flatMap(({ losses }) => Array.from(losses));

test('a run goes through its phases, tells every loss once, and draws first and last samples', async () => {
  const { events, reach, start } = await createScene();
  const done = reach('done');
  await start({});
  await done;
  const phases = ofType(events, 'phase').map(({ phase }) => phase);
  expect([...new Set(phases)]).toEqual(['preparing', 'compiling', 'training', 'done']);
  expect(lossesIn(events)).toHaveLength(40);
  expect(lossesIn(events).every(Number.isFinite)).toBe(true);
  let next = 1;
  for (const { firstStep, losses } of ofType(events, 'losses')) {
    expect(firstStep).toBe(next);
    next += losses.length;
  }
  const samples = ofType(events, 'samples');
  expect(samples[0].step).toBe(1); // the first step does not wait for samples
  const kinds = events.map(({ type }) => type);
  expect(kinds.indexOf('losses')).toBeLessThan(kinds.indexOf('samples'));
  expect(samples.at(-1)!.step).toBe(40);
  const { trajectory } = samples[0];
  expect(trajectory.states).toHaveLength(trajectory.frames * trajectory.count * 2);
  expect(trajectory.frames).toBe(21);
  expect(trajectory.alphas.at(-1)).toBe(1);
  expect(ofType(events, 'backend')[0].report).toMatchObject({ backend: 'wasm', reason: '' });
});

test('Pause takes effect within one step, Step does one, Resume goes on to the end', async () => {
  const { host, events, until, reach, start } = await createScene();
  const begun = until(({ type }) => type === 'losses');
  await start({ changes: { trainingSteps: 5000 } });
  await begun;
  const before = (await host.state(1)).step;
  const paused = reach('paused');
  await host.pause();
  const { step } = (await paused) as Extract<TrainerEvent, { type: 'phase' }>;
  expect(step - before).toBeLessThanOrEqual(2); // the one under way, and one between the two questions
  const stepped = reach('paused');
  await host.step();
  await stepped;
  expect((await host.state(1)).step).toBe(step + 1);
  expect(lossesIn(events)).toHaveLength(step + 1);
  const more = until((event) => event.type === 'losses' && event.firstStep > step + 1);
  await host.resume();
  await more;
  await host.stop();
});

test('nothing of a replaced run comes after the new one has begun', async () => {
  const { host, events, until, reach, start } = await createScene();
  const begun = until(({ type }) => type === 'losses');
  await start({ runId: 1, changes: { trainingSteps: 5000 } });
  await begun;
  const done = reach('done', 2);
  await start({ runId: 2 });
  await done;
  const first = events.findIndex(({ runId }) => runId === 2);
  expect(events.slice(first).every(({ runId }) => runId === 2)).toBe(true);
  await expect(host.state(1)).rejects.toThrow('another run took its place');
});

test('two runs in lockstep are never more than a step apart, and equal ones have equal losses', async () => {
  const { host, events, until, start } = await createScene();
  const begun = until(() => [1, 2].every((runId) => lossesIn(events, runId).length > 5));
  await start({ changes: { trainingSteps: 5000 } }, { changes: { trainingSteps: 5000 } });
  await begun;
  const [a, b] = [await host.state(1), await host.state(2)];
  expect(Math.abs(a.step - b.step)).toBeLessThanOrEqual(1);
  await host.stop();
  const [first, second] = [lossesIn(events, 1), lossesIn(events, 2)];
  const shared = Math.min(first.length, second.length);
  expect(shared).toBeGreaterThan(5);
  expect(first.slice(0, shared)).toEqual(second.slice(0, shared));
});

test('runs in lockstep pause at one step, whenever the command comes', async () => {
  const { host, until, start } = await createScene();
  const changes = { trainingSteps: 1_000_000 };
  await start({ changes }, { changes: { ...changes, schedule: 'cosine' } });
  for (let pause = 0; pause < 12; pause++) {
    // an event of one run: the other one has done its step of this round, or not yet
    await until((event) => event.type === 'losses' && event.runId === 1 + (pause % 2));
    const waiting = new Set([1, 2]);
    const both = until((event) => {
      if (event.type === 'phase' && event.phase === 'paused') waiting.delete(event.runId);
      return waiting.size === 0;
    });
    await host.pause();
    await both;
    const [a, b] = await Promise.all([host.state(1), host.state(2)]);
    expect(a.step).toBe(b.step);
    await host.resume();
  }
  await host.stop();
});

test('a run with a head start trains it alone; then both go on together', async () => {
  const { host, events, until, start } = await createScene();
  const begun = until(() => lossesIn(events, 1).length > 5);
  await start({ changes: { trainingSteps: 5000 } }, { changes: { trainingSteps: 5000 }, headStart: 20 });
  await begun;
  const isPaused = (id: number) =>
    ofType(events, 'phase').some(({ runId, phase }) => runId === id && phase === 'paused');
  const paused = until(() => [1, 2].every(isPaused)); // between two questions a run would go on
  await host.pause();
  await paused;
  const [a, b] = [await host.state(1), await host.state(2)];
  expect(Math.abs(a.step + 20 - b.step)).toBeLessThanOrEqual(1); // a command comes between the steps of the two
  await host.stop();
});

test('a loss that leaves the finite numbers stops the run, names the step, and keeps good weights', async () => {
  const { host, events, reach, start } = await createScene();
  const failed = reach('failed');
  await start({ changes: { learningRate: 1e9, warmupSteps: 0, trainingSteps: 500 } });
  await failed;
  await new Promise((resolve) => setTimeout(resolve, 20));
  const [failure] = ofType(events, 'failed');
  expect(failure.code).toBe('non-finite-loss');
  expect(failure.message).toContain(`step ${failure.step}`);
  const losses = lossesIn(events);
  expect(losses).toHaveLength(failure.step - 1);
  expect(losses.every(Number.isFinite)).toBe(true);
  const { params, ema, step } = await host.state(1);
  expect(step).toBeLessThan(failure.step);
  expect(Math.max(...params.map(Math.abs), ...ema.map(Math.abs))).toBeLessThan(100);
});

test('a run that WASM has no room for is refused before it takes any, with the batch that fits', async () => {
  const { events, until, start } = await createScene();
  const failed = until(({ type }) => type === 'failed');
  const before = tf.memory().numTensors;
  await start({ changes: { width: 1024, depth: 12, batchSize: 16_384 } });
  await failed;
  const [{ code, message, hint, fix }] = ofType(events, 'failed');
  expect([code, message]).toEqual([
    'bad-config',
    expect.stringMatching(/^Batches of 16384 need about \d+ GB/),
  ]);
  expect(fix?.batchSize).toBeGreaterThan(1000);
  expect(hint).toBe(`Batches of ${fix?.batchSize} fit.`);
  expect(tf.memory().numTensors).toBe(before);
});

test('a run that goes on after a fault trains before it draws, and one that was paused draws at once', async () => {
  const { host, events, reach, until, start } = await createScene();
  const trained = until((event) => event.type === 'samples');
  const resume = { ...(await stateOfNew()), step: 7 };
  await start({ changes: { trainingSteps: 100_000 }, resume, trainsFirst: true });
  await trained;
  const [sampled] = ofType(events, 'samples');
  const phases = ofType(events, 'phase').map(({ phase, step }) => [phase, step]);
  expect(phases.at(-1)).toEqual(['training', 8]);
  expect(sampled.step).toBeGreaterThan(8);
  await host.stop();
  events.length = 0;
  const paused = reach('paused');
  await start({ resume, trainsFirst: true, paused: true });
  await paused;
  await until((event) => event.type === 'samples');
  expect(ofType(events, 'samples')[0].step).toBe(7);
});

test('the error by time of a run that resumes is of the steps since then', async () => {
  const { events, reach, start } = await createScene();
  const done = reach('done');
  await start({ changes: { trainingSteps: 12 }, resume: { ...(await stateOfNew()), step: 7 } });
  await done;
  const rows = ofType(events, 'loss-by-t').map(({ from, step }) => [from, step]);
  expect(rows[0][0]).toBe(7);
  for (let i = 1; i < rows.length; i++) expect(rows[i][0]).toBe(rows[i - 1][1]);
  expect(rows.at(-1)![1]).toBe(12);
});

/** The weights of a new run. */
async function stateOfNew() {
  const { host, reach, start } = await createScene();
  const paused = reach('paused');
  await start({ paused: true });
  await paused;
  const state = await host.state(1);
  await host.stop();
  return state;
}

/** Has every WASM heap end at a size, as a browser with little memory does. @returns takes the limit away */
function limitHeap(bytes: number): () => void {
  const { prototype } = WebAssembly.Memory;
  const { grow } = prototype;
  prototype.grow = function (pages) {
    if (this.buffer.byteLength + 65_536 * pages > bytes) throw new RangeError('Unable to grow memory');
    return grow.call(this, pages);
  };
  return () => {
    prototype.grow = grow;
  };
}

interface Heap {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/** Takes all of the heap that is free: how much earlier tests of this process have left is chance. @returns gives it back */
function takeFreeHeap(heap: Heap): () => void {
  const release = limitHeap(heap.HEAPU8.byteLength);
  const taken: number[] = [];
  for (let size = 2 ** 28; size >= 2 ** 20; ) {
    try {
      taken.push(heap._malloc(size));
    } catch {
      size /= 2; // no block of this size is left
    }
  }
  release();
  return () => {
    for (const address of taken) heap._free(address);
  };
}

test('runs that find no room end with the batch that fits in what was granted, their weights whole; with it both train', async () => {
  const { host, events, until, reach, start } = await createScene();
  const changes = { width: 128, depth: 3, batchSize: 16_384, trainingSteps: 3 };
  const paused = reach('paused', 2);
  await start(
    { changes, paused: true },
    { changes: { ...changes, schedule: 'linear', T: 30 }, paused: true },
  );
  await paused;
  const before = await host.state(1);
  const heap = (tf.backend() as unknown as { wasm: Heap }).wasm;
  const giveBack = takeFreeHeap(heap);
  const release = limitHeap(heap.HEAPU8.byteLength + 40 * 2 ** 20);
  try {
    const failed = until(({ type, runId }) => type === 'failed' && runId === 2);
    await host.resume();
    await failed;
    const failures = ofType(events, 'failed');
    expect(failures.map(({ code }) => code)).toEqual(['out-of-memory', 'out-of-memory']);
    const [{ message, hint, fix }] = failures;
    expect(message).toMatch(/^There was no room for batches of 16384: \d+ MB were granted, and no more\.$/);
    expect(failures[1].fix).toEqual(fix);
    const batchSize = Number(fix?.batchSize);
    expect(batchSize).toBeGreaterThan(256);
    expect(batchSize).toBeLessThan(16_384);
    expect(hint).toBe(`Batches of ${batchSize} fit.`);
    expect((await host.state(1)).params).toEqual(before.params);
    const ended = until(
      (event) =>
        event.type === 'failed' || (event.type === 'phase' && event.phase === 'done' && event.runId === 2),
    );
    giveBack(); // filled, the heap is in pieces as no browser has it
    const smaller = { ...changes, batchSize };
    await start({ changes: smaller }, { changes: { ...smaller, schedule: 'linear', T: 30 } });
    expect((await ended).type).toBe('phase');
    expect(lossesIn(events, 1)).toHaveLength(3);
  } finally {
    release();
    await host.stop();
  }
});

test('a configuration that cannot run is refused with the reason and a way out', async () => {
  const { events, reach, start } = await createScene();
  const failed = reach('failed');
  await start({ changes: { schedule: 'linear', T: 5 } });
  await failed;
  await new Promise((resolve) => setTimeout(resolve, 20));
  const [failure] = ofType(events, 'failed');
  expect(failure.code).toBe('bad-config');
  expect(failure.message).toContain('T = 5');
  expect(failure.hint).not.toBe('');
});

test('a run without a step to do draws before it is done', async () => {
  const { events, until, start } = await createScene();
  const done = until((event) => event.type === 'phase' && event.phase === 'done');
  await start({ changes: { trainingSteps: 0 } });
  await done;
  expect(ofType(events, 'samples').map(({ step }) => step)).toEqual([0]);
});

test('a run started paused draws the untrained network, and the weights have names', async () => {
  const { host, events, reach, start } = await createScene();
  const paused = reach('paused');
  await start({ paused: true });
  await paused;
  expect(ofType(events, 'samples')).toHaveLength(1);
  expect(lossesIn(events)).toHaveLength(0);
  const { ema } = (await host.savedModel(1)).weights;
  expect(ema.get('blocks.0.dense.weight')?.shape).toEqual([16, 16]);
  expect(ema.get('output.bias')?.data).toHaveLength(2);
});

test.each(['stop', 'pause'] as const)('%s takes effect on a run that is about to start', async (command) => {
  const { host, events, until, start } = await createScene();
  const ends = ['stopped', 'paused', 'done'];
  const ended = until((event) => event.type === 'phase' && ends.includes(event.phase));
  const started = start({});
  await host[command]();
  await started;
  await ended;
  expect(lossesIn(events)).toEqual([]);
  expect(ofType(events, 'phase').at(-1)).toMatchObject({ step: 0 });
  await host.stop();
});

test('a sampler that is set while runs start is that of their first samples; a refused one and an unknown run are reported', async () => {
  const { host, events, until, start } = await createScene();
  const drawn = until(() =>
    [1, 2].every((id) => ofType(events, 'samples').some(({ runId }) => runId === id)),
  );
  const started = start({ paused: true }, { paused: true });
  const refused = expect(host.setSampling(1, { samplingSteps: 0 })).rejects.toThrow();
  const unknown = expect(host.setSampling(3, { samplingSteps: 4 })).rejects.toThrow(
    'another run took its place',
  );
  await host.setSampling(2, { sampler: 'ddim', samplingSteps: 4 });
  await Promise.all([started, refused, unknown, drawn]);
  const evaluations = ofType(events, 'samples').map(({ runId, trajectory }) => [runId, trajectory.nfe]);
  expect(evaluations).toEqual([
    [1, 20],
    [2, 4],
  ]);
  await host.stop();
});

test('a sampler that is set for a run which cannot start is no error, before its failure or after', async () => {
  const { host, reach, start } = await createScene();
  const failed = reach('failed');
  const started = start({ changes: { schedule: 'linear', T: 5 } });
  await host.setSampling(1, { samplingSteps: 4 });
  await Promise.all([started, failed]);
  await host.setSampling(1, { samplingSteps: 4 });
});

test('a draw that is cancelled gives nothing, and ends no other one of its run', async () => {
  const { host, reach, start } = await createScene();
  const paused = reach('paused');
  await start({ paused: true });
  await paused;
  const request = { runId: 1, count: 3000, weights: 'ema' } as const;
  const alone = await host.draw({ ...request, seed: 4 });
  const cancelled = host.draw({ ...request, id: 1, seed: 3 });
  const other = host.draw({ ...request, id: 2, seed: 4 });
  await host.cancelDraw(1, 1);
  expect(await cancelled).toBeNull();
  expect(await other).toEqual(alone);
  await host.stop();
});

/** The number of tensors once the preview of a run that has stopped is drawn, however long that takes. */
async function tensorsAtRest(): Promise<number> {
  for (let last = -1; ; ) {
    const now = tf.memory().numTensors;
    if (now === last) return now;
    last = now;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

test('samples, fields and states are answered while training goes on, and leave no tensor behind', async () => {
  const { host, until, reach, start } = await createScene();
  const begun = until(({ type }) => type === 'losses');
  await start({ changes: { trainingSteps: 5000 } });
  await begun;
  const points = await host.draw({ runId: 1, count: 3000, seed: 4, weights: 'ema' });
  expect(points).toHaveLength(6000);
  expect(points?.every(Number.isFinite)).toBe(true);
  expect(await host.field({ runId: 1, time: 3, places: new Float32Array(8) })).toHaveLength(8);
  const paused = reach('paused');
  await host.pause();
  await paused;
  /** Waits for the preview of a paused run with so many steps: tensors are counted when none is under way. */
  const preview = async (samplingSteps: number) => {
    const drawn = until((event) => event.type === 'samples' && event.trajectory.nfe === samplingSteps);
    await host.setSampling(1, { sampler: 'ddim', samplingSteps });
    await drawn;
  };
  await preview(4);
  const before = await tensorsAtRest();
  const again = await host.draw({ runId: 1, count: 3000, seed: 4, weights: 'ema' });
  const same = await host.draw({ runId: 1, count: 3000, seed: 4, weights: 'ema' });
  expect(same).toEqual(again);
  await preview(5);
  expect(await tensorsAtRest()).toBe(before);
  await expect(host.setSampling(1, { sampler: 'dpm-solver++', eta: 0, samplingSteps: 0 })).rejects.toThrow();
});
