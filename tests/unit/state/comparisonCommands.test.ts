import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import type { TrainerCommands } from '../../../src/state/commands';
import { createComparison, SIDES, type Side } from '../../../src/state/comparison';
import { createComparisonCommands } from '../../../src/state/comparisonCommands';
import { createNotices } from '../../../src/state/notices';
import { createSettings } from '../../../src/state/settings';
import { createRunStore } from '../../../src/state/store';
import type { Phase, RunRequest, TrainingState } from '../../../workers/protocol';

/** A comparison whose trainer notes what it is asked and tells nothing by itself. */
function createScene() {
  const asked: string[] = [];
  const groups: (readonly RunRequest[])[] = [];
  const note = (name: string) => async () => {
    asked.push(name);
  };
  const trainer: TrainerCommands = {
    async start(runs) {
      asked.push('start');
      groups.push(runs);
    },
    pause: note('pause'),
    resume: note('resume'),
    step: note('step'),
    stop: note('stop'),
    setSampling: note('setSampling'),
    async state(runId): Promise<TrainingState> {
      return { step: 20, parameters: new Float32Array([runId]), ema: new Float32Array([runId]) };
    },
  };
  const store = createRunStore(() => 0);
  const shared = createSettings({ ...DEFAULT_CONFIG, trainingSteps: 20 });
  const comparison = createComparison(shared);
  const notices = createNotices();
  const commands = createComparisonCommands({ trainer, store, comparison, notices });
  const run = (side: Side) => store.run(comparison.lane(side)).value!;
  const tell = (side: Side, phase: Phase, step: number) =>
    store.receive({ runId: run(side).runId, type: 'phase', phase, step });
  const tellBoth = (phase: Phase, step: number) => {
    for (const side of SIDES) tell(side, phase, step);
  };
  return { asked, groups, store, shared, comparison, notices, commands, run, tell, tellBoth };
}

describe('Train both', () => {
  test('begins A and B as one group, in this order, with one data source and one seed', async () => {
    const { commands, groups, run } = createScene();
    await commands.train();
    expect(groups).toHaveLength(1);
    expect(groups[0].map(({ config }) => config.schedule)).toEqual(['linear', 'cosine']);
    expect(groups[0].map(({ runId }) => runId)).toEqual([run('a').runId, run('b').runId]);
    expect(new Set(groups[0].map(({ config }) => config.seed)).size).toBe(1);
  });

  test('resumes both where they rest', async () => {
    const { commands, asked, tellBoth } = createScene();
    await commands.train();
    tellBoth('training', 4);
    await commands.pause();
    tellBoth('paused', 5);
    await commands.train();
    expect(asked).toEqual(['start', 'pause', 'resume']);
  });

  test('lets finished runs go on from their own weights for as many steps again', async () => {
    const { commands, groups, run, tellBoth } = createScene();
    await commands.train();
    tellBoth('done', 20);
    const before = SIDES.map((side) => run(side).runId);
    await commands.train();
    expect(groups[1].map(({ config }) => config.trainingSteps)).toEqual([40, 40]);
    expect(groups[1].map(({ resume }) => Array.from(resume!.ema))).toEqual(before.map((id) => [id]));
    expect(run('a').step).toBe(20);
  });

  test('begins anew when a side has other settings, or failed', async () => {
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

  test('stops what the Train view was doing: one group at a time', async () => {
    const { commands, store } = createScene();
    const { train } = store.begin({ train: { config: DEFAULT_CONFIG } });
    store.receive({ runId: train.runId, type: 'phase', phase: 'training', step: 1 });
    await commands.train();
    expect(store.run('train').value?.phase).toBe('stopped');
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

test('Reset forgets both, and leaves another view’s run alone', async () => {
  const { commands, store, asked } = createScene();
  await commands.train();
  await commands.reset();
  expect(SIDES.map((side) => store.run(side).value)).toEqual([null, null]);
  expect(asked).toEqual(['start', 'stop']);
  await commands.train();
  store.begin({ train: { config: DEFAULT_CONFIG } });
  await commands.reset();
  expect(asked).toEqual(['start', 'stop', 'start']);
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
