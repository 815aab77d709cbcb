/** The error of the learned field: how far the network's eps, or its velocity, is from the exact one of the data, by time. */
import type { FieldRequest } from '../../../workers/protocol';
import { drawnLabel, seesClasses } from '../../config/classNames';
import { openDataset } from '../../config/openDataset';
import { qSample } from '../../diffusion/forward';
import { comparedField } from '../../diffusion/prediction';
import type { Level, Process } from '../../diffusion/process';
import { createProcess } from '../../diffusion/processes';
import { createRng, evaluationDraw, fillNormal } from '../../lib/rng';
import { exactField, type FieldEvaluator } from './exactField';
import type { RunState } from './run';

export interface ScoreError {
  /** Native times, rising. */
  readonly times: readonly number[];
  /** Mean squared distance of the learned field from the exact one, per dimension. */
  readonly values: readonly number[];
  /** Training step of the weights. */
  readonly step: number;
}

/** Times at which the error is measured, and places at each. */
const TIMES = 12;
const PLACES = 128;

/** Asks the network for eps or its velocity. @returns [n, 2] */
export type LearnedField = (request: FieldRequest) => Promise<Float32Array>;

/** The middle of each of `TIMES` equal parts of the process. */
function measuredTimes({ timeMin, timeMax, discrete }: Process): number[] {
  return Array.from({ length: TIMES }, (_, k) => {
    const time = timeMin + ((timeMax - timeMin) * (k + 0.5)) / TIMES;
    return discrete ? Math.round(time) : time;
  });
}

/** Noised data at the k-th level: the places at which learned and exact score are compared. @returns [n, 2] */
function noisedData(data: Float32Array, level: Level, k: number): Float32Array {
  const eps = fillNormal(new Float32Array(data.length), evaluationDraw('scoreNoise', 0, k));
  return qSample(data, level, eps, eps);
}

function meanSquaredDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum / a.length;
}

/**
 * @param run      one with samples
 * @param current  false ends the measurement
 * @returns the error; 'unknown' where the data have no exact score; null where the measurement was ended
 */
export async function measureScoreError(
  run: RunState,
  learnedField: LearnedField,
  evaluator: FieldEvaluator,
  current: () => boolean,
): Promise<ScoreError | 'unknown' | null> {
  const { config, source, runId } = run;
  const { label, guidance } = config;
  const process = createProcess(config);
  const { drawnClasses } = await import('../../../datasets/ofClass');
  const opened = openDataset(config, source);
  const rng = createRng(evaluationDraw('scoreData', config.seed));
  const drawn = seesClasses(config) ? drawnLabel(config) : null;
  const data = drawnClasses(opened, drawn).sample(PLACES, rng);
  const times = measuredTimes(process);
  const quantity = comparedField(config.prediction);
  const values: number[] = [];
  for (const [k, time] of times.entries()) {
    const places = noisedData(data, process.level(time), k);
    const exact = await exactField(evaluator, quantity, { config, source }, time, places.slice()); // sent away: a copy
    if (!current()) return null;
    if (!exact) return 'unknown';
    values.push(
      meanSquaredDistance(
        exact,
        await learnedField({ runId, time, places, quantity, condition: { label, guidance } }),
      ),
    );
  }
  return current() ? { times, values, step: run.samples?.step ?? run.step } : null;
}
