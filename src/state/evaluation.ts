/**
 * Evaluation follows a run: for its newest samples it asks the evaluator for their quality, once for the loss floor, and now and then
 * for the error of the learned score. Newest first: what came while the evaluator was busy and is no longer newest is left out.
 */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { EvaluatorApi, ImageQuality, LossFloor } from '../../workers/evaluator';
import type { FieldRequest, Quality } from '../../workers/protocol';
import { familyOf } from '../config/family';
import { openProcess } from '../config/openProcess';
import type { Level } from '../diffusion/process';
import { createRng, fillNormal } from '../lib/rng';
import type { MeasureImages } from './imageMeasure';
import type { RunState } from './run';

export interface MeasuredQuality {
  readonly quality: Quality;
  readonly step: number;
}

export interface MeasuredImages {
  readonly quality: ImageQuality;
  readonly step: number;
}

export interface ScoreError {
  /** Native times, rising. */
  readonly times: readonly number[];
  /** Mean squared distance of learned eps from exact eps, per dimension. */
  readonly values: readonly number[];
  readonly step: number;
}

export interface Evaluation {
  /** The newest; of a run at rest only that of the samples of its last step, null until they are measured. */
  readonly quality: ReadonlySignal<MeasuredQuality | null>;
  /** Every quality of the run, for the metrics file. */
  readonly qualities: ReadonlySignal<readonly MeasuredQuality[]>;
  /** The same of a run of images whose data set has a classifier; null for other runs. */
  readonly imageQuality: ReadonlySignal<MeasuredImages | null>;
  readonly imageQualities: ReadonlySignal<readonly MeasuredImages[]>;
  readonly floor: ReadonlySignal<LossFloor | null>;
  readonly scoreError: ReadonlySignal<ScoreError | null>;
  /** False where the data set has no exact score. Null while it is not known. */
  readonly exactKnown: ReadonlySignal<boolean | null>;
  dispose(): void;
}

export interface EvaluationParts {
  readonly run: ReadonlySignal<RunState | null>;
  readonly evaluator: EvaluatorApi;
  readonly measureImages: MeasureImages;
  /** Asks the network for eps; without it the learned score's error is not measured. */
  readonly field?: (request: FieldRequest) => Promise<Float32Array>;
  /** Receives what should not happen: the evaluator failed. */
  readonly onProblem: (message: string) => void;
  readonly now?: () => number;
}

/** Milliseconds between two measurements of the score's error: each costs a dozen network evaluations. */
const SCORE_INTERVAL = 4000;
const SCORE_TIMES = 12;
const SCORE_PLACES = 128;

/** Noised data at one level: where the network is asked. @returns [n, 2] */
function noisedData(data: Float32Array, { alpha, sigma }: Level, step: number): Float32Array {
  const places = fillNormal(new Float32Array(data.length), { seed: 0, stream: 'evaluation', step });
  for (let i = 0; i < data.length; i++) places[i] = alpha * data[i] + sigma * places[i];
  return places;
}

