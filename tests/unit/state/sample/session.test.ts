/** A session opens models, draws from them with the form's settings, and cancels what is replaced. */
import { effect, signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { sampleFamilyOf } from '../../../../src/state/families';
import type { RunState } from '../../../../src/state/run/run';
import { createSampleSession, type LoadedModel } from '../../../../src/state/sample/session';
import { createSessionSettings } from '../../../../src/state/sample/settings';
import { studiedSteps } from '../../../../src/state/sample/studies';
import type { Trajectory } from '../../../../src/types/trajectory';
import type { DrawRequest, EventHandler, RunRequest, TrainerApi } from '../../../../workers/protocol';

const ENTRIES = [
  { id: 'one', label: 'One', kind: 'mlp', data: 'moons' },
  { id: 'two', label: 'Two', kind: 'mlp', data: 'moons' },
] as const;

const modelOf = (id: string, config: Partial<RunConfig> = {}): LoadedModel => ({
  id,
  label: id,
  card: null,
  config: { ...DEFAULT_CONFIG, dataset: 'moons', sampler: 'ddim', samplingSteps: 20, ...config },
  weights: { ema: new Map() },
  file: { kind: 'mlp', config: {}, tensors: new Map(), run: null, training: null },
});

const trajectoryOf = (count: number, nfe: number): Trajectory => ({
  shape: [2],
  states: new Float32Array(4 * count),
  guesses: new Float32Array(4 * count),
  times: Float32Array.of(19, 0),
  alphas: Float32Array.of(0, 1),
  sigmas: Float32Array.of(1, 0),
  count,
  frames: 2,
  nfe,
  milliseconds: 5,
});

/** A trainer that is ready at once and completes a draw on request. */
function fakeTrainer() {
  const started: RunRequest[] = [];
  const draws: { request: DrawRequest; give: (drawn: Trajectory | null) => void }[] = [];
  const cancelled: number[] = [];
  let tell: EventHandler = () => {};
  const api = {
    async stop() {},
    async start([run]: readonly RunRequest[]) {
      started.push(run);
      const { runId } = run;
      tell({ type: 'samples', runId, step: 0, trajectory: trajectoryOf(16, 4), weights: 'ema' });
      tell({ type: 'phase', runId, phase: 'paused', step: 0 });
    },
    drawTrajectory: (request: DrawRequest) =>
      new Promise<Trajectory | null>((give) => draws.push({ request, give })),
    async cancelDraw(runId: number) {
      cancelled.push(runId);
      for (const { give } of draws) give(null);
    },
  } as unknown as TrainerApi;
  const openTrainer = (onEvent: EventHandler) => {
    tell = onEvent;
    return api;
  };
  const fail = (message: string) => {
    const { runId } = started[started.length - 1];
    void tell({ type: 'failed', runId, code: 'bug', message, hint: '', step: 0 });
  };
  return { started, draws, cancelled, openTrainer, fail };
}

function sessionWith(
  trainer: ReturnType<typeof fakeTrainer>,
  linked: Partial<RunConfig> = {},
  loadGallery: () => Promise<typeof ENTRIES> = async () => ENTRIES,
  linkedCount: number | null = null,
) {
  const problems: string[] = [];
  const openings: string[] = [];
  const session = createSampleSession({
    openTrainer: trainer.openTrainer,
    loadGallery,
    loadModel: async (id) => modelOf(id),
    linked,
    linkedCount,
    onProblem: (what) => problems.push(what),
    onOpened: () => openings.push(session.model.peek()!.id),
    run: signal<RunState | null>(null),
  });
  return { session, problems, openings };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A session that draws from its first model. */
async function begunSession() {
  const trainer = fakeTrainer();
  const { session, problems } = sessionWith(trainer);
  void session.begin();
  await turn();
  return { trainer, session, problems };
}

/** A session that shows samples of its first model. */
async function drawnSession() {
  const { trainer, session } = await begunSession();
  trainer.draws[0].give(trajectoryOf(2000, 20));
  await turn();
  return { trainer, session };
}

describe('a sampling session', () => {
  test.each([
    [20_000, 20_000, []],
    [20_001, 20_000, ['The link asks for 20,001 samples.']],
  ])(
    'draws of the %i samples that a link names %i, and says where that is fewer',
    async (linked, drawn, said) => {
      const trainer = fakeTrainer();
      const { session, problems } = sessionWith(trainer, {}, undefined, linked);
      void session.begin();
      await turn();
      expect(trainer.draws[0].request.count).toBe(drawn);
      expect(problems).toEqual(said);
    },
  );

  test('says of a model that is replaced while it is drawn that it is not open', async () => {
    const { trainer, session } = await drawnSession();
    const first = session.open(async () => modelOf('first'));
    await turn();
    const second = session.open(async () => modelOf('second'));
    await turn();
    trainer.draws.at(-2)!.give(trajectoryOf(2000, 20));
    trainer.draws.at(-1)!.give(trajectoryOf(2000, 20));
    expect(await Promise.all([first, second])).toEqual([false, true]);
  });

  test('opens the first model, shows a preview, then draws what the form requests', async () => {
    const trainer = fakeTrainer();
    const { session } = sessionWith(trainer, { seed: 11 });
    const begun = session.begin();
    await turn();
    expect(session.model.value?.id).toBe('one');
    expect(trainer.started[0].config.samplingSteps).toBeLessThan(20);
    expect(session.samples.value).toMatchObject({ preview: true });
    expect(trainer.draws[0].request).toMatchObject({
      count: 2000,
      seed: 11,
      overrides: { sampler: 'ddim', samplingSteps: 20 },
    });
    trainer.draws[0].give(trajectoryOf(2000, 20));
    await begun;
    expect(session.samples.value).toMatchObject({ preview: false, trajectory: { nfe: 20 } });
    expect(session.activity.value).toBeNull();
  });

  test('never shows samples of one model beside the data of another', async () => {
    const { session } = await drawnSession();
    const pairs: string[] = [];
    const stop = effect(() => {
      const drawn = session.samples.value;
      if (drawn) pairs.push(`${drawn.config.dataset} beside ${session.model.value?.config.dataset}`);
    });
    void session.open(async () => modelOf('digits', { dataset: 'mnist' }));
    await turn();
    stop();
    expect(new Set(pairs)).toEqual(new Set(['moons beside moons', 'mnist beside mnist']));
  });

  test('cancels a draw when another is requested, and shows the newer one', async () => {
    const { trainer, session } = await begunSession();
    session.form.set('samplingSteps', 7);
    const again = session.sample();
    await turn();
    expect(trainer.cancelled).toHaveLength(1);
    expect(trainer.draws[1].request.overrides).toMatchObject({ samplingSteps: 7 });
    trainer.draws[1].give(trajectoryOf(2000, 7));
    await again;
    expect(session.samples.value?.trajectory.nfe).toBe(7);
  });

  test('keeps the sampler when another model of the same kind is chosen', async () => {
    const { trainer, session } = await begunSession();
    session.form.set('samplingSteps', 9);
    void session.choose('two');
    await turn();
    expect(session.model.value?.id).toBe('two');
    expect(session.form.config.value).toMatchObject({ samplingSteps: 9, sampler: 'ddim' });
    expect(trainer.started).toHaveLength(2);
  });

  test('takes the sampler of a model of another process: it was chosen for that one', async () => {
    const settings = createSessionSettings({}, null);
    const diffusion = { ...DEFAULT_CONFIG, sampler: 'ddpm' as const, samplingSteps: 50 };
    const flow = {
      ...DEFAULT_CONFIG,
      process: 'flow' as const,
      sampler: 'euler' as const,
      samplingSteps: 10,
    };
    settings.adopt(diffusion, null);
    settings.form.set('samplingSteps', 30);
    settings.adopt(flow, diffusion);
    expect(settings.config.value).toMatchObject({ process: 'flow', sampler: 'euler', samplingSteps: 10 });
  });

  test('expects samples of the family of its first model before that is open', () => {
    const expected = defaultsOf('mnist');
    const settings = createSessionSettings({ samplingSteps: 7 }, null, expected);
    expect(settings.config.value).toEqual({ ...expected, samplingSteps: 7 });
    expect(settings.count.value).toBe(sampleFamilyOf(expected).counts.usual);
    expect(createSessionSettings({}, 12, expected).count.value).toBe(12);
  });

  test('takes each model’s own way of sampling, but for what the user has set', async () => {
    const settings = createSessionSettings({}, null);
    const opened = { ...DEFAULT_CONFIG, sampler: 'ddpm' as const, samplingSteps: 1000, seed: 3 };
    const shipped = { ...DEFAULT_CONFIG, sampler: 'sde-dpm-solver++' as const, samplingSteps: 25, seed: 8 };
    settings.adopt(opened, null);
    settings.adopt(shipped, opened);
    expect(settings.config.value).toMatchObject({ sampler: 'sde-dpm-solver++', samplingSteps: 25, seed: 3 });
    settings.form.set('samplingSteps', 7);
    settings.adopt(opened, shipped);
    expect(settings.config.value).toMatchObject({ sampler: 'ddpm', samplingSteps: 7 });
    settings.adopt(shipped, opened);
    expect(settings.config.value).toMatchObject({ sampler: 'sde-dpm-solver++', samplingSteps: 7 });
  });

  test('reports a file that cannot be read, and keeps the model and its draw', async () => {
    const { trainer, session, problems } = await begunSession();
    const opened = await session.open(async () => {
      throw new Error('config.json: found no files');
    }, 'digits.zip could not be opened.');
    expect(opened).toBe(false);
    expect(problems).toEqual(['digits.zip could not be opened.']);
    expect(session.model.value?.id).toBe('one');
    await turn();
    trainer.draws.at(-1)!.give(trajectoryOf(2000, 20));
    await turn();
    expect(session.samples.value).toMatchObject({ preview: false, trajectory: { nfe: 20 } });
    expect(session.activity.value).toBeNull();
  });

  test.each(['before the gallery is there', 'while its first model loads', 'and the failure comes last'])(
    'opens the first model where a file that cannot be read comes first, and the report stays: %s',
    async (when) => {
      const trainer = fakeTrainer();
      let [fetched, failed] = [() => {}, () => {}];
      const gallery = new Promise<void>((resolve) => {
        fetched = resolve;
      });
      const reading = new Promise<void>((resolve) => {
        failed = resolve;
      });
      const { session, problems, openings } = sessionWith(trainer, {}, () => gallery.then(() => ENTRIES));
      void session.begin('two');
      if (when !== 'before the gallery is there') fetched();
      const opened = session.open(async () => {
        await reading;
        throw new Error('broken.zip: found no ZIP');
      });
      if (when === 'and the failure comes last') await turn();
      failed();
      await turn();
      fetched();
      await turn();
      expect(session.model.value?.id).toBe('two');
      expect(session.activity.value?.kind).toBe('sampling');
      expect(problems).toEqual(['The model could not be opened.']);
      expect(openings).toEqual([]); // an opening would clear the report
      trainer.draws.at(-1)!.give(trajectoryOf(2000, 20));
      expect(await opened).toBe(false);
    },
  );

  test.each([
    ['and stays', async () => ENTRIES],
    ['also where there is no gallery', () => Promise.reject(new Error('offline'))],
  ])('shows a model that is opened while the gallery is fetched, %s', async (_, answer) => {
    const trainer = fakeTrainer();
    let fetched = () => {};
    const gallery = new Promise<void>((resolve) => {
      fetched = resolve;
    });
    const { session } = sessionWith(trainer, {}, () => gallery.then(answer));
    void session.begin();
    void session.open(async () => modelOf('', { samplingSteps: 5 }));
    await turn();
    fetched();
    await turn();
    expect([session.model.value?.id, session.activity.value?.kind]).toEqual(['', 'sampling']);
  });

  test('cancelled ends the draw in the worker and keeps the samples that are shown', async () => {
    const { trainer, session } = await drawnSession();
    void session.sample();
    await turn();
    session.cancel();
    await turn();
    expect(trainer.cancelled).toHaveLength(1);
    expect([session.activity.value, session.samples.value?.trajectory.nfe]).toEqual([null, 20]);
  });

  test('after a failure says so, and loads the model again at the next draw', async () => {
    const { trainer, session } = await drawnSession();
    trainer.fail('The worker is gone.');
    expect(session.failure.value?.message).toBe('The worker is gone.');
    void session.sample();
    await turn();
    expect([trainer.started.length, session.failure.value]).toEqual([2, null]);
  });
});

describe('the steps of a study', () => {
  test('rise, hold the form’s own number, and end with the chain', () => {
    const config = { samplingSteps: 8, process: 'ddpm', T: 20 } as const;
    expect(studiedSteps([1, 5, 50], config)).toEqual([1, 5, 8, 20]);
    expect(studiedSteps([1, 5, 50], { ...config, process: 'vp-sde' })).toEqual([1, 5, 8, 50]);
  });
});

test('a link asks for a learned variance: only a model that predicts it draws with one', async () => {
  for (const [own, drawn] of [
    ['fixed-large', 'fixed-large'],
    ['learned', 'learned'],
  ] as const) {
    const trainer = fakeTrainer();
    const { session } = sessionWith(trainer, { variance: 'learned' });
    void session.open(async () => modelOf('one', { variance: own }));
    await turn();
    expect(session.form.config.value.variance).toBe(drawn);
    expect(trainer.started[0].config.variance).toBe(drawn);
  }
});

describe('samples that ship with a model', () => {
  const recorded = (trajectory = trajectoryOf(2000, 20)) => ({
    trajectory,
    config: modelOf('one').config,
    step: 1,
  });
  const opened = (model: LoadedModel, linked: Partial<RunConfig> = {}) => {
    const trainer = fakeTrainer();
    const { session } = sessionWith(trainer, linked);
    return { trainer, session, opening: session.open(async () => model) };
  };

  test('are shown at once, and the model is loaded behind them without a draw', async () => {
    const { trainer, session, opening } = opened({ ...modelOf('one'), recorded: recorded() });
    await opening;
    expect(session.samples.value).toMatchObject({ recorded: true, preview: false, trajectory: { nfe: 20 } });
    expect(trainer.started).toHaveLength(1);
    expect(trainer.draws).toHaveLength(0);
    expect(session.activity.value).toBeNull();
    void session.sample();
    await turn();
    trainer.draws[0].give(trajectoryOf(2000, 20));
    await turn();
    expect(session.samples.value?.recorded).toBe(false);
  });

  test.each<[string, Partial<LoadedModel>, Partial<RunConfig>]>([
    ['another seed', { recorded: recorded() }, { seed: 11 }],
    ['another number of steps', { recorded: recorded() }, { samplingSteps: 3 }],
    ['another number of samples', { recorded: recorded(trajectoryOf(64, 20)) }, {}],
  ])('are not shown where the form asks for %s', async (_, model, linked) => {
    const { trainer, session } = opened({ ...modelOf('one'), ...model }, linked);
    await turn();
    expect(session.samples.value?.recorded).not.toBe(true);
    expect(trainer.draws).toHaveLength(1);
  });

  test('are shown on whatever backend the form asks for', async () => {
    const { session, opening } = opened({ ...modelOf('one'), recorded: recorded() }, { backend: 'wasm' });
    await opening;
    expect(session.samples.value?.recorded).toBe(true);
  });
});
