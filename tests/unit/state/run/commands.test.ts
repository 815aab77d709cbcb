import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../src/config/fields';
import { createNotices } from '../../../../src/state/notices';
import { type Commands, createCommands, type TrainerCommands } from '../../../../src/state/run/commands';
import { createRunStore } from '../../../../src/state/run/store';
import { createSettings } from '../../../../src/state/settings';
import type { Checkpoint } from '../../../../src/storage/schema';
import type { Phase } from '../../../../src/types/run';
import type { TrainState } from '../../../../src/types/weights';
import type { RunRequest } from '../../../../workers/protocol';

const VALUES = new Float32Array(2);
const ARRAYS = { params: VALUES, ema: VALUES, m: VALUES, v: VALUES };

/** A lab whose trainer lists the calls and sends no events by itself. */
function createLab() {
  const sent: string[] = [];
  const starts: RunRequest[] = [];
  const weights: TrainState<Float32Array> = { step: 20, ...ARRAYS };
  const note = (name: string) => async () => {
    sent.push(name);
  };
  const trainer: TrainerCommands = {
    async start(runs) {
      sent.push('start');
      starts.push(...runs);
    },
    pause: note('pause'),
    resume: note('resume'),
    step: note('step'),
    stop: note('stop'),
    setSampling: note('setSampling'),
    async state() {
      sent.push('state');
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
  return { sent, starts, settings, notices, commands, run, tell, gpu, keep };
}

describe('missing data', () => {
  test('the alert leaves when a table is opened, or another data set is chosen', async () => {
    const { commands, settings, notices } = createLab();
    settings.set('dataset', 'csv');
    await commands.train();
    expect(notices.list.value.map(({ message }) => message)).toEqual(['There is nothing to learn from yet.']);
    const points = Float32Array.of(0, 0, 1, 2, 3, 1);
    settings.replace(settings.config.value, { kind: 'points', points, offset: [0, 0], name: 'one.csv' });
    expect(notices.list.value).toEqual([]);
    settings.source.value = undefined;
    await commands.train();
    expect(notices.list.value).toHaveLength(1);
    settings.set('dataset', 'moons');
    expect(notices.list.value).toEqual([]);
  });
});

describe('Train', () => {
  test('starts a run with the settings of the form', async () => {
    const { commands, settings, starts } = createLab();
    settings.set('schedule', 'linear');
    await commands.train();
    expect(starts.map(({ config }) => [config.schedule, config.trainingSteps])).toEqual([['linear', 20]]);
  });

  test('resumes a paused run', async () => {
    const { commands, tell, sent } = createLab();
    await commands.train();
    tell('paused', 5);
    await commands.train();
    expect(sent).toEqual(['start', 'resume']);
  });

  test('starts a new run where the settings of a paused run have changed', async () => {
    const { commands, tell, sent, settings, run } = createLab();
    await commands.train();
    const first = run().runId;
    tell('paused', 5);
    settings.set('learningRate', 0.01);
    await commands.train();
    expect(sent).toEqual(['start', 'state', 'start']); // the weights of the run that it replaces are fetched first
    expect(run().runId).not.toBe(first);
  });

  test('a change of sampling alone starts no new run', async () => {
    const { commands, tell, sent, settings } = createLab();
    await commands.train();
    tell('paused', 5);
    settings.set('sampler', 'ddim');
    await commands.applySampling();
    await commands.train();
    expect(sent).toEqual(['start', 'setSampling', 'resume']);
  });

  test('a change of sampling while a run starts reaches it, once the trainer knows it', async () => {
    const { commands, tell, sent, settings, run } = createLab();
    await commands.train();
    tell('paused', 5);
    settings.set('learningRate', 0.01);
    const starting = commands.train(); // the weights of the run before are fetched first
    settings.set('sampler', 'ddim');
    await Promise.all([starting, commands.applySampling()]);
    expect(sent).toEqual(['start', 'state', 'start', 'setSampling']);
    expect([run().phase, run().config.sampler]).toEqual(['preparing', 'ddim']);
  });

  test('continues from the weights of a run that is done, for as many steps again', async () => {
    const { commands, tell, starts, settings } = createLab();
    await commands.train();
    tell('done', 20);
    await commands.train();
    expect(starts[1].resume?.step).toBe(20);
    expect([starts[1].config.trainingSteps, settings.config.value.trainingSteps]).toEqual([40, 40]);
  });

  test('says what is missing where a data set has no data, and starts nothing', async () => {
    const { commands, settings, sent, notices } = createLab();
    settings.set('dataset', 'csv');
    await commands.train();
    expect(sent).toEqual([]);
    expect(notices.list.value[0].hint).toContain('Open data');
  });
});

describe('Step', () => {
  test('starts a paused run and trains one step when it is ready', async () => {
    const { commands, tell, sent, starts } = createLab();
    await commands.step();
    expect(sent).toEqual(['start']);
    expect(starts[0].paused).toBe(true);
    tell('paused', 0);
    await Promise.resolve();
    expect(sent).toEqual(['start', 'step']);
    tell('paused', 1);
    expect(sent).toEqual(['start', 'step']);
  });
});

describe('the previous run', () => {
  test('is the one that new settings replaced; restored, it is paused at its step with its settings and losses', async () => {
    const { commands, tell, starts, settings, run } = createLab();
    await commands.train();
    tell('done', 20);
    expect(commands.previous.value).toBeNull();
    settings.set('learningRate', 0.01);
    await commands.train();
    expect(commands.previous.value?.state.step).toBe(20);
    const { config, losses } = commands.previous.value!.run;
    tell('training', 3);
    await commands.restore();
    expect(starts[2]).toMatchObject({ resume: { step: 20 }, paused: true, config });
    expect(settings.config.value).toEqual(config);
    expect([run().step, run().losses]).toEqual([20, losses]);
    // the run that it replaced in turn is the previous one now
    expect(commands.previous.value?.run.config.learningRate).toBe(0.01);
  });

  test('is the one that Reset removed; the trainer stops after its weights are there', async () => {
    const { commands, tell, sent, starts, run } = createLab();
    await commands.train();
    tell('training', 7);
    await commands.reset();
    expect(sent).toEqual(['start', 'state', 'stop']);
    await commands.restore();
    expect([starts[1].resume?.step, run().step]).toEqual([20, 20]);
    expect(commands.previous.value).toBeNull();
  });

  test('stays the one before where a run without a step is replaced, and where the weights are lost', async () => {
    const { commands, tell, gpu } = createLab();
    await commands.train();
    tell('paused', 0);
    await commands.reset();
    expect(commands.previous.value).toBeNull();
    await commands.train();
    tell('training', 7);
    gpu.lost = true;
    await commands.reset();
    expect(commands.previous.value).toBeNull();
  });

  test('is none where a run goes on', async () => {
    const { commands, tell } = createLab();
    await commands.train();
    tell('done', 20);
    await commands.train();
    expect(commands.previous.value).toBeNull();
  });

  test('a start right after Reset waits for the weights, and is not stopped', async () => {
    const { commands, tell, sent } = createLab();
    await commands.train();
    tell('training', 7);
    await Promise.all([commands.reset(), commands.train()]);
    expect(sent).toEqual(['start', 'state', 'start']);
    expect(commands.previous.value?.state.step).toBe(20);
  });
});

describe('after a failure', () => {
  test('a run continues from its last good weights with the offered change', async () => {
    const { commands, tell, starts, settings } = createLab();
    await commands.train();
    tell('failed', 14);
    await commands.continueWith({ learningRate: 0.0002 });
    expect([starts[1].config.learningRate, starts[1].resume?.step]).toEqual([0.0002, 20]);
    expect(settings.config.value.learningRate).toBe(0.0002);
  });

  test('a run that was refused before its first step begins with the change', async () => {
    const { commands, tell, starts, sent } = createLab();
    await commands.train();
    tell('failed', 0);
    await commands.continueWith({ batchSize: 64 });
    expect(sent).toEqual(['start', 'start']);
    expect([starts[1].config.batchSize, starts[1].resume]).toEqual([64, undefined]);
  });
});

describe('settings', () => {
  test('what is not accepted is a problem beside the field, and the last valid value stays', () => {
    const settings = createSettings();
    expect(settings.set('T', '1')).toBe(false);
    expect(settings.config.value.T).toBe(DEFAULT_CONFIG.T);
    expect(settings.problems.value).toEqual([
      { name: 'T', field: 'T', value: '1', allowed: 'a whole number from 2 to 4000' },
    ]);
    expect(settings.set('T', '50')).toBe(true);
    expect([settings.problems.value, settings.config.value.T]).toEqual([[], 50]);
  });
});

describe('a copy of a run', () => {
  const copy: Checkpoint = {
    recordId: 'saved',
    config: { ...DEFAULT_CONFIG, dataset: 'moons', trainingSteps: 50 },
    state: { step: 12, ...ARRAYS },
    losses: Float32Array.from({ length: 12 }, (_, i) => 1 / (i + 1)),
    savedAt: 0,
  };

  test('is resumed on a later visit: configuration, step and loss curve are back', async () => {
    const { commands, settings, starts, run } = createLab();
    await commands.resumeFrom(copy);
    expect(settings.config.value.dataset).toBe('moons');
    expect(starts[0].resume?.step).toBe(12);
    expect(run().step).toBe(12);
    expect(run().losses.at(4)).toBeCloseTo(0.25, 6);
  });

  test('goes on with the time that it trained, and with what it began from', async () => {
    const { commands, run } = createLab();
    await commands.resumeFrom({ ...copy, before: { base: 'model', trainedFor: 9000 } }, { paused: true });
    expect(run()).toMatchObject({ base: 'model', trainedFor: 9000 });
  });

  test.each([
    ['of its step', 12, true],
    ['of a step before it', 9, true],
    ['of a later step, as of a checkpoint that is damaged', 20, false],
  ])('has the quality that was saved %s', async (_, step, has) => {
    const { commands, run } = createLab();
    const score = { kind: 'energy distance', value: 0.02, floor: 0.01, spread: 0.001, n: 500 } as const;
    const quality = { step, score, second: { ...score, kind: 'sliced Wasserstein' } } as const;
    await commands.resumeFrom({ ...copy, before: { base: 'new', trainedFor: 0, quality } });
    expect(run().savedQuality).toEqual(has ? quality : undefined);
  });

  test('replaces weights that are lost with the GPU', async () => {
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
    expect(notices.list.value.at(-1)?.message).toContain('weights');
  });
});

describe('own images', () => {
  const images = {
    kind: 'images',
    name: 'shapes',
    images: new Uint8Array(8 * 16),
    count: 8,
    height: 4,
    width: 4,
    channels: 1,
  } as const;

  test('nothing begins before there are any, and the page says how to open some', async () => {
    const { commands, settings, starts, notices } = createLab();
    settings.replace({ ...DEFAULT_CONFIG, dataset: 'images' });
    await commands.train();
    expect(starts).toEqual([]);
    expect(notices.list.value[0].hint).toMatch(/Open folder/);
  });

  test('a table is no images', async () => {
    const { commands, settings, starts } = createLab();
    const table = { kind: 'points', points: new Float32Array(8), name: 'a.csv' } as const;
    settings.replace({ ...DEFAULT_CONFIG, dataset: 'images' }, table);
    await commands.train();
    expect(starts).toEqual([]);
  });

  test('training continues from the weights of an opened model when images are opened', async () => {
    const { commands, settings, starts, tell } = createLab();
    const weights = { ema: new Map() };
    const config = { ...DEFAULT_CONFIG, dataset: 'images', model: 'unet', unet: 'custom' } as const;
    await commands.openWeights(config, weights as never);
    expect(starts[0]).toMatchObject({ source: undefined, weights, paused: true });
    tell('paused', 0);
    settings.replace(config, images);
    await commands.train();
    expect(starts[1]).toMatchObject({ source: images, resume: { step: 20 } });
  });

  const network = (size: number) => JSON.stringify({ sample_size: size, in_channels: 1 });
  const opened = {
    ...DEFAULT_CONFIG,
    dataset: 'images',
    model: 'unet',
    unet: 'custom',
    architecture: network(4),
    trainingSteps: 20,
  } as const;

  test('another learning rate and mirroring keep the opened weights; a model that is done trains as long again', async () => {
    const { commands, settings, starts, tell } = createLab();
    await commands.openWeights(opened, { ema: new Map() } as never);
    tell('done', 20);
    settings.replace({ ...opened, learningRate: 1e-4, flips: false }, images);
    await commands.train();
    expect(starts[1]).toMatchObject({
      source: images,
      resume: { step: 20 },
      config: { trainingSteps: 40, learningRate: 1e-4 },
    });
  });

  const state = { step: 20, ...ARRAYS };
  const checkpoint = { recordId: 'saved', config: opened, state, losses: new Float32Array(), savedAt: 0 };
  test.each<[string, (commands: Commands) => Promise<void>]>([
    ['restored after Reset', (commands) => commands.reset().then(commands.restore)],
    ['continued on another backend', (commands) => commands.continueWith({ backend: 'wasm' })],
    ['resumed on a later visit', (commands) => commands.resumeFrom(checkpoint)],
  ])('a model without its images is %s, paused: it can be sampled', async (_, goOn) => {
    const { commands, starts, tell, notices } = createLab();
    await commands.openWeights(opened, { ema: new Map() } as never);
    tell('failed', 20);
    await goOn(commands);
    expect(starts[1]).toMatchObject({ resume: { step: 20 }, paused: true });
    expect(notices.list.value).toEqual([]);
  });

  test('a model with the record of its training goes on from its losses and its time', async () => {
    const { commands, starts, run } = createLab();
    const weights = { ema: new Map(), params: new Map(), m: new Map(), v: new Map(), step: 20 };
    const record = { losses: Float32Array.of(0.4, 0.3, 0.2), trainedFor: 2000, base: 'new' } as const;
    await commands.openWeights({ ...opened, trainingSteps: 40 }, weights, { record });
    expect(run()).toMatchObject({ step: 20, trainedFor: 2000, base: 'new', opened: false });
    expect([run().losses.first, run().losses.last]).toEqual([18, 20]);
    expect(run().losses.at(19)).toBeCloseTo(0.3);
    expect(starts[0]).toMatchObject({ weights, paused: true });
    await commands.openWeights(opened, weights);
    expect(run()).toMatchObject({ step: 0, trainedFor: 0, base: 'model' });
    const averages = { ema: new Map() };
    const openedAs = async (statesTraining: boolean) => {
      await commands.openWeights(opened, averages, { statesTraining });
      return run();
    };
    expect(await openedAs(true)).toMatchObject({ step: 0, base: 'model', opened: 'stated' });
    expect(await openedAs(false)).toMatchObject({ step: 0, base: 'model', opened: true });
  });

  test('another schedule trains anew', async () => {
    const { commands, settings, starts, tell } = createLab();
    await commands.openWeights(opened, { ema: new Map() } as never);
    tell('paused', 0);
    settings.replace({ ...opened, schedule: 'linear' }, images);
    await commands.train();
    expect(starts[1].resume).toBeUndefined();
  });

  test('a model takes the open images where they have its size; else neither those nor a table', async () => {
    const { commands, settings, starts } = createLab();
    settings.replace({ ...DEFAULT_CONFIG, dataset: 'images' }, images);
    await commands.openWeights(opened, { ema: new Map() } as never);
    expect(starts[0].source).toBe(images);
    await commands.openWeights({ ...opened, architecture: network(8) }, { ema: new Map() } as never);
    expect(starts[1].source).toBeUndefined();
    const table = { kind: 'points', points: new Float32Array(8), name: 'a.csv' } as const;
    settings.replace({ ...DEFAULT_CONFIG, dataset: 'csv' }, table);
    await commands.openWeights(opened, { ema: new Map() } as never);
    expect(starts[2].source).toBeUndefined();
  });
});
