/** A pretrained model as a side: frozen or trained further, beside a run from scratch that keeps its state. */
import { describe, expect, test } from 'vitest';
import { formatAddress, parseAddress } from '../../../../src/config/address';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { createComparisonCommands } from '../../../../src/state/compare/commands';
import { createCompare } from '../../../../src/state/compare/compare';
import { createComparison, SIDES, type Side } from '../../../../src/state/compare/comparison';
import { pairings, repeatedAt } from '../../../../src/state/compare/lead';
import {
  type PretrainedSide,
  pretrainedConfig,
  samplesAsCard,
} from '../../../../src/state/compare/pretrainedSide';
import { linkedSides } from '../../../../src/state/compare/trainedSide';
import { createNotices } from '../../../../src/state/notices';
import type { TrainerCommands } from '../../../../src/state/run/commands';
import { createRunStore } from '../../../../src/state/run/store';
import { createSettings } from '../../../../src/state/settings';
import type { Phase } from '../../../../src/types/run';
import type { TrainState } from '../../../../src/types/weights';
import { startNote } from '../../../../src/ui/findings';
import { pretrainedFinding, sameness } from '../../../../src/ui/views/compare/findings';
import { linkedModel, withLinkedModels } from '../../../../src/ui/views/compare/pretrained';
import { queryOf, settingsOf } from '../../../../src/ui/views/compare/report/reportData';
import type { EvaluatorApi } from '../../../../workers/evaluator';
import type { RunRequest, TrainerApi } from '../../../../workers/protocol';

const TENSORS = new Map([['weight', { shape: [1], data: Float32Array.of(3) }]]);
const TRAINED: RunConfig = { ...DEFAULT_CONFIG, dataset: 'moons', T: 50, schedule: 'sigmoid', seed: 3 };
const pretrainedSide = (changes: Partial<PretrainedSide> = {}): PretrainedSide => ({
  id: 'moons-sigmoid',
  origin: 'gallery',
  learned: 500,
  statesTraining: true,
  label: 'Moons',
  config: TRAINED,
  weights: { step: 500, params: TENSORS, ema: TENSORS, m: TENSORS, v: TENSORS },
  frozen: true,
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
    async state(runId): Promise<TrainState<Float32Array>> {
      const values = Float32Array.of(runId);
      return { step: 12, params: values, ema: values, m: values, v: values };
    },
  };
  const store = createRunStore(() => 0);
  const shared = createSettings({ ...DEFAULT_CONFIG, trainingSteps: 20, samplingSteps: 100 });
  const comparison = createComparison(shared);
  const notices = createNotices();
  const commands = createComparisonCommands({ trainer, store, comparison, notices });
  const run = (side: Side) => store.run(comparison.slot(side)).value!;
  const tell = (side: Side, phase: Phase, step: number) =>
    store.receive({ runId: run(side).runId, type: 'phase', phase, step });
  return { trainer, notices, groups, store, shared, comparison, commands, run, tell };
}

test('before its first samples the side of a model says so, and the other one that its network is untrained', async () => {
  const { comparison, commands, store, run, tell } = createScene();
  comparison.setModel('b', pretrainedSide());
  await commands.train();
  const noteOf = (side: Side) => {
    tell(side, 'compiling', 0);
    store.receive({ runId: run(side).runId, type: 'preview', done: 0.5 });
    return startNote(run(side));
  };
  expect(noteOf('a')).toBe('Sampling from the untrained network: 50% done.');
  expect(noteOf('b')).toBe('Sampling from the opened model: 50% done.');
});

describe('the configuration of a pretrained side', () => {
  const form: RunConfig = {
    ...DEFAULT_CONFIG,
    seed: 9,
    sampler: 'ddim',
    samplingSteps: 100,
    trainingSteps: 20,
  };

  test('is its own, sampled with the sampler and the seed of the comparison', () => {
    const config = pretrainedConfig(pretrainedSide(), form);
    expect(config).toEqual({ ...TRAINED, seed: 9, sampler: 'ddim', samplingSteps: 50, trainingSteps: 0 });
  });

  test('continues from its own step where it is not frozen', () => {
    expect(pretrainedConfig(pretrainedSide({ frozen: false }), form).trainingSteps).toBe(520);
    const averages = pretrainedSide({ frozen: false, weights: { ema: TENSORS } });
    expect(pretrainedConfig(averages, form).trainingSteps).toBe(20);
  });
});

