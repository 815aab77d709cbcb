/** The progress of training in all views: what trains now, and how it ends. */
import { effect, type ReadonlySignal } from '@preact/signals';
import type { RunState } from './run/run';

/** The views that train, with the runs of each. */
export type TrainingRuns = Readonly<Record<'train' | 'compare', readonly ReadonlySignal<RunState | null>[]>>;
export type TrainingView = keyof TrainingRuns;

const TRAINING_VIEWS: readonly TrainingView[] = ['train', 'compare'];

export interface Progress {
  readonly view: TrainingView;
  /** The last step that all runs of the view have done which still train. */
  readonly step: number;
  /** The number of steps at which they end. */
  readonly total: number;
  /** Of the steps of all runs of the view, in [0, 1). */
  readonly share: number;
}

const trains = (run: RunState | null): run is RunState => run?.phase === 'training';

/** The runs that train now, a line for each view. Reads signals. */
export function progressOf(runs: TrainingRuns): readonly Progress[] {
  return TRAINING_VIEWS.flatMap((view): Progress[] => {
    const present = runs[view].map(({ value }) => value).filter((run) => run !== null);
    const active = present.filter(trains);
    if (active.length === 0) return [];
    const steps = present.reduce((sum, run) => sum + run.step, 0);
    const all = present.reduce((sum, { config }) => sum + config.trainingSteps, 0);
    return [
      {
        view,
        step: Math.min(...active.map((run) => run.step)),
        total: Math.max(...active.map(({ config }) => config.trainingSteps)),
        share: Math.min(1, steps / all),
      },
    ];
  });
}

/** The training of a view is over: its runs are done or have failed. */
export interface TrainingEnd {
  readonly view: TrainingView;
  readonly runs: readonly RunState[];
}

/**
 * Reports each end of training. A pause is none, nor is a run that is replaced or removed.
 * @returns a function that ends the reports
 */
export function watchEnds(runs: TrainingRuns, onEnd: (end: TrainingEnd) => void): () => void {
  const stops = TRAINING_VIEWS.map((view) => {
    /** The runs that were seen training since the last end. */
    const trained = new Set<number>();
    return effect(() => {
      const present = runs[view].map(({ value }) => value).filter((run) => run !== null);
      for (const run of present) if (trains(run)) trained.add(run.runId);
      const ended = present.filter(({ runId, phase }) => trained.has(runId) && isOver(phase));
      if (ended.length === 0 || present.some(({ phase }) => !isOver(phase))) return;
      trained.clear();
      onEnd({ view, runs: ended });
    });
  });
  return () => {
    for (const stop of stops) stop();
  };
}

const isOver = (phase: RunState['phase']): boolean =>
  phase === 'done' || phase === 'failed' || phase === 'stopped';
