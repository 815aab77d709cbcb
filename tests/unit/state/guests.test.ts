/** A model that was brought stands as a side: drawn from or trained on, beside a run from scratch that is left alone. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import type { TrainerCommands } from '../../../src/state/commands';
import { createComparison, SIDES, type Side } from '../../../src/state/comparison';
import { createComparisonCommands } from '../../../src/state/comparisonCommands';
import { type Guest, guestConfig } from '../../../src/state/guest';
import { pairings, standingAt } from '../../../src/state/lead';
import { createNotices } from '../../../src/state/notices';
import { createSettings } from '../../../src/state/settings';
import { createRunStore } from '../../../src/state/store';
import { namedGuest, withGuests } from '../../../src/ui/views/compare/guests';
import { guestWords, sameness } from '../../../src/ui/views/compare/words';
import type { Phase, RunRequest, TrainingState } from '../../../workers/protocol';

const TENSORS = { weight: { shape: [1], data: Float32Array.of(3) } };
const TRAINED: RunConfig = { ...DEFAULT_CONFIG, dataset: 'moons', T: 50, schedule: 'sigmoid', seed: 3 };
const guest = (changes: Partial<Guest> = {}): Guest => ({
  id: 'moons-sigmoid',
  label: 'Moons',
  config: TRAINED,
  weights: { ema: TENSORS, training: { step: 500, weights: TENSORS, m: TENSORS, v: TENSORS } },
  trains: false,
  ...changes,
});

function createScene() {
  const groups: (readonly RunRequest[])[] = [];
  const trainer: TrainerCommands = {
    async start(runs) {
      groups.push(runs);
    },
    async pause() {},
    async resume() {},
    async step() {},
    async stop() {},
    async setSampling() {},
    async state(runId): Promise<TrainingState> {
      return { step: 12, parameters: new Float32Array([runId]), ema: new Float32Array([runId]) };
    },
  };
  const store = createRunStore(() => 0);
  const shared = createSettings({ ...DEFAULT_CONFIG, trainingSteps: 20, samplingSteps: 100 });
  const comparison = createComparison(shared);
  const commands = createComparisonCommands({ trainer, store, comparison, notices: createNotices() });
  const run = (side: Side) => store.run(comparison.lane(side)).value!;
  const tell = (side: Side, phase: Phase, step: number) =>
    store.receive({ runId: run(side).runId, type: 'phase', phase, step });
  return { groups, store, shared, comparison, commands, run, tell };
}

describe('the configuration of a guest', () => {
  const form: RunConfig = {
    ...DEFAULT_CONFIG,
    seed: 9,
    sampler: 'ddim',
    samplingSteps: 100,
    trainingSteps: 20,
  };

  test('is its own, drawn from with the sampler and the seed of the comparison', () => {
    const config = guestConfig(guest(), form);
    expect(config).toEqual({ ...TRAINED, seed: 9, sampler: 'ddim', samplingSteps: 50, trainingSteps: 0 });
  });

  test('goes on from its own step where it trains', () => {
    expect(guestConfig(guest({ trains: true }), form).trainingSteps).toBe(520);
    const averages = guest({ trains: true, weights: { ema: TENSORS, training: null } });
    expect(guestConfig(averages, form).trainingSteps).toBe(20);
  });
});

describe('a guest in a comparison', () => {
  test('brings its data set to both sides; taken away, it leaves the form as it was', () => {
    const { comparison } = createScene();
    comparison.seat('b', guest());
    expect(SIDES.map((side) => comparison.sides[side].config.value.dataset)).toEqual(['moons', 'moons']);
    expect(SIDES.map((side) => comparison.sides[side].config.value.schedule)).toEqual(['linear', 'sigmoid']);
    comparison.seat('b', null);
    expect(comparison.sides.b.config.value.schedule).toBe('cosine');
    expect(comparison.differences.value).toEqual(['schedule']);
  });

  test('swaps with its side, and is copied with it', () => {
    const { comparison } = createScene();
    comparison.seat('a', guest());
    comparison.swap();
    expect(SIDES.map((side) => comparison.guests.value[side]?.id)).toEqual([undefined, 'moons-sigmoid']);
    comparison.swap();
    comparison.copyToB();
    expect(comparison.guests.value.b).toBe(comparison.guests.value.a);
    expect(comparison.differences.value).toEqual([]);
  });

  test('that is only drawn from is shown at once, without what training needs', async () => {
    const { commands, groups } = createScene();
    await commands.seat('b', guest());
    expect(groups).toHaveLength(1);
    const [request] = groups[0];
    expect(groups[0]).toHaveLength(1);
    expect(request.config.trainingSteps).toBe(0);
    expect(request.weights).toEqual({ ema: TENSORS, training: null });
  });

  test('leaves the other side’s run where it stands', async () => {
    const { commands, groups, run, tell, comparison } = createScene();
    await commands.train();
    tell('a', 'done', 12);
    tell('b', 'done', 12);
    const before = run('a').runId;
    await commands.seat('b', guest());
    const [a, b] = groups[1];
    expect(Array.from(a.resume!.ema)).toEqual([before]);
    expect(a.config.schedule).toBe('linear');
    expect(run('a').step).toBe(12);
    expect([b.resume, b.weights?.training]).toEqual([undefined, null]);
    comparison.seat('b', null);
    expect(commands.changed()).toBe(true);
  });

  test('that trains rests until both are trained, and goes on with Adam’s moments', async () => {
    const { commands, groups } = createScene();
    await commands.seat('a', guest({ trains: true }));
    expect(groups[0][0].paused).toBe(true);
    await commands.train();
    expect(groups[1].map(({ weights }) => weights?.training?.step)).toEqual([500, undefined]);
    expect(groups[1].map(({ config }) => config.trainingSteps)).toEqual([520, 20]);
  });

  test('is put there again, untrained, when the other goes on', async () => {
    const { commands, groups, tell } = createScene();
    await commands.seat('b', guest());
    await commands.train();
    tell('a', 'done', 20);
    tell('b', 'done', 0);
    expect(commands.changed()).toBe(false);
    await commands.train();
    const [a, b] = groups[2];
    expect([a.config.trainingSteps, a.resume?.step]).toEqual([40, 12]);
    expect([b.config.trainingSteps, b.resume, b.weights?.ema]).toEqual([0, undefined, TENSORS]);
  });
});

test('the sentence claims nothing in common that a guest does not share', () => {
  const still = { a: null, b: guest() };
  expect(sameness(['schedule'], still)).toEqual({
    same: 'Same data, seed and noise.',
    differs: 'B, “Moons”, is only drawn from.',
  });
  const trained = { a: guest({ trains: true }), b: null };
  expect(sameness(['schedule'], trained).same).toBe('Same data, seed, batches and noise.');
  expect(guestWords(trained)).toBe('A, “Moons”, goes on training from its own weights.');
});

test('a model that does not change is held against the other at each of its steps', () => {
  const measured = (step: number, value: number) => ({ step, value, floor: 0.002, spread: 0.001 });
  const other = [measured(0, 0.5), measured(10, 0.1)];
  const still = standingAt([measured(0, 0.2)], other);
  expect(pairings(still, other).map(({ step, a, b }) => [step, a, b])).toEqual([
    [0, 0.2, 0.5],
    [10, 0.2, 0.1],
  ]);
});

test('a link names the models of the gallery, and nothing of files', () => {
  const before = { hide: 'tabs', 'a.pretrained': 'old' };
  const extra = withGuests(before, { a: guest({ id: '' }), b: guest({ trains: true }) });
  expect(extra).toEqual({ hide: 'tabs', 'b.pretrained': 'moons-sigmoid', 'b.goesOn': '1' });
  expect(SIDES.map((side) => namedGuest(extra, side))).toEqual([null, { id: 'moons-sigmoid', trains: true }]);
});
