import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { createComparisonCommands } from '../../../../src/state/compare/commands';
import { createComparison, SIDES, type Side } from '../../../../src/state/compare/comparison';
import type { PretrainedSide } from '../../../../src/state/compare/pretrainedSide';
import { createNotices } from '../../../../src/state/notices';
import type { TrainerCommands } from '../../../../src/state/run/commands';
import { createRunStore } from '../../../../src/state/run/store';
import { createSettings } from '../../../../src/state/settings';
import type { Checkpoint } from '../../../../src/storage/schema';
import type { Phase } from '../../../../src/types/run';
import type { TrainState } from '../../../../src/types/weights';
import type { RunRequest } from '../../../../workers/protocol';

/** A comparison whose trainer records its calls and sends no events by itself. */
function createScene() {
  const sent: string[] = [];
  const groups: (readonly RunRequest[])[] = [];
  const note = (name: string) => async () => {
    sent.push(name);
  };
  const trainer: TrainerCommands = {
    async start(runs) {
      sent.push('start');
      groups.push(runs);
    },
    pause: note('pause'),
    resume: note('resume'),
    step: note('step'),
    stop: note('stop'),
    setSampling: note('setSampling'),
    async state(runId): Promise<TrainState<Float32Array>> {
      const values = Float32Array.of(runId);
      return { step: 20, params: values, ema: values, m: values, v: values };
    },
  };
  const store = createRunStore(() => 0);
  const shared = createSettings({ ...DEFAULT_CONFIG, trainingSteps: 20 });
  const comparison = createComparison(shared);
  const notices = createNotices();
  const commands = createComparisonCommands({ trainer, store, comparison, notices });
  const run = (side: Side) => store.run(comparison.slot(side)).value!;
  const tell = (side: Side, phase: Phase, step: number) =>
    store.receive({ runId: run(side).runId, type: 'phase', phase, step });
  const tellBoth = (phase: Phase, step: number) => {
    for (const side of SIDES) tell(side, phase, step);
  };
  return { trainer, sent, groups, store, shared, comparison, notices, commands, run, tell, tellBoth };
}

describe('Train both', () => {
  test('starts A and B as one group, in this order, with one data source and one seed', async () => {
    const { commands, groups, run } = createScene();
    await commands.train();
    expect(groups).toHaveLength(1);
    expect(groups[0].map(({ config }) => config.schedule)).toEqual(['linear', 'cosine']);
    expect(groups[0].map(({ runId }) => runId)).toEqual([run('a').runId, run('b').runId]);
    expect(new Set(groups[0].map(({ config }) => config.seed)).size).toBe(1);
  });

  test('resumes both where they are paused', async () => {
    const { commands, sent, tellBoth } = createScene();
    await commands.train();
    tellBoth('training', 4);
    await commands.pause();
    tellBoth('paused', 5);
    await commands.train();
    expect(sent).toEqual(['start', 'pause', 'resume']);
  });

  test('trains finished runs further from their own weights for as many steps again', async () => {
    const { commands, groups, run, tellBoth } = createScene();
    await commands.train();
    tellBoth('done', 20);
    const before = SIDES.map((side) => run(side).runId);
    await commands.train();
    expect(groups[1].map(({ config }) => config.trainingSteps)).toEqual([40, 40]);
    expect(groups[1].map(({ resume }) => Array.from(resume!.ema))).toEqual(before.map((id) => [id]));
    expect(run('a').step).toBe(20);
  });

  test('starts new runs when a side has other settings, or failed', async () => {
    const { commands, comparison, groups, tell, tellBoth } = createScene();
    await commands.train();
    tellBoth('done', 20);
    comparison.sides.b.set('schedule', 'sigmoid');
    expect(commands.changed()).toBe(true);
    await commands.train();
    expect(groups[1].map(({ config, resume }) => [config.schedule, resume])).toEqual([
      ['linear', undefined],
      ['sigmoid', undefined],
    ]);
    tell('a', 'failed', 3);
    await commands.train();
    expect(groups).toHaveLength(3);
  });

  test('leaves the run of the Train view alone: it trains in a worker of its own', async () => {
    const { commands, store } = createScene();
    const { train } = store.begin({ train: { config: DEFAULT_CONFIG } });
    store.receive({ runId: train.runId, type: 'phase', phase: 'training', step: 1 });
    await commands.train();
    expect(store.run('train').value?.phase).toBe('training');
  });

  test('says what is missing where there are no data', async () => {
    const { commands, shared, groups, notices } = createScene();
    shared.set('dataset', 'csv');
    await commands.train();
    expect(groups).toEqual([]);
    expect(notices.list.value).toHaveLength(1);
  });
});

