/**
 * Memorisation follows a run: each time it shows new samples, their copies of training examples are counted, and its losses on training
 * examples and on held-out ones measured. Samples that are no longer the newest when the worker is free are left out.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { TrainerApi } from '../../../workers/protocol';
import type { RunConfig } from '../../config/fields';
import { messageOf } from '../../lib/diagnostic';
import type { DataSource } from '../../types/dataSource';
import type { MemorisationReport } from '../../types/memorisation';
import type { RunState } from '../run/run';

/** Why copies cannot be told from fresh data; null where they can. */
export type NoCopies = 'classes' | 'table' | 'all-images';

/** @returns null where memorisation can be measured */
export function whyNoCopies(config: RunConfig, source: DataSource | undefined): NoCopies | null {
  if (config.classes) return 'classes';
  if (config.dataset === 'csv') return 'table';
  if (config.dataset !== 'images') return null;
  const count = source?.kind === 'images' ? source.count : 0;
  return config.examples > 0 && config.examples < count ? null : 'all-images';
}

export interface Memorisation {
  /** Measurements of the run, by rising step of their samples. */
  readonly reports: ReadonlySignal<readonly MemorisationReport[]>;
  dispose(): void;
}

interface Parts {
  readonly run: ReadonlySignal<RunState | null>;
  /** False while nothing is to be measured. */
  readonly follows: ReadonlySignal<boolean>;
  readonly trainer: Pick<TrainerApi, 'memorisation'>;
  readonly onProblem: (message: string) => void;
}

/** The last frame of the newest samples. */
function samplesOf({ samples }: RunState): Float32Array {
  const { states, frames } = samples!.trajectory;
  return states.slice((states.length / frames) * (frames - 1));
}

export function followMemorisation({ run, follows, trainer, onProblem }: Parts): Memorisation {
  const reports = signal<readonly MemorisationReport[]>([]);
  let measured: RunState['samples'] = null;
  let ofRun = 0;
  let busy = false;
  let disposed = false;

  /** True for samples of a trained network that are not measured yet. */
  const isDue = (state: RunState | null): state is RunState =>
    state?.samples != null &&
    state.samples !== measured &&
    state.samples.step > 0 &&
    state.phase !== 'failed' &&
    state.phase !== 'stopped' &&
    whyNoCopies(state.config, state.source) === null;

  async function measure(state: RunState) {
    measured = state.samples;
    busy = true;
    try {
      const report = await trainer.memorisation({ runId: state.runId, samples: samplesOf(state) });
      if (report && !disposed && run.peek()?.runId === state.runId)
        reports.value = [...reports.value.filter(({ step }) => step < report.step), report];
    } catch (error) {
      if (!disposed && run.peek()?.runId === state.runId) onProblem(messageOf(error));
    } finally {
      busy = false;
      const newest = run.peek();
      if (!disposed && follows.peek() && isDue(newest)) void measure(newest);
    }
  }

  const stop = effect(() => {
    const state = run.value;
    const on = follows.value;
    if (state?.runId !== ofRun && state?.continues !== ofRun) reports.value = [];
    ofRun = state?.runId ?? 0;
    if (on && !busy && isDue(state)) void measure(state);
  });

  return {
    reports,
    dispose() {
      disposed = true;
      stop();
    },
  };
}
