/** A session opens models, draws from them with the form's settings, and gives up what is replaced. */
import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import type { RunState } from '../../../src/state/run';
import { createSampleSession, type LoadedModel } from '../../../src/state/sampleSession';
import { studiedSteps } from '../../../src/state/sampleStudies';
import type {
  DrawRequest,
  EventHandler,
  RunRequest,
  TrainerApi,
  Trajectory,
} from '../../../workers/protocol';

const ENTRIES = [
  { id: 'one', label: 'One', kind: 'mlp', data: 'moons' },
  { id: 'two', label: 'Two', kind: 'mlp', data: 'moons' },
] as const;

const modelOf = (id: string, config: Partial<RunConfig> = {}): LoadedModel => ({
  id,
  label: id,
  card: null,
  config: { ...DEFAULT_CONFIG, dataset: 'moons', sampler: 'ddim', samplingSteps: 20, ...config },
  weights: { ema: {}, training: null },
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

/** A trainer that is ready at once and draws when it is let. */
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
  return { started, draws, cancelled, openTrainer };
}

function sessionWith(trainer: ReturnType<typeof fakeTrainer>, given: Partial<RunConfig> = {}) {
  const problems: string[] = [];
  const session = createSampleSession({
    openTrainer: trainer.openTrainer,
    loadGallery: async () => ENTRIES,
    loadModel: async (id) => modelOf(id),
    given,
    givenCount: null,
    onProblem: (what) => problems.push(what),
    run: signal<RunState | null>(null),
  });
  return { session, problems };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('a sampling session', () => {
  test('opens the first model, shows a first look, then draws what the form asks for', async () => {
    const trainer = fakeTrainer();
    const { session } = sessionWith(trainer, { seed: 11 });
    const begun = session.begin();
    await turn();
    expect(session.model.value?.id).toBe('one');
    expect(trainer.started[0].config.samplingSteps).toBeLessThan(20);
    expect(session.drawn.value).toMatchObject({ first: true });
    expect(trainer.draws[0].request).toMatchObject({
      count: 2000,
      seed: 11,
      overrides: { sampler: 'ddim', samplingSteps: 20 },
    });
    trainer.draws[0].give(trajectoryOf(2000, 20));
    await begun;
    expect(session.drawn.value).toMatchObject({ first: false, trajectory: { nfe: 20 } });
    expect(session.activity.value).toBeNull();
  });

  test('gives up a drawing when another is asked for, and shows the newer one', async () => {
    const trainer = fakeTrainer();
    const { session } = sessionWith(trainer);
    void session.begin();
    await turn();
    session.form.set('samplingSteps', 7);
    const again = session.sample();
    await turn();
    expect(trainer.cancelled).toHaveLength(1);
    expect(trainer.draws[1].request.overrides).toMatchObject({ samplingSteps: 7 });
    trainer.draws[1].give(trajectoryOf(2000, 7));
    await again;
    expect(session.drawn.value?.trajectory.nfe).toBe(7);
  });

  test('keeps the sampler when another model of the same kind is chosen', async () => {
    const trainer = fakeTrainer();
    const { session } = sessionWith(trainer);
    void session.begin();
    await turn();
    session.form.set('samplingSteps', 9);
    void session.choose('two');
    await turn();
    expect(session.model.value?.id).toBe('two');
    expect(session.form.config.value).toMatchObject({ samplingSteps: 9, sampler: 'ddim' });
    expect(trainer.started).toHaveLength(2);
  });

  test('tells what a file that cannot be read says, and keeps the model', async () => {
    const trainer = fakeTrainer();
    const { session, problems } = sessionWith(trainer);
    void session.begin();
    await turn();
    const opened = await session.open(async () => {
      throw new Error('config.json: found no files');
    });
    expect(opened).toBe(false);
    expect(problems).toEqual(['The model could not be opened.']);
    expect(session.model.value?.id).toBe('one');
  });
});

describe('the steps of a study', () => {
  test('rise, hold the form’s own number, and end with the chain', () => {
    const config = { samplingSteps: 8, process: 'ddpm', T: 20 } as const;
    expect(studiedSteps([1, 5, 50], config)).toEqual([1, 5, 8, 20]);
    expect(studiedSteps([1, 5, 50], { ...config, process: 'vp-sde' })).toEqual([1, 5, 8, 50]);
  });
});