export function createEvaluation(parts: EvaluationParts): Evaluation {
  const { run, evaluator, measureImages, field, onProblem, now = () => performance.now() } = parts;
  const qualities = signal<readonly MeasuredQuality[]>([]);
  const imageQualities = signal<readonly MeasuredImages[]>([]);
  const floor = signal<LossFloor | null>(null);
  const scoreError = signal<ScoreError | null>(null);
  const exactKnown: Signal<boolean | null> = signal(null);
  let currentRun = 0;
  let floorOf = 0;
  let busy = false;
  let measured: RunState['samples'] = null;
  let scoreMeasuredAt = Number.NEGATIVE_INFINITY;

  const ofImages = ({ config }: RunState) => familyOf(config.dataset) === 'images';
  const questionOf = ({ config, source }: RunState) => ({ config, source });
  const isCurrent = (state: RunState) => run.peek()?.runId === state.runId;
  const tell = (error: unknown) => onProblem(error instanceof Error ? error.message : String(error));

  async function measureFloor(state: RunState) {
    const answer = await evaluator.floor(questionOf(state));
    if (isCurrent(state)) floor.value = answer;
  }

  async function measureQuality(state: RunState) {
    const { trajectory, step } = state.samples!;
    const { states, frames } = trajectory;
    const last = states.slice((states.length / frames) * (frames - 1));
    if (ofImages(state)) {
      const answer = await measureImages(state.config.dataset, last);
      if (!answer || !isCurrent(state)) return;
      imageQualities.value = [...imageQualities.value, { quality: answer, step }];
    } else {
      const answer = await evaluator.quality(questionOf(state), last);
      if (!isCurrent(state)) return;
      qualities.value = [...qualities.value, { quality: answer, step }];
    }
  }

  async function measureScore(state: RunState, ask: NonNullable<EvaluationParts['field']>) {
    const process = openProcess(state.config);
    const { openDataset } = await import('../config/openDataset'); // not needed for the first view
    const dataset = openDataset(state.config, state.source);
    const times: number[] = [];
    const values: number[] = [];
    const rng = createRng({ seed: state.config.seed, stream: 'evaluation', step: 1 });
    const data = dataset.sample(SCORE_PLACES, rng);
    for (let k = 0; k < SCORE_TIMES; k++) {
      const raw = process.timeMin + ((process.timeMax - process.timeMin) * (k + 0.5)) / SCORE_TIMES;
      const time = process.discrete ? Math.round(raw) : raw;
      const places = noisedData(data, process.level(time), k);
      const exact = await evaluator.exactEps(questionOf(state), time, places.slice());
      if (!exact || !isCurrent(state)) {
        if (isCurrent(state)) exactKnown.value = false;
        return;
      }
      const learned = await ask({ runId: state.runId, time, places });
      let sum = 0;
      for (let i = 0; i < exact.length; i++) sum += (exact[i] - learned[i]) ** 2;
      times.push(time);
      values.push(sum / exact.length);
    }
    if (!isCurrent(state)) return;
    exactKnown.value = true;
    scoreError.value = { times, values, step: state.samples!.step };
  }

  /** One round for the newest samples; another follows while newer ones have come. */
  async function measure() {
    if (busy) return;
    busy = true;
    let asked: RunState | null = null;
    try {
      for (let state = run.peek(); state?.samples && state.samples !== measured; state = run.peek()) {
        asked = state;
        measured = state.samples;
        await measureQuality(state);
        if (!field || ofImages(state)) continue; // the exact score is known of points alone
        const trained = state.samples.step > 0 && state.phase !== 'failed';
        const due = now() - scoreMeasuredAt > SCORE_INTERVAL || state.phase === 'done';
        if (trained && due && exactKnown.value !== false && isCurrent(state)) {
          await measureScore(state, field);
          scoreMeasuredAt = now();
        }
      }
    } catch (error) {
      // Of a run that was replaced or reset meanwhile nothing is wanted, not even what went wrong.
      if (asked && isCurrent(asked) && run.peek()?.phase !== 'failed') tell(error);
    } finally {
      busy = false;
    }
  }

  const newestOf = <M extends { readonly step: number }>(all: readonly M[]): M | null => {
    const newest = all.at(-1) ?? null;
    const state = run.value;
    const atRest = state?.phase === 'done' || state?.phase === 'paused';
    return atRest && newest?.step !== state.step ? null : newest;
  };
  const quality = computed(() => newestOf(qualities.value));
  const imageQuality = computed(() => newestOf(imageQualities.value));

  function forgetQualities() {
    qualities.value = [];
    imageQualities.value = [];
    scoreError.value = null;
  }

  const stop = effect(() => {
    const state = run.value;
    const runId = state?.runId ?? 0;
    if (runId !== currentRun) {
      currentRun = runId;
      const goesOn = state && state.samples !== null; // it continues a run, whose measurements stand
      if (!goesOn) forgetQualities();
      floor.value = null;
      exactKnown.value = null;
      scoreMeasuredAt = Number.NEGATIVE_INFINITY;
    }
    // A run that is refused has no floor: its own failure says why.
    const stands = state && state.phase !== 'preparing' && state.phase !== 'failed';
    if (stands && !ofImages(state) && floorOf !== state.runId) {
      floorOf = state.runId;
      measureFloor(state).catch(tell);
    }
    if (state?.samples && state.samples !== measured) void measure();
  });
  return { quality, qualities, imageQuality, imageQualities, floor, scoreError, exactKnown, dispose: stop };
}
