/**
 * Memorisation follows a run: each time it shows new samples, their copies of training examples are counted, and its losses on training
 * examples and on held-out ones measured. Samples that are no longer the newest when the worker is free are left out.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { TrainerApi } from '../../../workers/protocol';
import { concerns } from '../../config/family';
import type { RunConfig } from '../../config/fields';
import { messageOf } from '../../lib/diagnostic';
import { lastFrame } from '../../lib/lastFrame';
import type { DataSource } from '../../types/dataSource';
import type { MemorisationReport } from '../../types/memorisation';
import * as words from '../../words/train/memorise';
import type { Notices } from '../notices';
import type { RunState } from '../run/run';

/** Why copies cannot be told from fresh data; null where they can. */
export type NoCopies = 'classes' | 'table' | 'one-example' | 'all-images';

/** @returns null where memorisation can be measured */
export function whyNoCopies(config: RunConfig, source: DataSource | undefined): NoCopies | null {
  const hasNone = config.dataset === 'images' && source?.kind === 'images' && !source.labels;
  if (config.classes && concerns('classes', config) && !hasNone) return 'classes';
  if (config.dataset === 'csv') return 'table';
  if (config.examples === 1) return 'one-example';
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
  readonly notices: Pick<Notices, 'problem' | 'clear'>;
}

/** The subject of the notice that copies could not be counted. */
const ABOUT = 'memorisation';

export function followMemorisation({ run, follows, trainer, notices }: Parts): Memorisation {
  const reports = signal<readonly MemorisationReport[]>([]);
  let measured: RunState['samples'] = null;
  let ofRun = 0;
  /** The run whose failure is said: once is enough, as its data fail for each of its samples. */
  let reported = 0;
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
      const { trajectory, step } = state.samples!;
      const samples = lastFrame(trajectory).slice(); // transferred
      const report = await trainer.memorisation({ runId: state.runId, samples, step });
      if (report && !disposed && run.peek()?.runId === state.runId)
        reports.value = [...reports.value.filter(({ step }) => step < report.step), report];
    } catch (error) {
      if (disposed || run.peek()?.runId !== state.runId || reported === state.runId) return;
      reported = state.runId;
      notices.problem(words.failed, messageOf(error), ABOUT);
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
    if (state?.runId !== ofRun) notices.clear(ABOUT);
    ofRun = state?.runId ?? 0;
    if (on && !busy && isDue(state)) void measure(state);
  });

  return {
    reports,
    dispose() {
      disposed = true;
      stop();
      notices.clear(ABOUT);
    },
  };
}
