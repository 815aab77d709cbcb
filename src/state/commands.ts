/**
 * Commands are what the buttons do: each turns the state of the page into calls of the trainer. The trainer comes as an argument, so
 * that they can be tested without a worker.
 */
import type { DataSource, FileWeights, TrainerApi, TrainingState } from '../../workers/protocol';
import { FIELDS, type RunConfig } from '../config/fields';
import type { Checkpoint } from '../storage/checkpoints';
import type { Notices } from './notices';
import { beginRun, type RunState, reduce } from './run';
import { type Settings, samplingPart, trainingDifferences } from './settings';
import type { RunStore } from './store';

/** The part of the trainer that commands use; a Comlink remote is one. */
export type TrainerCommands = Pick<
  TrainerApi,
  'start' | 'pause' | 'resume' | 'step' | 'stop' | 'setSampling' | 'state'
>;

export interface Commands {
  /** Begins, resumes or goes on, whichever the state asks for. */
  train(): Promise<void>;
  pause(): Promise<void>;
  /** One training step; begins a paused run where there is none. */
  step(): Promise<void>;
  reset(): Promise<void>;
  /** Goes on from the last good weights of a failed run with a changed configuration; one that never did a step begins. */
  continueWith(changes: Partial<RunConfig>): Promise<void>;
  /**
   * Shows a model that a file brought, paused.
   * @returns whether there is data to begin with
   */
  openWeights(config: RunConfig, weights: FileWeights): Promise<boolean>;
  /** Goes on with a run that an earlier visit left. */
  resumeFrom(checkpoint: Checkpoint): Promise<void>;
  /** Applies the sampling fields of the form to the run at once. */
  applySampling(): Promise<void>;
}

interface Parts {
  /** The latest copy of a run, for one whose worker or GPU has nothing to give any more. */
  readonly latestCopy: (runId: number) => Checkpoint | null;
  readonly trainer: TrainerCommands;
  readonly store: RunStore;
  readonly settings: Settings;
  readonly notices: Notices;
}

/** True where the form asks for another training than the run's: Train then begins anew. */
export function settingsChanged(run: RunState, config: RunConfig, source: DataSource | undefined): boolean {
  const changed = trainingDifferences(run.config, config).some((name) => name !== 'trainingSteps');
  const fewer = config.trainingSteps !== run.config.trainingSteps && config.trainingSteps <= run.step;
  return changed || fewer || run.source !== source;
}

const needsSource = (config: RunConfig) => config.dataset === 'csv' || config.dataset === 'drawn';

/** Says what is missing where the user's own data are asked for and not there. @returns whether there is something to learn */
export function hasData(config: RunConfig, source: DataSource | undefined, notices: Notices): boolean {
  if (!needsSource(config) || source || (config.dataset === 'drawn' && config.drawing)) return true;
  const way = config.dataset === 'csv' ? 'Open a file with "Open data"' : 'Draw one with "Draw"';
  notices.problem('There is nothing to learn from yet.', `${way}, or choose another data set.`);
  return false;
}

/** The end of a finished run that goes on: as many more steps as the form asks for, or as the run had. */
export function stepsToGoOn(
  { step }: Pick<RunState, 'step'>,
  { trainingSteps }: Pick<RunConfig, 'trainingSteps'>,
): number {
  const total = trainingSteps > step ? trainingSteps : step + trainingSteps;
  return Math.min(total, FIELDS.trainingSteps.max);
}

/** The run that a checkpoint was taken of, as far as its history was kept. */
function runBefore({ config, source, state, losses }: Checkpoint): RunState {
  const begun = beginRun({ runId: 0, config, source });
  const firstStep = state.step - losses.length + 1;
  const told =
    losses.length > 0
      ? reduce(begun, { type: 'losses', runId: 0, firstStep, losses, stepsPerSecond: 0 }, 0)
      : begun;
  return { ...told, step: state.step };
}

