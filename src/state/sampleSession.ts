/**
 * A sampling session is a model that is only drawn from: the gallery it was chosen from, its sampler's settings, and what it drew. It
 * has a trainer of its own, so that a run in the Train view is not stopped by it.
 */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type {
  DataSource,
  EventHandler,
  FileWeights,
  TrainerApi,
  TrainerEvent,
  Trajectory,
} from '../../workers/protocol';
import { type Family, familyOf } from '../config/family';
import { DEFAULT_CONFIG, type FieldName, type RunConfig } from '../config/fields';
import type { ModelCard, ModelEntry } from '../interop/modelCard';
import type { ModelFile } from '../interop/modelFile';
import { beginRun, type RunState, reduce } from './run';
import { createForm, type Form, SAMPLING_FIELDS } from './settings';

/** A model as it was loaded: which network, its weights, and what is said of it. */
export interface LoadedModel {
  /** Id of the gallery, or '' for a file of the user's. */
  readonly id: string;
  readonly label: string;
  readonly card: ModelCard | null;
  readonly config: RunConfig;
  readonly weights: FileWeights;
  /** As it was read, to be saved again. */
  readonly file: ModelFile;
  readonly source?: DataSource;
}

/** Samples with the settings that they were drawn with. */
export interface Drawn {
  readonly trajectory: Trajectory;
  readonly config: RunConfig;
  /** A first look with few steps; the samples that were asked for follow. */
  readonly first: boolean;
}

export type Activity =
  | { readonly kind: 'loading' }
  | { readonly kind: 'starting' }
  /** done in 0 … 1 */
  | { readonly kind: 'sampling'; readonly done: number };

export interface SessionFailure {
  readonly message: string;
  readonly hint: string;
}

export interface SampleSession {
  /** Null until it is fetched. */
  readonly gallery: ReadonlySignal<readonly ModelEntry[] | null>;
  readonly model: ReadonlySignal<LoadedModel | null>;
  /** The sampler's settings, over the configuration of the model. */
  readonly form: Form;
  readonly count: Signal<number>;
  readonly run: ReadonlySignal<RunState | null>;
  readonly activity: ReadonlySignal<Activity | null>;
  readonly drawn: ReadonlySignal<Drawn | null>;
  /** [count, ...shape] the guesses of a drawing under way, to be shown meanwhile. */
  readonly guesses: ReadonlySignal<Float32Array | null>;
  readonly failure: ReadonlySignal<SessionFailure | null>;
  /** Fetches the gallery and opens a model of it; does nothing where one is open. @param id the preferred one, if it is there */
  begin(id?: string): Promise<void>;
  choose(id: string): Promise<void>;
  /** Opens a model that was brought. @param load may throw; the message is for the user */
  open(load: () => Promise<LoadedModel>): Promise<boolean>;
  /** Draws with the settings of the form; what is being drawn is given up. */
  sample(): Promise<void>;
  /** Gives up what is being drawn. */
  cancel(): Promise<void>;
  /** Samples beside those shown, for measurements. @returns fewer, or none, where it was cancelled */
  draw(count: number, overrides: Partial<RunConfig>): Promise<Float32Array>;
  /** The trainer of the session, for files. */
  readonly trainer: TrainerApi;
}

/** What a model is asked for where nothing else is said: what fits the stage. */
export const USUAL_COUNT: Readonly<Record<Family, number>> = { images: 64, points: 2000 };
/** Most samples that are shown with their way back: trajectories are kept whole. */
export const MOST_SAMPLES: Readonly<Record<Family, number>> = { images: 144, points: 20_000 };
/** The first look takes few steps, so that something is seen soon. */
const FIRST_STEPS = 3;
/** And shows few images, for each costs a processor as much as thousands of points. */
const FIRST_IMAGES = 4;

