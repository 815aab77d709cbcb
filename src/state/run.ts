/**
 * A run, as the page knows it: everything that its events have told so far. `reduce` is the only writer; views read.
 */

import type {
  BackendReport,
  BoundReport,
  DataSource,
  FailureCode,
  Phase,
  TrainerEvent,
  Trajectory,
} from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { type LossMap, withRow } from './lossByTime';
import { createLossHistory, type LossHistory } from './lossHistory';

export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  readonly hint: string;
  /** Values of fields with which it would go. */
  readonly mend?: Partial<RunConfig>;
  readonly step: number;
}

export interface RunSamples {
  readonly trajectory: Trajectory;
  readonly step: number;
  readonly weights: 'ema' | 'raw';
}

export interface RunBound {
  readonly done: number;
  /** Training step of the weights. */
  readonly step: number;
  readonly report: BoundReport | null;
}

export interface RunState {
  readonly runId: number;
  readonly config: RunConfig;
  readonly source: DataSource | undefined;
  readonly phase: Phase;
  readonly step: number;
  /** As last told; it stays when the run rests. */
  readonly stepsPerSecond: number;
  readonly backend: BackendReport | null;
  /** Append-only and shared by all states of the run; `losses.last` tells how much there is. */
  readonly losses: LossHistory;
  readonly lossMap: LossMap;
  readonly samples: RunSamples | null;
  /** Weights of the network, null until told. */
  readonly parameters: number | null;
  /** The evaluation of the bound: how far it is, and its report once it is done. Null before the first. */
  readonly bound: RunBound | null;
  /** The drawing that was last asked for and how far it is: [count, ...shape] the network's guesses so far. Absent before the first. */
  readonly drawing?: { readonly done: number; readonly guesses: Float32Array };
  readonly failure: Failure | null;
  /** Milliseconds spent training, pauses left out. */
  readonly trainedFor: number;
  /** When the present stretch of training began; null while there is none. */
  readonly trainingSince: number | null;
}

export interface RunBeginning {
  readonly runId: number;
  readonly config: RunConfig;
  readonly source?: DataSource | undefined;
  /** The run whose weights this one goes on with: its history stays. */
  readonly after?: RunState;
}

/** About one hundredth of the run, so that the smoothed curve looks alike on short and long ones. */
const smoothingMemory = (config: RunConfig) => Math.min(500, Math.max(20, config.trainingSteps / 100));

export function beginRun({ runId, config, source, after }: RunBeginning): RunState {
  return {
    runId,
    config,
    source,
    phase: 'preparing',
    step: after?.step ?? 0,
    stepsPerSecond: 0,
    backend: null,
    losses: after?.losses ?? createLossHistory(smoothingMemory(config)),
    lossMap: after?.lossMap ?? [],
    samples: after?.samples ?? null,
    parameters: after?.parameters ?? null,
    bound: null,
    failure: null,
    trainedFor: after?.trainedFor ?? 0,
    trainingSince: null,
  };
}

/** True while the worker has, or will soon have, this run in its hands. */
export const isLive = ({ phase }: RunState): boolean =>
  phase === 'preparing' || phase === 'compiling' || phase === 'training' || phase === 'paused';

/**
 * @param now milliseconds of any clock that only goes forward
 * @returns the next state, or the same one for an event of another run
 */
export function reduce(state: RunState, event: TrainerEvent, now: number): RunState {
  if (event.runId !== state.runId) return state;
  switch (event.type) {
    case 'phase': {
      const trains = event.phase === 'training';
      const stretch = state.trainingSince === null ? 0 : now - state.trainingSince;
      return {
        ...state,
        phase: event.phase,
        step: event.step,
        trainedFor: state.trainedFor + stretch,
        trainingSince: trains ? now : null,
        failure: event.phase === 'failed' ? state.failure : null,
      };
    }
    case 'backend':
      return { ...state, backend: event.report };
    case 'losses': {
      state.losses.append(event.firstStep, event.losses);
      const step = event.firstStep + event.losses.length - 1;
      return { ...state, step, stepsPerSecond: event.stepsPerSecond };
    }
    case 'samples': {
      const { trajectory, step, weights } = event;
      return { ...state, samples: { trajectory, step, weights } };
    }
    case 'loss-by-t':
      return { ...state, lossMap: withRow(state.lossMap, event.step, event.values, state.losses.first - 1) };
    case 'bound':
      if (event.done === 0) return { ...state, bound: null };
      return { ...state, bound: { done: event.done, step: event.step, report: event.report } };
    case 'drawing':
      return { ...state, drawing: { done: event.done, guesses: event.guesses } };
    case 'parameters':
      return { ...state, parameters: event.count };
    case 'failed': {
      const { code, message, hint, mend, step } = event;
      const stretch = state.trainingSince === null ? 0 : now - state.trainingSince;
      return {
        ...state,
        phase: 'failed',
        failure: { code, message, hint, mend, step },
        trainedFor: state.trainedFor + stretch,
        trainingSince: null,
      };
    }
    default:
      return event satisfies never;
  }
}