test('swapping A and B swaps their runs, and needs no new ones', async () => {
  const { commands, comparison, run, tell, groups } = createScene();
  await commands.train();
  tell('a', 'done', 20);
  tell('b', 'done', 19);
  const before = SIDES.map(run);
  comparison.swap();
  expect(SIDES.map(run)).toEqual(before.toReversed());
  expect(commands.changed()).toBe(false);
  comparison.sides.a.set('T', 30); // a new comparison begins in the swapped roles
  await commands.train();
  expect(groups[1].map(({ config }) => config.schedule)).toEqual(['cosine', 'linear']);
});

test('Reset discards both, and leaves another view’s run alone', async () => {
  const { commands, store, sent } = createScene();
  await commands.train();
  await commands.reset();
  expect(SIDES.map((side) => store.run(side).value)).toEqual([null, null]);
  expect(sent).toEqual(['start', 'stop']);
  store.begin({ train: { config: DEFAULT_CONFIG } });
  await commands.reset();
  expect(store.run('train').value?.phase).toBe('preparing');
});

test('one side’s failure leaves the other as it is', async () => {
  const { commands, run, tell, store } = createScene();
  await commands.train();
  tell('a', 'training', 3);
  tell('b', 'training', 3);
  const failure = { code: 'non-finite-loss', message: 'm', hint: 'h', step: 4 } as const;
  store.receive({ runId: run('a').runId, type: 'failed', ...failure });
  expect([run('a').phase, run('b').phase]).toEqual(['failed', 'training']);
  expect(run('b').failure).toBeNull();
});

describe('two runs that found no room', () => {
  test('go on from their copies with one batch; the side whose copy is older catches up', async () => {
    const { commands, groups, shared, trainer, run, tellBoth } = createScene();
    await commands.train();
    tellBoth('failed', 15);
    const b = run('b').runId;
    const { state } = trainer;
    trainer.state = async (runId) => ({ ...(await state(runId)), step: runId === b ? 10 : 14 });
    await commands.goOnWithBatch(48);
    expect(shared.config.value.batchSize).toBe(48);
    expect(
      groups[1].map(({ config, resume, headStart }) => [config.batchSize, resume?.step, headStart]),
    ).toEqual([
      [48, 14, undefined],
      [48, 10, 4],
    ]);
  });

  test('start again with it where neither has a step', async () => {
    const { commands, groups, tellBoth } = createScene();
    await commands.train();
    tellBoth('failed', 0);
    await commands.goOnWithBatch(48);
    expect(groups[1].map(({ config, resume }) => [config.batchSize, resume])).toEqual([
      [48, undefined],
      [48, undefined],
    ]);
  });
});

/** Of the usual data, trained further. */
const MODEL = {
  config: DEFAULT_CONFIG,
  weights: { ema: new Map() },
  frozen: false,
} as unknown as PretrainedSide;

describe('settings that change while the weights of present runs are fetched', () => {
  /** Two runs that are done, of which the next fetch of weights changes a setting. */
  const createWindow = async (change: (scene: ReturnType<typeof createScene>) => void) => {
    const scene = createScene();
    const { trainer, commands, tellBoth } = scene;
    await commands.train();
    tellBoth('done', 20);
    const { state } = trainer;
    trainer.state = (runId) => {
      change(scene);
      return state(runId);
    };
    return { ...scene, samplers: () => scene.groups.at(-1)!.map(({ config }) => config.sampler) };
  };
  const toDdim = ({ shared }: ReturnType<typeof createScene>) => shared.set('sampler', 'ddim');

  test.each(['T', 'trainingSteps'] as const)(
    'a sampler is that of runs that start after %s has changed',
    async (name) => {
      const { commands, shared, samplers } = await createWindow(toDdim);
      shared.set(name, 40);
      await commands.train();
      expect(samplers()).toEqual(['ddim', 'ddim']);
    },
  );

  test('a sampler is that of the pair that is restored', async () => {
    const { commands, comparison, tellBoth, samplers } = await createWindow(toDdim);
    comparison.vary('T');
    await commands.train();
    tellBoth('training', 5);
    await commands.restore();
    expect(samplers()).toEqual(['ddim', 'ddim']);
  });

  test('a sampler is that of the run which a model of the other side leaves where it stands', async () => {
    const { commands, samplers } = await createWindow(toDdim);
    await commands.setModel('b', MODEL);
    expect(samplers()).toEqual(['ddim', 'ddim']);
  });

  test.each([
    ['dataset', 'mnist'],
    ['process', 'flow'],
  ] as const)(
    'the sampling of a run is its own where the form has another %s, which may have others',
    async (name, value) => {
      const { commands, groups, shared } = await createWindow(() => {});
      shared.set(name, value);
      await commands.setModel('b', { ...MODEL, config: { ...DEFAULT_CONFIG, [name]: value } });
      expect(groups[1][0].config).toEqual(groups[0][0].config);
    },
  );
});

