/** The draws of a sampling session: a preview while a model loads, then the requested samples; the newest draw cancels the others. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ClassifyRequest, EventHandler, TrainerApi, TrainerEvent } from '../../../workers/protocol';
import type { RunConfig } from '../../config/fields';
import { type Diagnostic, messageOf } from '../../lib/diagnostic';
import type { Edit } from '../../types/edit';
import type { Trajectory } from '../../types/trajectory';
import * as words from '../../words/state/sample';
import { isReadyToDraw, type RunState } from '../run/run';
import { cancellable, drawSamples } from '../sweep';
import { nonFiniteSamples } from './finiteSamples';
import { createModelRun, type ModelWeights } from './modelRun';
import { sessionPart } from './settings';

/** Samples and the settings that drew them. */
export interface SessionSamples {
  readonly trajectory: Trajectory;
  readonly config: RunConfig;
  /** True for the preview with few steps, which the requested samples replace. */
  readonly preview: boolean;
  /** True for samples that were drawn before the page was published, with the same settings. */
  readonly recorded: boolean;
}

export type Activity =
  | { readonly kind: 'loading' }
  | { readonly kind: 'starting' }
  /** done in 0 … 1 */
  | { readonly kind: 'sampling'; readonly done: number };

export interface SessionDrawing {
  readonly activity: Signal<Activity | null>;
  readonly samples: ReadonlySignal<SessionSamples | null>;
  readonly failure: ReadonlySignal<Diagnostic | null>;
  readonly trainer: TrainerApi;
  /** Draws the samples to show from the present model; does nothing where there is none. */
  sample(): Promise<void>;
  /** Shows samples that were recorded with the present settings, and loads the model behind them, so that the next draw begins at once. */
  showRecorded(trajectory: Trajectory): Promise<void>;
  /** Cancels the draw in progress; samples that are shown stay. */
  cancel(): void;
  /** Share of an edit in progress; stays as it was once it has ended. */
  readonly editing: ReadonlySignal<number>;
  /** Draws samples that are not shown on the stage. @returns [count, ...shape] in data units; null where it was cancelled */
  draw(
    count: number,
    overrides: Partial<RunConfig>,
    signal?: AbortSignal,
    edit?: Edit,
  ): Promise<Float32Array | null>;
  /** Errors of eps under each class. @returns [n, classes]; null where it was cancelled */
  classify(question: Omit<ClassifyRequest, 'runId'>, signal: AbortSignal): Promise<Float32Array | null>;
  /** Drops samples and run, for another model. */
  clear(): void;
}

interface Parts {
  readonly model: ReadonlySignal<ModelWeights | null>;
  readonly config: ReadonlySignal<RunConfig>;
  readonly count: ReadonlySignal<number>;
  readonly run: Signal<RunState | null>;
  readonly openTrainer: (onEvent: EventHandler) => TrainerApi;
}

export function createSessionDrawing({ model, config, count, run, openTrainer }: Parts): SessionDrawing {
  const activity = signal<Activity | null>(null);
  const samples = signal<SessionSamples | null>(null);
  const failure = signal<Diagnostic | null>(null);
  const editing = signal(0);
  const fail = (message: string, hint: string) => {
    activity.value = null;
    failure.value = { message, hint };
  };
  function onEvent(event: TrainerEvent, { config }: RunState): void {
    const showable = event.type === 'samples' && !nonFiniteSamples(event.trajectory);
    if (event.type === 'samples' && showable && samples.peek()?.preview !== false)
      samples.value = { trajectory: event.trajectory, config, preview: true, recorded: false };
    if (event.type === 'drawing' && activity.peek()?.kind === 'sampling')
      activity.value = { kind: 'sampling', done: event.done };
    if (event.type === 'editing') editing.value = event.done;
    if (event.type === 'failed') fail(event.message, event.hint);
  }
  const modelRun = createModelRun({ openTrainer, run, onEvent });
  let controller = new AbortController();

  /** Cancels the present draw. @returns the signal of the next one */
  function nextSignal(): AbortSignal {
    controller.abort();
    controller = new AbortController();
    return controller.signal;
  }

  /** The run of the model, loaded first where it is not ready. */
  async function readyRun(opened: ModelWeights): Promise<RunState | null> {
    const ready = modelRun.ready(config.peek().backend);
    if (ready) return ready;
    activity.value = { kind: 'starting' };
    failure.value = null;
    return modelRun.load(opened, config.peek());
  }

  async function drawRequested(opened: ModelWeights, signal: AbortSignal): Promise<SessionSamples | null> {
    const state = await readyRun(opened);
    if (!state || signal.aborted) return null;
    const settings = config.peek();
    activity.value = { kind: 'sampling', done: 0 };
    failure.value = null;
    const { runId } = state;
    const request = { runId, count: count.peek(), seed: settings.seed, weights: 'ema' as const };
    const { trainer } = modelRun;
    const trajectory = await cancellable(trainer, runId, signal, (id) =>
      trainer.drawTrajectory({ ...request, id, overrides: sessionPart(settings) }),
    );
    const problem = trajectory && nonFiniteSamples(trajectory);
    if (problem) failure.value = problem;
    if (!trajectory || problem) return null;
    return { trajectory, config: settings, preview: false, recorded: false };
  }

  function readyState(): RunState {
    const state = run.peek();
    if (!state || !isReadyToDraw(state)) throw new Error(words.noModelReady);
    return state;
  }

  return {
    activity,
    samples,
    failure,
    editing,
    get trainer() {
      return modelRun.trainer;
    },
    async sample() {
      const opened = model.peek();
      if (!opened) return;
      const signal = nextSignal();
      try {
        const result = await drawRequested(opened, signal);
        if (result && !signal.aborted) samples.value = result;
      } catch (error) {
        if (!signal.aborted && !failure.peek())
          failure.value = { message: messageOf(error), hint: words.samplesStay };
      } finally {
        if (!signal.aborted) {
          activity.value = null;
          modelRun.endDrawing();
        }
      }
    },
    async showRecorded(trajectory) {
      const opened = model.peek();
      if (!opened) return;
      const signal = nextSignal();
      samples.value = { trajectory, config: config.peek(), preview: false, recorded: true };
      try {
        await readyRun(opened);
      } catch (error) {
        if (!signal.aborted) failure.value = { message: messageOf(error), hint: words.sampleAgain };
      } finally {
        if (!signal.aborted) activity.value = null;
      }
    },
    cancel() {
      nextSignal();
      activity.value = null;
      modelRun.endDrawing();
    },
    async draw(n, overrides, signal, edit) {
      const state = readyState();
      const settings = { ...config.peek(), ...overrides };
      const request = { runId: state.runId, count: n, seed: settings.seed, weights: 'ema' as const };
      return drawSamples(modelRun.trainer, { ...request, edit, overrides: sessionPart(settings) }, signal);
    },
    async classify(question, signal) {
      const { runId } = readyState();
      const { trainer } = modelRun;
      const errors = await cancellable(trainer, runId, signal, (id) =>
        trainer.classify({ ...question, runId, id }),
      );
      return signal.aborted ? null : errors;
    },
    clear() {
      samples.value = null;
      modelRun.clear();
    },
  };
}
