/**
 * The time of a run, computed from the speed of its parts: its steps, and the previews that are drawn beside them by the rules of
 * config/previews.ts. Pure.
 */
import type { RunConfig } from '../../config/fields';
import { type PreviewLimits, previewInterval, previewPlan } from '../../config/previews';
import { createProcess } from '../../diffusion/processes';

/** How fast a network trains and samples on a device, in milliseconds. */
export interface Speed {
  readonly step: number;
  /** Lower and upper quartile of a step, where it was measured: what it takes when the device is less busy, and busier. */
  readonly quartiles: readonly [number, number];
  /** A network evaluation of all samples of a preview. */
  readonly evaluation: number;
  readonly limits: Pick<PreviewLimits, 'samplingSteps'>;
}

/** A run that is planned, and its speed. */
export interface TimedRun {
  readonly config: RunConfig;
  /** Steps that it has to do. */
  readonly steps: number;
  readonly speed: Speed;
}

export interface RunTime {
  /** Milliseconds, as they are most likely, and between which they are at the quartiles of the speed. */
  readonly likely: number;
  readonly range: readonly [number, number];
}

/** Network evaluations of a preview; 0 where it cannot be sampled like this, and the run is refused. */
function evaluationsOf(config: RunConfig, { limits }: Speed): number {
  try {
    return previewPlan(config, createProcess(config), limits).nfe;
  } catch {
    return 0;
  }
}

/** Milliseconds of one preview. */
const previewTime = (config: RunConfig, speed: Speed): number =>
  evaluationsOf(config, speed) * speed.evaluation;

/** Milliseconds of steps in lockstep with previews between them: those of all runs follow when the first run's is due. */
function withPreviews(training: number, previews: readonly number[]): number {
  const all = previews.reduce((sum, each) => sum + each, 0);
  return training + Math.floor(training / previewInterval(all)) * all;
}

/**
 * From the press to the last step: a preview behind the first step, then steps and previews. What compiles is not counted: the
 * measurement has compiled it.
 * @param runs that train in lockstep; one without steps is only sampled
 */
export function runTime(runs: readonly TimedRun[]): RunTime {
  const first = runs.reduce((sum, { config, speed }) => sum + previewTime(config, speed), 0);
  const trained = runs.filter(({ steps }) => steps > 0);
  if (trained.length === 0) return { likely: first, range: [first, first] };
  const previews = trained.map(({ config, speed }) => previewTime(config, speed));
  const timeAt = (stepOf: (speed: Speed) => number) => {
    const training = trained.reduce((sum, { steps, speed }) => sum + steps * stepOf(speed), 0);
    // the last run of a group is done after the last samples of those before it
    const last = previews.slice(0, -1).reduce((sum, each) => sum + each, 0);
    return first + withPreviews(training, previews) + last;
  };
  return {
    likely: timeAt(({ step }) => step),
    range: [timeAt(({ quartiles }) => quartiles[0]), timeAt(({ quartiles }) => quartiles[1])],
  };
}

/**
 * The inverse for one run: milliseconds of a step.
 * @param trainedFor milliseconds of the steps and the previews between them
 * @param preview    milliseconds of one preview
 */
export function stepTime(trainedFor: number, steps: number, preview: number): number {
  const previews = Math.floor(trainedFor / (previewInterval(preview) + preview));
  return (trainedFor - previews * preview) / steps;
}