describe('the previous pair', () => {
  test('is the one that Reset removed; restored, both are paused at their steps with their settings', async () => {
    const { commands, comparison, tellBoth, groups, run } = createScene();
    await commands.train();
    tellBoth('paused', 20);
    const schedules = () => SIDES.map((side) => comparison.sides[side].config.value.schedule);
    await commands.reset();
    expect(commands.previousStep.value).toBe(20);
    comparison.vary('T');
    await commands.restore();
    expect(schedules()).toEqual(['linear', 'cosine']);
    expect(groups[1].map(({ resume, paused }) => [resume?.step, paused])).toEqual([
      [20, true],
      [20, true],
    ]);
    expect([run('a').step, commands.previousStep.value, commands.changed()]).toEqual([20, null, false]);
  });

  test('is the one that new settings replaced, whichever side each run is on now', async () => {
    const { commands, comparison, tellBoth, groups, run } = createScene();
    await commands.train();
    tellBoth('done', 20);
    const ids = SIDES.map((side) => run(side).runId);
    comparison.swap();
    comparison.vary('T');
    await commands.train();
    expect(commands.previousStep.value).toBe(20);
    tellBoth('training', 5);
    await commands.restore();
    // the weights of the first A go on as A, under the schedule that they were trained with
    expect(groups[2].map(({ config, resume }) => [config.schedule, resume?.params[0]])).toEqual([
      ['linear', ids[0]],
      ['cosine', ids[1]],
    ]);
    expect(commands.previousStep.value).toBe(5);
  });

  test('has the settings that it started with, though others were chosen while it started', async () => {
    const { trainer, commands, shared, tellBoth } = createScene();
    trainer.start = async () => {
      shared.set('batchSize', 64);
    };
    await commands.train();
    tellBoth('done', 20);
    await commands.reset();
    trainer.start = async () => {};
    await commands.restore();
    expect([shared.config.value.batchSize, commands.changed()]).toEqual([DEFAULT_CONFIG.batchSize, false]);
  });

  test('is sampled as its form says, though another sampler was chosen later', async () => {
    const { commands, comparison, shared, tellBoth, run } = createScene();
    await commands.train();
    tellBoth('done', 20);
    shared.set('sampler', 'ddim');
    await commands.applySampling();
    await commands.reset();
    await commands.restore();
    for (const side of SIDES)
      expect(run(side).config.sampler).toBe(comparison.sides[side].config.value.sampler);
  });

  test('is none before a first step', async () => {
    const { commands } = createScene();
    await commands.train();
    await commands.reset();
    expect(commands.previousStep.value).toBeNull();
  });
});

describe('a pair of an earlier visit', () => {
  const checkpoint = (recordId: string, step: number, changes: Partial<RunConfig>): Checkpoint => {
    const values = Float32Array.of(step);
    return {
      recordId,
      config: { ...DEFAULT_CONFIG, dataset: 'swiss-roll', trainingSteps: 500, ...changes },
      state: { step, params: values, ema: values, m: values, v: values },
      losses: new Float32Array(step).fill(0.5),
      savedAt: 0,
      before: { base: 'new', trainedFor: 7 },
    };
  };
  const a = checkpoint('one', 120, { schedule: 'sigmoid', seed: 3 });
  const b = checkpoint('two', 118, { schedule: 'sigmoid', seed: 3, process: 'vp-sde', sampler: 'ddpm' });

  test('goes on as one group from the step of each; the one that is behind trains its steps first', async () => {
    const { commands, groups, run } = createScene();
    await commands.resumeFrom({ a, b });
    expect(groups).toHaveLength(1);
    expect(groups[0].map(({ resume, headStart, paused }) => [resume?.step, headStart, paused])).toEqual([
      [120, undefined, undefined],
      [118, 2, undefined],
    ]);
    expect(SIDES.map((side) => run(side).recordId)).toEqual(['one', 'two']);
    expect(SIDES.map((side) => run(side).losses.last)).toEqual([120, 118]);
    expect(run('a').trainedFor).toBe(7);
  });

  test('has its own settings, which the form says: a press of Train both begins no other runs', async () => {
    const { commands, comparison, sent, tellBoth } = createScene();
    await commands.resumeFrom({ a, b });
    expect(SIDES.map((side) => comparison.sides[side].config.value)).toEqual([a.config, b.config]);
    expect(comparison.differences.value).toEqual(expect.arrayContaining(['process']));
    expect(commands.changed()).toBe(false);
    tellBoth('training', 130);
    tellBoth('paused', 130);
    await commands.train();
    expect(sent).toEqual(['start', 'resume']);
  });

  test('where one is finished already, that one stays at its end', async () => {
    const { commands, groups } = createScene();
    const short = checkpoint('one', 60, { trainingSteps: 60 });
    await commands.resumeFrom({ a: short, b });
    expect(groups[0].map(({ resume, headStart }) => [resume?.step, headStart ?? 0])).toEqual([
      [60, 0],
      [118, 0],
    ]);
  });
});