interface Parts {
  readonly openTrainer: (onEvent: EventHandler, onCrash: (message: string) => void) => TrainerApi;
  readonly loadGallery: () => Promise<readonly ModelEntry[]>;
  readonly loadModel: (id: string) => Promise<LoadedModel>;
  /** Settings that the address names: they go before the model's own. */
  readonly given: Partial<RunConfig>;
  readonly givenCount: number | null;
  /** @param about what is mended when a model opens */
  readonly onProblem: (what: string, then: string, about?: string) => void;
  /** Told the run that the page should name as its backend. */
  readonly run: Signal<RunState | null>;
}

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The fields that the Sample view sets itself. */
export const SESSION_FIELDS = [...SAMPLING_FIELDS, 'seed', 'backend'] as const satisfies readonly FieldName[];

const settingsOf = (config: RunConfig): Partial<RunConfig> =>
  Object.fromEntries(SESSION_FIELDS.map((name) => [name, config[name]]));

export function createSampleSession(parts: Parts): SampleSession {
  const { given, givenCount, onProblem, run } = parts;
  const gallery = signal<readonly ModelEntry[] | null>(null);
  const model = signal<LoadedModel | null>(null);
  const config = signal<RunConfig>({ ...DEFAULT_CONFIG, ...given });
  const count = signal(givenCount ?? USUAL_COUNT.points);
  const activity = signal<Activity | null>(null);
  const drawn = signal<Drawn | null>(null);
  const failure = signal<SessionFailure | null>(null);
  const form = createForm(config, (changes) => {
    config.value = { ...config.value, ...changes };
  });
  let crashed = false;
  let lastRunId = 0;
  /** Counts openings and drawings: who finds another number than its own was replaced. */
  let openings = 0;
  let drawings = 0;

  const onCrash = (message: string) => {
    crashed = true;
    activity.value = null;
    failure.value = { message: `${message}.`, hint: 'Sample starts it again.' };
  };
  const connect = () => parts.openTrainer(receive, onCrash);
  let remote: TrainerApi | null = null;
  const trainerNow = (): TrainerApi => {
    if (crashed) remote = null;
    crashed = false;
    remote ??= connect();
    return remote;
  };

  function receive(event: TrainerEvent): void {
    const state = run.peek();
    if (!state || event.runId !== state.runId) return;
    run.value = reduce(state, event, performance.now());
    if (event.type === 'samples' && (!drawn.peek() || drawn.peek()?.first))
      drawn.value = { trajectory: event.trajectory, config: state.config, first: true };
    if (event.type === 'drawing' && activity.peek()?.kind === 'sampling')
      activity.value = { kind: 'sampling', done: event.done };
    if (event.type === 'failed') {
      activity.value = null;
      failure.value = { message: event.message, hint: event.hint };
    }
  }

  /** The settings for a model: those of the form where it is of the same kind, else its own. */
  function adopt(next: LoadedModel): void {
    const before = model.peek();
    const alike = before && familyOf(before.config.dataset) === familyOf(next.config.dataset);
    const kept = before ? (alike ? settingsOf(config.peek()) : { seed: config.peek().seed }) : given;
    form.settle();
    config.value = { ...next.config, ...kept };
    const family = familyOf(next.config.dataset);
    if (!before && givenCount !== null) count.value = Math.min(givenCount, MOST_SAMPLES[family]);
    else if (!alike) count.value = USUAL_COUNT[family];
    model.value = next;
  }

  const steady = (state: RunState | null) => state?.phase === 'paused' || state?.phase === 'done';

  /** Waits until the run stands ready to be drawn from, or cannot be. */
  function ready(runId: number): Promise<boolean> {
    return new Promise((resolve) => {
      let over = false;
      const unsubscribe = run.subscribe((state) => {
        if (over) return;
        const gone = state?.runId !== runId || state.phase === 'failed' || state.phase === 'stopped';
        if (!gone && !steady(state)) return;
        over = true;
        queueMicrotask(() => unsubscribe()); // subscribing tells the present state before it returns
        resolve(!gone);
      });
    });
  }

  /** Puts a model into the worker. */
  async function start(next: LoadedModel): Promise<boolean> {
    const { weights, source } = next;
    const runId = ++lastRunId;
    const asked = config.peek();
    // The weights alone are wanted: raw weights and moments stay with the file.
    const first = { ...asked, samplingSteps: Math.min(FIRST_STEPS, asked.samplingSteps) };
    activity.value = { kind: 'starting' };
    failure.value = null;
    run.value = beginRun({ runId, config: first, source });
    const pictureCount = familyOf(asked.dataset) === 'images' ? FIRST_IMAGES : undefined;
    const settled = { ...weights, training: null };
    const request = { runId, config: first, source, paused: true, pictureCount, weights: settled };
    await trainerNow().start([request]);
    return ready(runId);
  }

  async function sample(): Promise<void> {
    const opened = model.peek();
    if (!opened) return;
    const mine = ++drawings;
    const opening = openings;
    const current = () => mine === drawings && opening === openings;
    try {
      if (activity.peek()?.kind === 'sampling') await remote?.cancelDraw(run.peek()?.runId ?? 0);
      if (!current()) return;
      if (crashed || !steady(run.peek()) || run.peek()?.config.backend !== config.peek().backend) {
        if (!(await start(opened)) || !current()) return;
      }
      const state = run.peek();
      if (!state) return;
      const asked = config.peek();
      activity.value = { kind: 'sampling', done: 0 };
      failure.value = null;
      const trajectory = await trainerNow().drawTrajectory({
        runId: state.runId,
        count: count.peek(),
        seed: asked.seed,
        weights: 'ema',
        overrides: settingsOf(asked),
      });
      if (current() && trajectory) drawn.value = { trajectory, config: asked, first: false };
    } catch (error) {
      if (current() && !failure.peek())
        failure.value = { message: words(error), hint: 'What was drawn before stays.' };
    } finally {
      if (current()) {
        activity.value = null;
        const state = run.peek();
        if (state?.drawing) run.value = { ...state, drawing: undefined };
      }
    }
  }

  async function open(load: () => Promise<LoadedModel>): Promise<boolean> {
    const mine = ++openings;
    const before = activity.peek();
    activity.value = { kind: 'loading' };
    let next: LoadedModel;
    try {
      next = await load();
    } catch (error) {
      if (mine !== openings) return false;
      activity.value = before?.kind === 'sampling' ? null : before;
      if (activity.peek()?.kind === 'loading') activity.value = null;
      onProblem('The model could not be opened.', words(error), 'model');
      return false;
    }
    if (mine !== openings) return false;
    drawings++;
    adopt(next);
    drawn.value = null;
    run.value = null;
    await sample();
    return true;
  }

  const session: SampleSession = {
    gallery,
    model,
    form,
    count,
    run,
    activity,
    drawn,
    guesses: computed(() =>
      activity.value?.kind === 'sampling' ? (run.value?.drawing?.guesses ?? null) : null,
    ),
    failure,
    async begin(id) {
      if (gallery.peek() || activity.peek()) return;
      activity.value = { kind: 'loading' };
      // The worker's code loads beside the model's files; nothing runs yet that could be stopped.
      trainerNow()
        .stop()
        .catch(() => {});
      try {
        gallery.value = await parts.loadGallery();
      } catch (error) {
        activity.value = null;
        onProblem('The gallery of models could not be loaded.', `${words(error)} Open a model of your own.`);
        return;
      }
      const known = gallery.value.find((entry) => entry.id === id) ?? gallery.value[0];
      if (id && known && known.id !== id)
        onProblem(`The link names the model "${id}".`, `It is not here; ${known.label} is shown instead.`);
      if (known) await session.choose(known.id);
      else activity.value = null;
    },
    async choose(id) {
      await open(() => parts.loadModel(id));
    },
    open,
    sample,
    async cancel() {
      drawings++;
      activity.value = null;
      const state = run.peek();
      if (state) await remote?.cancelDraw(state.runId);
    },
    async draw(n, overrides) {
      const state = run.peek();
      if (!state || !steady(state)) throw new Error('no model is ready to be drawn from');
      const asked = { ...config.peek(), ...overrides };
      const request = { runId: state.runId, count: n, seed: asked.seed, weights: 'ema' as const };
      return trainerNow().draw({ ...request, overrides: settingsOf(asked) });
    },
    get trainer() {
      return trainerNow();
    },
  };
  return session;
}