describe('a pretrained side of a comparison', () => {
  test('sets the data set of both sides; removed, it leaves the form as it was', () => {
    const { comparison } = createScene();
    comparison.setModel('b', pretrainedSide());
    expect(SIDES.map((side) => comparison.sides[side].config.value.dataset)).toEqual(['moons', 'moons']);
    expect(SIDES.map((side) => comparison.sides[side].config.value.schedule)).toEqual(['linear', 'sigmoid']);
    comparison.setModel('b', null);
    expect(comparison.sides.b.config.value.schedule).toBe('cosine');
    expect(comparison.differences.value).toEqual(['schedule']);
  });

  test('gives both sides the sampling of its card, but for a field that differs', () => {
    const { comparison } = createScene();
    const card = { ...TRAINED, sampler: 'ddpm' as const, samplingSteps: 7 };
    comparison.shared.set('sampler', 'ddim');
    expect(comparison.takeSampling(card)).toBe(true);
    comparison.setModel('b', pretrainedSide({ config: card }));
    for (const side of SIDES)
      expect(comparison.sides[side].config.value).toMatchObject({ sampler: 'ddpm', samplingSteps: 7 });
    expect(samplesAsCard(pretrainedSide({ config: card }), comparison.sides.b.config.value)).toBe(true);
    expect(comparison.takeSampling(card)).toBe(false);
    comparison.vary('sampler');
    const before = SIDES.map((side) => comparison.sides[side].config.value.sampler);
    comparison.takeSampling({ ...card, sampler: 'heun' });
    expect(SIDES.map((side) => comparison.sides[side].config.value.sampler)).toEqual(before);
  });

  test('swaps with its side, and is copied with it', () => {
    const { comparison } = createScene();
    comparison.setModel('a', pretrainedSide());
    comparison.swap();
    expect(SIDES.map((side) => comparison.pretrained.value[side]?.id)).toEqual([undefined, 'moons-sigmoid']);
    comparison.swap();
    comparison.copyToB();
    expect(comparison.pretrained.value.b).toBe(comparison.pretrained.value.a);
    expect(comparison.differences.value).toEqual([]);
  });

  test('that is frozen starts at once, without raw weights and moments', async () => {
    const { commands, groups } = createScene();
    await commands.setModel('b', pretrainedSide());
    expect(groups).toHaveLength(1);
    const [request] = groups[0];
    expect(groups[0]).toHaveLength(1);
    expect(request.config.trainingSteps).toBe(0);
    expect(request.weights).toEqual({ ema: TENSORS });
  });

  test('leaves the other side’s run where it stands', async () => {
    const { commands, groups, run, tell, comparison } = createScene();
    await commands.train();
    tell('a', 'done', 12);
    tell('b', 'done', 12);
    const before = run('a').runId;
    await commands.setModel('b', pretrainedSide());
    const [a, b] = groups[1];
    expect(Array.from(a.resume!.ema)).toEqual([before]);
    expect(a.config.schedule).toBe('linear');
    expect(run('a').step).toBe(12);
    expect([b.resume, b.weights]).toEqual([undefined, { ema: TENSORS }]);
    comparison.setModel('b', null);
    expect(commands.changed()).toBe(true);
  });

  test('that is not frozen stays paused until both train, and continues with Adam’s moments', async () => {
    const { commands, groups } = createScene();
    await commands.setModel('a', pretrainedSide({ frozen: false }));
    expect(groups[0][0].paused).toBe(true);
    await commands.train();
    expect(groups[1].map(({ weights }) => weights && 'step' in weights && weights.step)).toEqual([
      500,
      undefined,
    ]);
    expect(groups[1].map(({ config }) => config.trainingSteps)).toEqual([520, 20]);
  });

  test('that is frozen is loaded again, untrained, when the other trains further', async () => {
    const { commands, groups, tell } = createScene();
    await commands.setModel('b', pretrainedSide());
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

test('the sentence claims nothing in common that a pretrained side does not share', () => {
  const frozen = { a: null, b: pretrainedSide() };
  expect(sameness(['schedule'], frozen)).toEqual({
    same: 'Same data, seed and noise.',
    differs: 'B, “Moons”, is sampled, not trained.',
  });
  const trained = { a: pretrainedSide({ frozen: false }), b: null };
  expect(sameness(['schedule'], trained).same).toBe('Same data, seed, batches and noise.');
  const both = { a: pretrainedSide({ label: 'Circles' }), b: pretrainedSide() };
  expect(pretrainedFinding(both)).toBe('A, “Circles”, and B, “Moons”, are sampled, not trained.');
  expect(pretrainedFinding(trained)).toBe('A, “Moons”, continues training from its own weights.');
});

test('a frozen model is compared with the other at each step of the other', () => {
  const measured = (step: number, value: number) => ({
    step,
    score: { kind: 'energy distance' as const, value, floor: 0.002, spread: 0.001, n: 2000 },
  });
  const other = [measured(0, 0.5), measured(10, 0.1)];
  const frozen = repeatedAt([measured(0, 0.2)], other);
  expect(pairings(frozen, other).map(({ step, a, b }) => [step, a.value, b.value])).toEqual([
    [0, 0.2, 0.5],
    [10, 0.2, 0.1],
  ]);
  expect(repeatedAt([measured(0, 0.2)], [])).toEqual([measured(0, 0.2)]); // its own figure until the other has one
});

test('the figure of a card is one of the samples only where they are drawn as the card says', () => {
  const model = pretrainedSide({ config: { ...TRAINED, spacing: 'trailing', samplingSteps: 50 } });
  const { config } = model;
  expect(samplesAsCard(model, { ...config, seed: 11 })).toBe(true);
  expect(samplesAsCard(model, { ...config, spacing: 'auto' })).toBe(true); // what the sampler takes by itself
  expect(samplesAsCard(model, { ...config, samplingSteps: 3 })).toBe(false);
  expect(samplesAsCard(model, { ...config, sampler: 'ddim' })).toBe(false);
});

test('a link names the models of the gallery, and nothing of files', () => {
  const before = { hide: 'tabs', 'a.pretrained': 'old' };
  const extra = withLinkedModels(before, {
    a: pretrainedSide({ id: '' }),
    b: pretrainedSide({ frozen: false }),
  });
  expect(extra).toEqual({ hide: 'tabs', 'b.pretrained': 'moons-sigmoid', 'b.goesOn': '1' });
  expect(SIDES.map((side) => linkedModel(extra, side))).toEqual([
    null,
    { id: 'moons-sigmoid', frozen: false },
  ]);
});

describe('the address of what a sampled side has learned', () => {
  const linkOf = (scene: ReturnType<typeof createScene>) => {
    const [a, b] = SIDES.map((side) => scene.commands.trained(side)!);
    const { config, ...own } = linkedSides(a.config, b.config);
    return { a, b, address: parseAddress(formatAddress({ view: 'compare', config, ...own })) };
  };

  test('trains each side from its settings for the steps that its weights have, which its run does not', async () => {
    const scene = createScene();
    await scene.commands.setModel('a', pretrainedSide({ id: '', origin: 'run', learned: 321 }));
    await scene.commands.train();
    scene.tell('b', 'done', 20);
    expect(scene.run('a').config.trainingSteps).toBe(0);
    const { a, b, address } = linkOf(scene);
    expect([a.step, b.step]).toEqual([321, 20]);
    expect(address.problems).toEqual([]);
    expect(address.a).toEqual({ ...scene.run('a').config, trainingSteps: 321 });
    expect(address.b).toEqual(scene.run('b').config);
  });

  test('follows the runs through a swap, and a model that the form no longer names', async () => {
    const scene = createScene();
    await scene.commands.setModel('a', pretrainedSide());
    await scene.commands.setModel('b', pretrainedSide({ config: { ...TRAINED, schedule: 'cosine' } }));
    scene.comparison.swap();
    scene.comparison.setModel('a', null);
    const { a, b, address } = linkOf(scene);
    expect([a.config.schedule, b.config.schedule]).toEqual(['cosine', 'sigmoid']);
    expect([a.step, b.step]).toEqual([500, 500]);
    expect(address.problems).toEqual([]);
    expect([address.config.trainingSteps, address.b?.schedule]).toEqual([500, 'sigmoid']);
  });

  test('has the model’s own number of steps where nothing says how many its weights have', async () => {
    const scene = createScene();
    const averages = { origin: 'file', id: '', weights: { ema: TENSORS } } as const;
    await scene.commands.setModel('a', pretrainedSide({ ...averages, learned: null }));
    expect(scene.commands.trained('a')).toMatchObject({
      step: null,
      config: { trainingSteps: TRAINED.trainingSteps },
    });
    expect(scene.commands.trained('b')).toBeNull();
  });
});

test('the address of the runs that are shown has settings of training by their models, not by those of the form', async () => {
  const { comparison, store, notices, ...scene } = createScene();
  const nothing = async () => null;
  const { shown, commands } = createCompare({
    ...{ comparison, store, notices, awaited: [], measure: nothing },
    trainer: scene.trainer as TrainerApi,
    evaluator: { floor: nothing } as unknown as EvaluatorApi,
  });
  const learningRate = () => shown()!.link.config.learningRate;
  const nameInForm = (model: PretrainedSide | null) => {
    for (const side of SIDES) comparison.setModel(side, model);
  };
  comparison.shared.set('learningRate', 0.01);
  await commands.train();
  nameInForm(pretrainedSide()); // while they load, the runs from scratch are shown
  expect(learningRate()).toBe(0.01);
  const sampled = pretrainedSide({ config: { ...TRAINED, learningRate: 0.01 } });
  for (const side of SIDES) await commands.setModel(side, sampled);
  expect(learningRate()).toBe(DEFAULT_CONFIG.learningRate);
  nameInForm(null); // the address names no model, and trains what is shown
  expect(learningRate()).toBe(0.01);
  for (const side of SIDES) await commands.setModel(side, { ...sampled, statesTraining: false });
  nameInForm(null);
  expect(learningRate()).toBe(DEFAULT_CONFIG.learningRate);
});

test('the report names the class that each side draws, and none where it draws none', () => {
  const config = { ...TRAINED, classes: true, guidance: 2 };
  const sideOf = (changes: Partial<RunConfig>) => ({
    config: { ...config, ...changes },
    step: 10,
    model: null,
  });
  const drawn = (a: Partial<RunConfig>, b: Partial<RunConfig>) =>
    settingsOf({ a: sideOf(a), b: sideOf(b) }).find(({ label }) => label === 'Class to draw');
  expect(drawn({ label: 1 }, { label: -1 })).toMatchObject({ a: 'lower', b: 'All in turn' });
  expect(drawn({ label: 1 }, { guidance: 0 })).toMatchObject({ a: 'lower', b: '–' });
});

test('the report says nothing of a training that a sampled model leaves open, but for the steps of its weights', async () => {
  const { commands } = createScene();
  const unstated = { statesTraining: false } as const;
  await commands.setModel('a', pretrainedSide(unstated));
  await commands.setModel('b', pretrainedSide());
  const sides = { a: commands.trained('a')!, b: commands.trained('b')! };
  const valuesOf = (label: string) => settingsOf(sides).find((row) => row.label === label);
  expect(valuesOf('Learning rate')).toMatchObject({ a: '–', b: '0.002' });
  expect(valuesOf('Training steps')).toMatchObject({ a: '500', b: '500' });
  expect(valuesOf('Sampling steps')).toMatchObject({ a: '50', b: '50' });
  await commands.setModel('b', pretrainedSide(unstated));
  sides.b = commands.trained('b')!;
  expect(valuesOf('Learning rate')).toBeUndefined();
  await commands.setModel('b', pretrainedSide({ ...unstated, frozen: false }));
  sides.b = commands.trained('b')!; // its further training is that of the form
  expect(valuesOf('Learning rate')).toMatchObject({ a: '–', b: '0.002' });
});

test('the report says the steps that the weights have, and links the settings of a run and no file', async () => {
  const { commands } = createScene();
  await commands.setModel('a', pretrainedSide({ id: '', origin: 'run', learned: 321 }));
  await commands.setModel('b', pretrainedSide());
  const sides = { a: commands.trained('a')!, b: commands.trained('b')! };
  const steps = () => settingsOf(sides).find(({ label }) => label === 'Training steps');
  expect(steps()).toMatchObject({ a: '321', b: '500' });
  expect(parseAddress(queryOf(sides.a)!)).toMatchObject({ config: sides.a.config, problems: [] });
  expect(queryOf(sides.b)).toBe('?view=sample&pretrained=moons-sigmoid');
  await commands.setModel('a', pretrainedSide({ id: '', origin: 'file', learned: null }));
  sides.a = commands.trained('a')!;
  expect(steps()).toMatchObject({ a: '–' });
  expect(queryOf(sides.a)).toBeNull();
});
