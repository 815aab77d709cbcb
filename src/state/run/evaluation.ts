/**
 * Evaluation follows a run: it measures the newest samples, the floor of the loss once, and the error of the learned score every few
 * seconds. The newest samples go first: those that are no longer newest when the evaluator is free are not measured.
 */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { EvaluatorApi } from '../../../workers/evaluator';
import type { RunConfig } from '../../config/fields';
import { lastFrame } from '../../lib/lastFrame';
import type { LossFloor } from '../../types/quality';
import type { StepMeasurement } from '../../types/score';
import { type MeasureSamples, sampleFamilyOf } from '../families';
import type { Notices } from '../notices';
import { samplingPart } from '../settings';
import type { MeasuredPart } from './notMeasured';
import type { RunState } from './run';
import type { LearnedField, ScoreError } from './scoreError';

export interface Evaluation {
  /** The newest measurement with the present sampling; of a run that is paused or done only that of its last step, null until it is there. */
  readonly newest: ReadonlySignal<StepMeasurement | null>;
  /** Every measurement of the run, by rising step. */
  readonly measurements: ReadonlySignal<readonly StepMeasurement[]>;
  readonly floor: ReadonlySignal<LossFloor | null>;
  readonly scoreError: ReadonlySignal<ScoreError | null>;
  /** False where the data set has no exact score. Null while it is not known. */
  readonly exactKnown: ReadonlySignal<boolean | null>;
  dispose(): void;
}

export interface EvaluationParts {
  readonly run: ReadonlySignal<RunState | null>;
  readonly evaluator: Pick<EvaluatorApi, 'floor' | 'exactEps' | 'exactVelocity'>;
  readonly measure: MeasureSamples;
  /** Without it the learned score's error is not measured. */
  readonly field?: LearnedField;
  readonly notices: Pick<Notices, 'problem' | 'clear'>;
  /** The side of Compare that the run is of; empty in Train. */
  readonly side: () => string;
  readonly now?: () => number;
}

/** Milliseconds between two measurements of the score's error: each costs a dozen network evaluations. */
const SCORE_INTERVAL = 4000;

const laterParts = () => import('./evaluationParts');

const samplingKey = (config: RunConfig): string => JSON.stringify(samplingPart(config));

export function createEvaluation(parts: EvaluationParts): Evaluation {
  const {
    run,
    evaluator,
    measure: measureSamples,
    field,
    notices,
    side,
    now = () => performance.now(),
  } = parts;
  const measurements = signal<readonly StepMeasurement[]>([]);
  const floor = signal<LossFloor | null>(null);
  const scoreError = signal<ScoreError | null>(null);
  const exactKnown: Signal<boolean | null> = signal(null);
  let currentRun = 0;
  let currentSampling = '';
  let floorOf = 0;
  let busy = false;
  let measured: RunState['samples'] = null;
  let scoreMeasuredAt = Number.NEGATIVE_INFINITY;

  const hasExactScore = ({ config }: RunState) => sampleFamilyOf(config).exactScore;
  const dataOf = ({ config, source }: RunState) => ({ config, source });
  const isCurrent = (state: RunState) => run.peek()?.runId === state.runId;

  /** Measures a part of a run; a failure is reported, and is taken back once the part is measured. */
  async function attempt(part: MeasuredPart, state: RunState, work: (state: RunState) => Promise<void>) {
    try {
      await work(state);
      notices.clear(part + side());
    } catch (error) {
      // the failure of a run that was replaced or reset meanwhile concerns no one
      if (isCurrent(state) && run.peek()?.phase !== 'failed')
        void laterParts().then(({ sayNotMeasured }) => sayNotMeasured(notices, part, side(), error, state));
    }
  }

  async function measureFloor(state: RunState) {
    const answer = await evaluator.floor(dataOf(state));
    if (isCurrent(state)) floor.value = answer;
  }

  async function measureQuality(state: RunState) {
    const { trajectory, step } = state.samples!;
    const measurement = await measureSamples(dataOf(state), lastFrame(trajectory).slice());
    if (!measurement || !isCurrent(state)) return;
    const isPresent = samplingKey(state.config) === currentSampling;
    const measured = { ...measurement, step, ...(!isPresent && { earlierSampling: true }) };
    measurements.value = [...measurements.value, measured];
  }

  async function measureScore(state: RunState) {
    if (!field) return;
    const { measureScoreError } = await laterParts();
    const error = await measureScoreError(state, field, evaluator, () => isCurrent(state));
    if (!error) return;
    exactKnown.value = error !== 'unknown';
    if (error !== 'unknown') scoreError.value = error;
  }

  /** True where the score's error is worth measuring again. */
  function scoreIsDue({ samples, phase }: RunState): boolean {
    const trained = (samples?.step ?? 0) > 0 && phase !== 'failed';
    const due = now() - scoreMeasuredAt > SCORE_INTERVAL || phase === 'done';
    return trained && due && exactKnown.value !== false;
  }

  /** Measures the newest samples, and again while newer ones have arrived. */
  async function measure() {
    if (busy) return;
    busy = true;
    for (let state = run.peek(); state?.samples && state.samples !== measured; state = run.peek()) {
      measured = state.samples;
      await attempt('samples', state, measureQuality);
      if (hasExactScore(state) && scoreIsDue(state) && isCurrent(state)) {
        await attempt('score', state, measureScore);
        scoreMeasuredAt = now();
      }
    }
    busy = false;
  }

  const newest = computed(() => {
    const last = measurements.value.findLast(({ earlierSampling }) => !earlierSampling) ?? null;
    const state = run.value;
    const still = state?.phase === 'done' || state?.phase === 'paused';
    return still && last?.step !== state.step ? null : last;
  });

  /** Of another run: its saved one, or none. */
  function beginMeasurements(state: RunState | null) {
    measurements.value = state?.savedQuality ? [{ ...state.savedQuality, images: null }] : [];
    scoreError.value = null;
  }

  const stop = effect(() => {
    const state = run.value;
    const runId = state?.runId ?? 0;
    const sampling = state ? samplingKey(state.config) : '';
    if (runId !== currentRun) {
      const continues = state !== null && currentRun > 0 && state.continues === currentRun; // the measurements stay valid
      currentRun = runId;
      if (!continues) {
        beginMeasurements(state);
        currentSampling = sampling;
      }
      floor.value = null;
      exactKnown.value = null;
      scoreMeasuredAt = Number.NEGATIVE_INFINITY;
    }
    if (sampling !== currentSampling) {
      currentSampling = sampling;
      if (measurements.peek().length > 0)
        measurements.value = measurements.peek().map((each) => ({ ...each, earlierSampling: true }));
    }
    // a refused run has no floor, its own failure says why; and the processor is the first step's before
    const begun = state && !/^(preparing|compiling|failed)$/.test(state.phase);
    if (begun && hasExactScore(state) && floorOf !== state.runId) {
      floorOf = state.runId;
      void attempt('floor', state, measureFloor);
    }
    if (state?.samples && state.samples !== measured) void measure();
  });
  return { newest, measurements, floor, scoreError, exactKnown, dispose: stop };
}
