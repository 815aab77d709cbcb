/**
 * Commands are what the buttons of the Train view do: each turns the state of the page into calls of the trainer. The trainer is an
 * argument, so that tests need no worker.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { TrainerApi } from '../../../workers/protocol';
import type { RunConfig } from '../../config/fields';
import { messageOf } from '../../lib/diagnostic';
import type { Checkpoint } from '../../storage/schema';
import type { DataSource } from '../../types/dataSource';
import type { FileWeights, TrainState } from '../../types/weights';
import * as words from '../../words/state/run';
import { firstValue } from '../firstValue';
import { type Notices, reporting } from '../notices';
import { type Settings, samplingPart } from '../settings';
import { extendedSteps, receivesData, settingsChanged } from './continuation';
import type { FileFacts } from './modelSource';
import { endedRun, type RunState } from './run';
import type { RunStore } from './store';
import { followMissingData, hasData, missingData } from './userData';

/** The part of the trainer that commands use; a Comlink remote is one. */
export type TrainerCommands = Pick<
  TrainerApi,
  'start' | 'pause' | 'resume' | 'step' | 'stop' | 'setSampling' | 'state'
>;

export interface Commands {
  /** Starts, resumes or continues, whichever the state calls for. */
  train(): Promise<void>;
  pause(): Promise<void>;
  /** Trains one step; starts a paused run first where there is none. */
  step(): Promise<void>;
  reset(): Promise<void>;
  /** Continues a failed run from its last good weights with a changed configuration; a run without a step starts again. */
  continueWith(changes: Partial<RunConfig>): Promise<void>;
  /**
   * Shows the model of a file, paused.
   * @returns whether there are data to start with
   */
  openWeights(config: RunConfig, weights: FileWeights, facts?: FileFacts): Promise<boolean>;
  /** Continues a run of the library, or shows it paused. */
  resumeFrom(checkpoint: Checkpoint, options?: { readonly paused?: boolean }): Promise<void>;
  /** The trained run that another one replaced, or that Reset removed; null where there is none. */
  readonly previous: ReadonlySignal<PreviousRun | null>;
  /** Shows the previous run again, paused, with its settings; the present run becomes the previous one. */
  restore(): Promise<void>;
  /** Applies the sampling fields of the form to the run at once. */
  applySampling(): Promise<void>;
}

/** All that a run continues from. */
interface PreviousRun {
  readonly run: RunState;
  readonly state: TrainState<Float32Array>;
}

interface Parts {
  /** The latest copy of a run, for one whose worker or GPU is lost. */
  readonly latestCopy: (runId: number) => Checkpoint | null;
  /** Milliseconds, by the clock of the store. */
  readonly now?: () => number;
  readonly trainer: TrainerCommands;
  readonly store: RunStore;
  readonly settings: Settings;
  readonly notices: Notices;
}

/** True for a trained model of images, or one whose file says its units, whose data are not here: it is only sampled. */
const samplesWithoutData = (config: RunConfig, source: DataSource | undefined): boolean =>
  missingData(config, source) !== null && (config.dataset === 'images' || source?.kind === 'learned-points');

/** How runs of the Train view start. */
function createStarter({ trainer, store, notices, latestCopy, now = () => performance.now() }: Parts) {
  const slot = store.run('train');
  const previous = signal<PreviousRun | null>(null);
  /** Settled when no weights of a replaced run are being fetched: until then the trainer must not start another. */
  let copyBefore: Promise<void> = Promise.resolve();

  /** Makes a run the previous one, from the weights that the trainer still holds. A run without a step leaves nothing to restore. */
  function keep(run: RunState | null): Promise<void> {
    if (run && run.step > 0 && run.phase !== 'stopped') {
      const fetched = weightsOf(run).then((state) => {
        if (state.step > 0) previous.value = { run: { ...endedRun(run, now()), step: state.step }, state };
      });
      copyBefore = fetched.catch(() => {}); // its worker or GPU is lost, and no copy exists
    }
    return copyBefore;
  }

  /** @returns null where there are no data */
  async function start(
    config: RunConfig,
    source: DataSource | undefined,
    options: {
      resume?: TrainState<Float32Array>;
      weights?: FileWeights;
      after?: RunState | undefined;
      paused?: boolean;
    } = {},
  ): Promise<RunState | null> {
    const samplesOnly =
      (options.weights ?? options.resume) !== undefined && samplesWithoutData(config, source);
    if (!samplesOnly && !hasData(config, source, notices)) return null;
    const { after, ...request } = options;
    const paused = request.paused || samplesOnly;
    const present = slot.peek();
    const opened = request.weights !== undefined && !('step' in request.weights);
    const base = request.weights ? 'model' : undefined;
    const { train } = store.begin({ train: { config, source, after, opened, base } });
    await keep(present?.runId === after?.runId ? null : present); // a run that goes on is not replaced
    if (slot.peek()?.runId !== train.runId) return null; // meanwhile it was reset, or another one started
    await trainer.start([{ runId: train.runId, config, source, ...request, paused }]);
    return train;
  }

  /** A run's weights from the worker; the latest copy where the worker has lost them with its GPU. */
  const weightsOf = (run: RunState): Promise<TrainState<Float32Array>> =>
    trainer.state(run.runId).catch((error: unknown) => {
      const copy = latestCopy(run.runId);
      if (!copy) throw error;
      return copy.state;
    });

  async function continueRun(run: RunState, config: RunConfig, source = run.source): Promise<void> {
    try {
      const resume = await weightsOf(run);
      await start(config, source, { resume, after: { ...run, step: resume.step } });
    } catch (error) {
      notices.problem(words.noWeights, words.resetBegins(messageOf(error)));
    }
  }
  async function reset(): Promise<void> {
    const run = slot.peek();
    store.clear('train');
    await keep(run);
    if (!slot.peek()) await trainer.stop();
  }
  return { start, continueRun, reset, previous, previousCopied: () => copyBefore };
}