export function createCommands({ trainer, store, settings, notices, latestCopy }: Parts): Commands {
  const slot = store.run('train');

  async function begin(
    config: RunConfig,
    source: DataSource | undefined,
    options: { resume?: TrainingState; weights?: FileWeights; after?: RunState; paused?: boolean } = {},
  ): Promise<RunState | null> {
    if (!hasData(config, source, notices)) return null;
    const { after, ...rest } = options;
    const { train } = store.begin({ train: { config, source, after } });
    await trainer.start([{ runId: train.runId, config, source, ...rest }]);
    return train;
  }

  /** A run's weights from the worker; where it has lost them with its GPU, the latest copy. */
  const weightsOf = (run: RunState): Promise<TrainingState> =>
    trainer.state(run.runId).catch((error: unknown) => {
      const copy = latestCopy(run.runId);
      if (!copy) throw error;
      return copy.state;
    });

  async function goOn(run: RunState, config: RunConfig) {
    try {
      const resume = await weightsOf(run);
      await begin(config, run.source, { resume, after: { ...run, step: resume.step } });
    } catch (error) {
      notices.problem(
        'The weights of this run could not be fetched.',
        `${error instanceof Error ? error.message : String(error)} Reset begins a new run.`,
      );
    }
  }

  return spoken(notices, {
    async train() {
      const run = slot.value;
      const config = settings.config.value;
      const source = settings.source.value;
      if (!run || run.phase === 'stopped' || settingsChanged(run, config, source)) {
        await begin(config, source);
        return;
      }
      switch (run.phase) {
        case 'paused':
          if (config.trainingSteps !== run.config.trainingSteps) return goOn(run, config);
          return trainer.resume();
        case 'done': {
          settings.set('trainingSteps', stepsToGoOn(run, config));
          return goOn(run, settings.config.value);
        }
        case 'failed':
          return goOn(run, config);
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
      else if (run?.phase === 'paused' && !settingsChanged(run, config, source)) await trainer.step();
      else if (run?.phase !== 'preparing' && run?.phase !== 'compiling') {
        await begin(config, source, { paused: true });
        const begun = slot.value;
        if (!begun) return;
        let waiting = true; // for the run to stand ready; subscribing tells the present state first
        const unsubscribe = slot.subscribe((state) => {
          if (!waiting) return;
          const ready = state?.runId === begun.runId && state.phase === 'paused';
          const over = state?.runId !== begun.runId || state.phase === 'failed';
          if (!ready && !over) return;
          waiting = false;
          queueMicrotask(() => unsubscribe());
          if (ready) void trainer.step();
        });
      }
    },
    async reset() {
      store.clear('train');
      await trainer.stop();
    },
    async continueWith(changes) {
      const run = slot.value;
      if (!run) return;
      for (const [name, value] of Object.entries(changes)) settings.set(name as keyof RunConfig, value);
      if (run.step === 0) await begin(settings.config.value, run.source);
      else await goOn(run, settings.config.value);
    },
    async openWeights(config, weights) {
      const source = needsSource(config) ? settings.source.value : undefined;
      if (!hasData(config, source, notices)) return false;
      settings.replace(config, source);
      return (await begin(config, source, { weights, paused: true })) !== null;
    },
    async resumeFrom(checkpoint) {
      const { config, source, state } = checkpoint;
      settings.replace(config, source);
      await begin(config, source, { resume: state, after: runBefore(checkpoint) });
    },
    async applySampling() {
      const run = slot.value;
      if (!run || run.phase === 'stopped' || run.phase === 'preparing') return;
      const sampling = samplingPart(settings.config.value);
      await trainer.setSampling(run.runId, sampling);
      store.resample('train', sampling);
    },
  });
}

/** Commands whose failures are told instead of thrown: who presses a button waits for no promise. */
function spoken(notices: Notices, commands: Commands): Commands {
  const tell = (error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    notices.problem('The trainer could not do this.', `${why} What was trained is kept; try again.`);
  };
  const guarded =
    <Given extends unknown[], Result>(command: (...given: Given) => Promise<Result>, otherwise: Result) =>
    (...given: Given) =>
      command(...given).catch((error: unknown) => {
        tell(error);
        return otherwise;
      });
  return {
    train: guarded(commands.train, undefined),
    pause: guarded(commands.pause, undefined),
    step: guarded(commands.step, undefined),
    reset: guarded(commands.reset, undefined),
    continueWith: guarded(commands.continueWith, undefined),
    resumeFrom: guarded(commands.resumeFrom, undefined),
    applySampling: guarded(commands.applySampling, undefined),
    openWeights: commands.openWeights, // the file's own messages say more: its caller tells them
  };
}
