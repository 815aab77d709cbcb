/**
 * A run as the page knows it: the sum of its events. `beginRun` makes the first state and `reduce`, which is pure, every later one; no
 * other code makes states.
 */

import type { TrainerEvent } from '../../../workers/protocol';
import type { RunConfig } from '../../config/fields';
import { newId } from '../../lib/newId';
import type { RunQuality } from '../../storage/schema';
import type { BackendReport } from '../../types/backend';
import type { DataSource } from '../../types/dataSource';
import type { BoundReport } from '../../types/quality';
import type { Failure, Phase, ShaderCount, WorkStage } from '../../types/run';
import type { Trajectory } from '../../types/trajectory';
import { type LossMap, withRow } from './lossByTime';
import { createLossHistory, type LossHistory } from './lossHistory';
import { millisecondsPerStep, NO_PACE, type Pace, paced } from './pace';

interface RunFailure extends Failure {
  readonly step: number;
}

interface RunSamples {
  readonly trajectory: Trajectory;
  readonly step: number;
  readonly weights: 'ema' | 'raw';
}

interface RunBound {
  /** Share of the work that is done, in (0, 1]. */
  readonly done: number;
  /** Training step of the weights. */
  readonly step: number;
  readonly report: BoundReport | null;
}

export interface RunState {
  readonly runId: number;
  /** The run of the library that this one is saved as: that of the run which it continues, or a new one. */
  readonly recordId: string;
  /** The first weights of training: new ones, or those of a model that was opened. */
  readonly base: 'new' | 'model';
  readonly config: RunConfig;
  readonly source: DataSource | undefined;
  readonly phase: Phase;
  readonly step: number;
  /** Of the last report; a paused run keeps it. */
  readonly stepsPerSecond: number;
  readonly pace: Pace;
  readonly backend: BackendReport | null;
  readonly losses: LossHistory;
  readonly lossMap: LossMap;
  readonly samples: RunSamples | null;
  /** Share of the steps of the preview that is drawn now; absent where none is drawn, or it has only begun. */
  readonly previewDone?: number | undefined;
  /** Shaders of the first step while they are compiled; absent otherwise, and where nothing counts them. */
  readonly shaders?: ShaderCount | undefined;
  /** Number of weights of the network; null before the trainer reports it. */
  readonly parameters: number | null;
  /** The evaluation of the bound; null before the first and after a cancelled one. */
  readonly bound: RunBound | null;
  /** The draw in progress: share of its steps, and the network's guesses so far, [count, ...shape]. Absent where there is none. */
  readonly drawing?: { readonly done: number; readonly guesses: Float32Array } | undefined;
  /** The newest progress of a work on request, as straightening its flow; absent before the first. */
  readonly work?: { readonly stage: WorkStage; readonly done: number };
  readonly failure: RunFailure | null;
  /** The last measurement of an earlier visit; absent where there is none, or the run began in this one. */
  readonly savedQuality?: RunQuality | undefined;
  /** Milliseconds of training, without pauses. */
  readonly trainedFor: number;
  /** True where the run begins from the weights of a file: its steps are further ones. 'stated' where the file says how they were trained. */
  readonly opened: boolean | 'stated';
  /** The id of the run that this one continues; null for a run from the start. */
  readonly continues: number | null;
  /** When the present stretch of training began; null while there is none. */
  readonly trainingSince: number | null;
}

/** The page's own events of a run, beside the trainer's. */
type PageEvent = { readonly runId: number } & (
  | { readonly type: 'superseded' } // other runs start, and the trainer holds one group at a time
  | { readonly type: 'sampling-changed'; readonly sampling: Partial<RunConfig> } // the one part of its configuration that may change
  | { readonly type: 'drawing-ended' }
);

export type RunEvent = TrainerEvent | PageEvent;

export interface RunBeginning {
  readonly runId: number;
  readonly config: RunConfig;
  readonly source?: DataSource | undefined;
  /** The run that this one continues: its history stays. */
  readonly after?: RunState | undefined;
  /** True for the weights of a file that does not count their training steps. */
  readonly opened?: boolean;
  /** The run of the library that it is saved as, where it continues one of an earlier visit. */
  readonly recordId?: string | undefined;
  /** Present where it begins with the weights of a model. */
  readonly base?: 'model' | undefined;
}

/** About one hundredth of the run, so that the smoothed curve looks alike on short and long ones. */
const smoothingMemory = (config: RunConfig) => Math.min(500, Math.max(20, config.trainingSteps / 100));

export function beginRun({
  runId,
  config,
  source,
  after,
  opened = false,
  recordId,
  base,
}: RunBeginning): RunState {
  return {
    runId,
    recordId: after?.recordId ?? recordId ?? newId(),
    base: after?.base ?? base ?? 'new',
    config,
    source,
    phase: 'preparing',
    step: after?.step ?? 0,
    stepsPerSecond: 0,
    pace: NO_PACE,
    backend: null,
    losses: after?.losses ?? createLossHistory(smoothingMemory(config)),
    lossMap: after?.lossMap ?? [],
    samples: after?.samples ?? null,
    parameters: after?.parameters ?? null,
    bound: null,
    failure: null,
    savedQuality: after?.savedQuality,
    trainedFor: after?.trainedFor ?? 0,
    opened: after?.opened ?? opened,
    continues: after?.runId ?? null,
    trainingSince: null,
  };
}