export function createCommands(parts: Parts): Commands {
  const { trainer, store, settings, notices } = parts;
  const { start, continueRun, reset, previous, previousCopied } = createStarter(parts);
  followMissingData(settings, notices);
  const slot = store.run('train');

  async function stepOncePaused({ runId }: RunState): Promise<void> {
    const isOver = (state: RunState | null) => state?.runId !== runId || state.phase === 'failed';
    const state = await firstValue(slot, (state) => isOver(state) || state?.phase === 'paused');
    if (!isOver(state)) await trainer.step();
  }

  return withReports(notices, {
    async train() {
      const run = slot.value;
      const config = settings.config.value;
      const source = settings.source.value;
      if (run && receivesData(run, config, source)) {
        if (config.trainingSteps <= run.step) settings.set('trainingSteps', extendedSteps(run, config));
        return continueRun(run, settings.config.value, source);
      }
      if (!run || run.phase === 'stopped' || settingsChanged(run, config, source)) {
        await start(config, source);
        return;
      }
      const idle = run.phase === 'paused' || run.phase === 'done' || run.phase === 'failed';
      if (idle && !hasData(run.config, run.source, notices)) return;
      switch (run.phase) {
        case 'paused':
          if (config.trainingSteps !== run.config.trainingSteps) return continueRun(run, config);
          return trainer.resume();
        case 'done':
          settings.set('trainingSteps', extendedSteps(run, config));
          return continueRun(run, settings.config.value);
        case 'failed':
          return continueRun(run, config);
        case 'preparing':
        case 'compiling':
        case 'training':
          return;
        default:
          return run.phase satisfies never;
      }
    },
    async pause() {
      if (slot.value?.phase === 'training') await trainer.pause();
    },
    async step() {
      const run = slot.value;
      const config = settings.config.value;
      const source = settings.source.value;
      if (run?.phase === 'training') await trainer.pause();
      else if (run?.phase === 'paused' && !settingsChanged(run, config, source)) {
        if (hasData(run.config, run.source, notices)) await trainer.step();
      } else if (run?.phase !== 'preparing' && run?.phase !== 'compiling') {
        const started = await start(config, source, { paused: true });
        if (started) void stepOncePaused(started); // compiling takes a while, and the button is not to wait for it
      }
    },
    reset,
    previous,
    async restore() {
      const restored = previous.value;
      if (!restored) return;
      const { run, state } = restored;
      previous.value = null;
      settings.replace(run.config, run.source);
      await start(run.config, run.source, { resume: state, after: run, paused: true });
    },
    async continueWith(changes) {
      const run = slot.value;
      if (!run) return;
      for (const [name, value] of Object.entries(changes)) settings.set(name as keyof RunConfig, value);
      if (run.step === 0) await start(settings.config.value, run.source);
      else await continueRun(run, settings.config.value);
    },
    async openWeights(config, weights, facts = {}) {
      const { beginningOfModel } = await import('./modelSource'); // not needed for the first view
      const { source, after } = beginningOfModel(config, weights, facts, settings.source.value);
      if (!facts.learned && config.dataset !== 'images' && !hasData(config, source, notices)) return false;
      settings.replace(config, source);
      return (await start(config, source, { weights, after, paused: true })) !== null;
    },
    async resumeFrom(checkpoint, { paused } = {}) {
      const { restoredRun } = await import('./restoredRun');
      const { config, source, state } = checkpoint;
      settings.replace(config, source);
      await start(config, source, { resume: state, after: restoredRun(checkpoint), paused });
    },
    async applySampling() {
      await previousCopied(); // the trainer does not know a new run before
      const run = slot.value;
      if (!run || run.phase === 'stopped') return;
      const sampling = samplingPart(settings.config.value);
      await trainer.setSampling(run.runId, sampling);
      store.receive({ type: 'sampling-changed', runId: run.runId, sampling });
    },
  });
}

/** The commands with their failures reported instead of thrown. */
function withReports(notices: Notices, commands: Commands): Commands {
  const reported = reporting(notices);
  return {
    ...commands, // the caller of openWeights reports the file's own message, which says more
    train: reported(commands.train),
    pause: reported(commands.pause),
    step: reported(commands.step),
    reset: reported(commands.reset),
    restore: reported(commands.restore),
    continueWith: reported(commands.continueWith),
    resumeFrom: reported(commands.resumeFrom),
    applySampling: reported(commands.applySampling),
  };
}
