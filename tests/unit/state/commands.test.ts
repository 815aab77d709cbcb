import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { createCommands, type TrainerCommands } from '../../../src/state/commands';
import { createNotices } from '../../../src/state/notices';
import { createSettings } from '../../../src/state/settings';
import { createRunStore } from '../../../src/state/store';
import type { Checkpoint } from '../../../src/storage/checkpoints';
import type { Phase, RunRequest, TrainingState } from '../../../workers/protocol';

/** A lab whose trainer notes what it is asked and tells nothing by itself. */
function createLab() {
  const asked: string[] = [];
  const starts: RunRequest[] = [];
  const weights: TrainingState = { step: 20, parameters: new Float32Array(2), ema: new Float32Array(2) };
  const note = (name: string) => async () => {
    asked.push(name);
  };
  const trainer: TrainerCommands = {
    async start(runs) {
      asked.push('start');
      starts.push(...runs);
    },
    pause: note('pause'),
    resume: note('resume'),
    step: note('step'),
    stop: note('stop'),
    setSampling: note('setSampling'),
    async state() {
      asked.push('state');
      if (gpu.lost) throw new Error('the GPU is gone');
      return weights;
    },
  };
  const gpu = { lost: false };
  let copy: Checkpoint | null = null;
  const store = createRunStore(() => 0);
  const settings = createSettings({ ...DEFAULT_CONFIG, trainingSteps: 20 });
  const notices = createNotices();
  const commands = createCommands({ trainer, store, settings, notices, latestCopy: () => copy });
  const run = () => store.run('train').value!;
  const tell = (phase: Phase, step: number) =>
    store.receive({ runId: run().runId, type: 'phase', phase, step });
  const keep = (checkpoint: Checkpoint) => {
    copy = checkpoint;
  };
  return { asked, starts, settings, notices, commands, run, tell, gpu, keep };
}

describe('Train', () => {
  test('begins a run with the settings of the form', async () => {
    const { commands, settings, starts } = createLab();
    settings.set('schedule', 'linear');
    await commands.train();
    expect(starts.map(({ config }) => [config.schedule, config.trainingSteps])).toEqual([['linear', 20]]);
  });

  test('resumes a paused run', async () => {
    const { commands, tell, asked } = createLab();
    await commands.train();
    tell('paused', 5);
    await commands.train();
    expect(asked).toEqual(['start', 'resume']);
  });

  test('begins anew where the settings of a paused run were changed', async () => {
    const { commands, tell, asked, settings, run } = createLab();
    await commands.train();
    const first = run().runId;
    tell('paused', 5);
    settings.set('learningRate', 0.01);
    await commands.train();
    expect(asked).toEqual(['start', 'start']);
    expect(run().runId).not.toBe(first);
  });

  test('a change of sampling alone does not begin anew', async () => {
    const { commands, tell, asked, settings } = createLab();
    await commands.train();
    tell('paused', 5);
    settings.set('sampler', 'ddim');
    await commands.applySampling();
    await commands.train();
    expect(asked).toEqual(['start', 'setSampling', 'resume']);
  });

  test('goes on from the weights of a run that is done, for as many steps again', async () => {
    const { commands, tell, starts, settings } = createLab();
    await commands.train();
    tell('done', 20);
    await commands.train();
    expect(starts[1].resume?.step).toBe(20);
    expect([starts[1].config.trainingSteps, settings.config.value.trainingSteps]).toEqual([40, 40]);
  });

  test('says what is missing where a data set has no data, and starts nothing', async () => {
    const { commands, settings, asked, notices } = createLab();
    settings.set('dataset', 'csv');
    await commands.train();
    expect(asked).toEqual([]);
    expect(notices.list.value[0].then).toContain('Open data');
  });
});

describe('Step', () => {
  test('begins a paused run and takes one step when it is ready', async () => {
    const { commands, tell, asked, starts } = createLab();
    await commands.step();
    expect(asked).toEqual(['start']);
    expect(starts[0].paused).toBe(true);
    tell('paused', 0);
    expect(asked).toEqual(['start', 'step']);
    tell('paused', 1);
    expect(asked).toEqual(['start', 'step']);
  });
});

describe('after a failure', () => {
  test('a run goes on from its last good weights with the change that was offered', async () => {
    const { commands, tell, starts, settings } = createLab();
    await commands.train();
    tell('failed', 14);
    await commands.continueWith({ learningRate: 0.0002 });
    expect([starts[1].config.learningRate, starts[1].resume?.step]).toEqual([0.0002, 20]);
    expect(settings.config.value.learningRate).toBe(0.0002);
  });

  test('a run that was refused before its first step begins with the change', async () => {
    const { commands, tell, starts, asked } = createLab();
    await commands.train();
    tell('failed', 0);
    await commands.continueWith({ batchSize: 64 });
    expect(asked).toEqual(['start', 'start']);
    expect([starts[1].config.batchSize, starts[1].resume]).toEqual([64, undefined]);
  });
});

describe('settings', () => {
  test('what is not accepted is a problem beside the field, and the last valid value stays', () => {
    const settings = createSettings();
    expect(settings.set('T', '1')).toBe(false);
    expect(settings.config.value.T).toBe(DEFAULT_CONFIG.T);
    expect(settings.problems.value).toEqual([
      { name: 'T', field: 'T', given: '1', allowed: 'a whole number from 2 to 4000' },
    ]);
    expect(settings.set('T', '50')).toBe(true);
    expect([settings.problems.value, settings.config.value.T]).toEqual([[], 50]);
  });
});

describe('a copy of a run', () => {
  const copy: Checkpoint = {
    name: 'train',
    config: { ...DEFAULT_CONFIG, dataset: 'moons', trainingSteps: 50 },
    state: { step: 12, parameters: new Float32Array(2), ema: new Float32Array(2) },
    losses: Float32Array.from({ length: 12 }, (_, i) => 1 / (i + 1)),
    savedAt: 0,
  };

  test('is gone on with on a later visit: configuration, step and loss curve are back', async () => {
    const { commands, settings, starts, run } = createLab();
    await commands.resumeFrom(copy);
    expect(settings.config.value.dataset).toBe('moons');
    expect(starts[0].resume?.step).toBe(12);
    expect(run().step).toBe(12);
    expect(run().losses.at(4)).toBeCloseTo(0.25, 6);
  });

  test('stands in for weights that were lost with the GPU', async () => {
    const { commands, tell, starts, gpu, keep } = createLab();
    await commands.train();
    tell('failed', 17);
    gpu.lost = true;
    keep(copy);
    await commands.continueWith({});
    expect(starts.at(-1)?.resume?.step).toBe(12);
  });

  test('that was never made leaves a problem that says so', async () => {
    const { commands, tell, starts, gpu, notices } = createLab();
    await commands.train();
    tell('failed', 2);
    gpu.lost = true;
    await commands.continueWith({});
    expect(starts).toHaveLength(1);
    expect(notices.list.value.at(-1)?.what).toContain('weights');
  });
});