/** A run that another takes the place of, with the time that it trained. */
export const endedRun = (state: RunState, now: number): RunState => inPhase(state, 'stopped', now);

/** True while the trainer holds this run, or soon will. */
export const isLive = ({ phase }: RunState): boolean =>
  phase === 'preparing' || phase === 'compiling' || phase === 'training' || phase === 'paused';

/** True while the run has weights and does not train: samples can be drawn at once. */
export const isReadyToDraw = ({ phase }: RunState): boolean => phase === 'paused' || phase === 'done';

/** Milliseconds until a training run is done, by its recent pace; null where it does not train, or before its first steps. */
export function timeLeft({ phase, config, step, pace }: RunState): number | null {
  const each = phase === 'training' ? millisecondsPerStep(pace) : null;
  return each === null ? null : each * Math.max(0, config.trainingSteps - step);
}

/** Milliseconds of training up to now, the present stretch too. @param now of the clock of the run's events */
export const trainingTime = (
  { trainedFor, trainingSince }: Pick<RunState, 'trainedFor' | 'trainingSince'>,
  now: number = performance.now(),
): number => trainedFor + (trainingSince === null ? 0 : now - trainingSince);

/** Milliseconds of training before which its mean rate is none: a page that is busy receives the first steps late, and then at once. */
const SHORTEST = 1000;

/**
 * Up to the newest steps and not up to now, so that two runs on one device are compared over the same time.
 * @returns steps per second over all training of this run, without pauses; null before there is a second of it, unless it is over
 */
export function meanRate({
  losses,
  trainedFor,
  trainingSince,
  phase,
  pace,
}: Pick<RunState, 'losses' | 'trainedFor' | 'trainingSince' | 'phase' | 'pace'>): number | null {
  const steps = losses.last - losses.first; // the first one compiles, before its training is timed
  const milliseconds = trainedFor + (trainingSince === null ? 0 : Math.max(0, pace.at - trainingSince));
  const isKnown = steps > 0 && milliseconds > 0 && (phase === 'done' || milliseconds >= SHORTEST);
  return isKnown ? (1000 * steps) / milliseconds : null;
}

/** Steps per second of the recent steps while a run trains, like its time left; over all its training once it does not, like the time that it took. */
export function presentRate(run: RunState): number | null {
  if (run.phase !== 'training') return meanRate(run);
  const each = millisecondsPerStep(run.pace);
  return each && 1000 / each;
}

/** A state in another phase: the stretch of training up to now counts as trained time. */
function inPhase(state: RunState, phase: Phase, now: number): RunState {
  const stretch = state.trainingSince === null ? 0 : now - state.trainingSince;
  return {
    ...state,
    phase,
    trainedFor: state.trainedFor + stretch,
    trainingSince: phase === 'training' ? now : null,
  };
}

/**
 * @param now milliseconds of any clock that only goes forward
 * @returns the next state; the same one for an event of another run, and once the run is stopped
 */
export function reduce(state: RunState, event: RunEvent, now: number): RunState {
  if (event.runId !== state.runId || state.phase === 'stopped') return state;
  switch (event.type) {
    case 'phase': {
      const failure = event.phase === 'failed' ? state.failure : null;
      const started = { previewDone: undefined, shaders: undefined };
      return { ...inPhase(state, event.phase, now), step: event.step, failure, ...started };
    }
    case 'backend':
      return { ...state, backend: event.report };
    case 'losses': {
      const { firstStep, losses, stepsPerSecond } = event;
      const step = Math.max(state.step, firstStep + losses.length - 1);
      const { trainingSince: since } = state;
      // the first step is reported before training begins: it compiles
      const pace = since === null ? state.pace : paced(state.pace, losses.length, since, now);
      return { ...state, losses: state.losses.append(firstStep, losses), step, stepsPerSecond, pace };
    }
    case 'samples': {
      const { trajectory, step, weights } = event;
      const samples = { trajectory, step, weights };
      // the losses up to these samples may not be reported yet
      return { ...state, step: Math.max(state.step, step), samples, previewDone: undefined };
    }
    case 'preview':
      return { ...state, previewDone: event.done };
    case 'shaders':
      return { ...state, shaders: { done: event.done, total: event.total } };
    case 'loss-by-t':
      return { ...state, lossMap: withRow(state.lossMap, event.step, event.values, event.from) };
    case 'bound': {
      const { done, step, report } = event;
      return { ...state, bound: done === 0 ? null : { done, step, report } }; // 0 reports that it was cancelled
    }
    case 'work':
      return { ...state, work: { stage: event.stage, done: event.done } };
    case 'drawing':
      return { ...state, drawing: { done: event.done, guesses: event.guesses } };
    case 'parameters':
      return { ...state, parameters: event.count };
    case 'failed': {
      const { code, message, hint, fix, step } = event;
      return { ...inPhase(state, 'failed', now), failure: { code, message, hint, fix, step } };
    }
    case 'superseded':
      return inPhase(state, 'stopped', now);
    case 'sampling-changed':
      return { ...state, config: { ...state.config, ...event.sampling } };
    case 'editing':
      return state; // whoever asked for the edit shows it
    case 'drawing-ended':
      return { ...state, drawing: undefined };
    default:
      return event satisfies never;
  }
}
