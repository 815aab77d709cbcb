/** How long a draw takes, before it begins: from the time of another draw of the same model on this device. Pure. */
import { passesOf } from '../config/evaluations';
import type { RunConfig } from '../config/fields';
import { openPlan } from '../config/openPlan';
import { createProcess } from '../diffusion/processes';
import type { Trajectory } from '../types/trajectory';

/** A draw that was timed here. */
export interface TimedDraw {
  /** Samples. */
  readonly count: number;
  /** Network evaluations of a sample. */
  readonly nfe: number;
  readonly milliseconds: number;
}

/** @param trajectory samples that the configuration drew here */
export const timedDraw = (
  { count, nfe, milliseconds }: Pick<Trajectory, 'count' | 'nfe' | 'milliseconds'>,
  config: RunConfig,
): TimedDraw => ({ count, nfe: passesOf(config) * nfe, milliseconds });

/** Network evaluations of a sample; 0 where the sampler refuses this configuration, and nothing is drawn. */
export function evaluationsOf(config: RunConfig): number {
  try {
    return passesOf(config) * openPlan(config, createProcess(config)).nfe;
  } catch {
    return 0;
  }
}

/**
 * By the number of samples and of network evaluations: previews have fewer of both.
 * @returns milliseconds of a draw; null where nothing was timed
 */
export function drawingTime(count: number, config: RunConfig, timing: TimedDraw | null): number | null {
  if (!timing || !(timing.milliseconds > 0) || !(timing.count * timing.nfe > 0)) return null;
  return (count * evaluationsOf(config) * timing.milliseconds) / (timing.count * timing.nfe);
}

/** The same for a sweep: as many samples with each number of steps. */
export function sweepDrawingTime(
  count: number,
  config: RunConfig,
  steps: readonly number[],
  timing: TimedDraw | null,
): number | null {
  const times = steps.map((samplingSteps) => drawingTime(count, { ...config, samplingSteps }, timing));
  return times.reduce((sum, time) => (sum === null || time === null ? null : sum + time), 0);
}
