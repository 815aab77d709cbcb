/**
 * A preview is a trajectory drawn from a run's present weights beside its training. It is limited to what the backend draws in about a
 * second; samples that the page requests have no such limit.
 */
import type { RunConfig } from '../config/fields';
import { type PreviewLimits, previewPlan } from '../config/previews';
import type { Process } from '../diffusion/process';
import type { Trajectory } from '../types/trajectory';
import type { Inference } from './inference';
import { PreviewClock } from './previewClock';
import { progressReporter } from './progressReporter';

export interface PreviewParts {
  readonly config: RunConfig;
  readonly process: Process;
  readonly inference: Inference;
  readonly limits: PreviewLimits;
  /** Samples that the page wants, where these are fewer than the limit. */
  readonly count?: number;
  /** Gets the share of the steps that is done, in (0, 1); progress made while it is busy, or within moments, is left out. */
  readonly onProgress?: ((done: number) => Promise<void> | void) | undefined;
}

export interface Preview {
  /** The step whose weights the current preview was drawn from; -1 where there is none. */
  readonly step: number;
  /** Whether enough time has passed since the last preview. */
  isDue(): boolean;
  /** Makes the next preview due in so many milliseconds at the earliest. */
  postpone(milliseconds: number): void;
  /** Counts the preview of another run in lockstep: all of them together take at most a share of the time. */
  countOther(milliseconds: number): void;
  /** @param step of the present weights @returns null where it was cancelled */
  draw(step: number): Promise<Trajectory | null>;
  /** Ends a preview that is being drawn, before its next network evaluation: a command does not wait for it. */
  cancel(): void;
  /**
   * Sets how previews are sampled from now on.
   * @throws RefusedError where there is no such sampling, and changes nothing
   */
  setSampling(sampling: RunConfig): void;
}

/** @throws RefusedError where the configuration cannot be sampled */
export function createPreview(parts: PreviewParts): Preview {
  const { config, process, inference, limits, count, onProgress } = parts;
  const clock = new PreviewClock();
  let sampling = config;
  let plan = previewPlan(config, process, limits);
  let drawing = new AbortController();
  return {
    get step() {
      return clock.previewStep;
    },
    isDue: () => clock.isDue(performance.now()),
    postpone: (milliseconds) => clock.postpone(performance.now() + milliseconds),
    countOther: (milliseconds) => clock.recordOther(performance.now(), milliseconds),
    async draw(step) {
      drawing = new AbortController();
      const report = onProgress && progressReporter(onProgress);
      const trajectory = await inference.trajectory(plan, sampling, {
        seed: config.seed,
        count: Math.min(limits.count, count ?? limits.count),
        weights: 'ema',
        onStep: report && ((done) => done < 1 && report(done)),
        signal: drawing.signal,
      });
      if (trajectory) clock.record(performance.now(), step, trajectory);
      return trajectory;
    },
    cancel: () => drawing.abort(),
    setSampling(next) {
      plan = previewPlan(next, process, limits);
      sampling = next;
      drawing.abort(); // it would count as current, and show the old sampling
      clock.reset();
    },
  };
}
