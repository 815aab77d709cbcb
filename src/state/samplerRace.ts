/**
 * A sampler race asks one trained model for the same samples in many ways: several samplers, each with few and with many steps, all from
 * the same noise. Each way is drawn, timed and measured beside the floor of real data; what a sampler refuses keeps its sentence.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { EvaluatorApi } from '../../workers/evaluator';
import type { Quality, TrainerApi } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { openPlan } from '../config/openPlan';
import { openProcess } from '../config/openProcess';
import { sweptSteps } from './nfeSweep';
import type { RunState } from './run';

type SamplerId = RunConfig['sampler'];

/** One way of sampling, and what came of it. */
export type RaceCell =
  | { readonly kind: 'waiting'; readonly steps: number }
  | { readonly kind: 'refused'; readonly steps: number; readonly why: string }
  | {
      readonly kind: 'drawn';
      readonly steps: number;
      /** Network evaluations each sample cost. */
      readonly nfe: number;
      /** [n, 2] */
      readonly points: Float32Array;
      /** From asking to having all of them. */
      readonly milliseconds: number;
      readonly quality: Quality;
    };

export type DrawnCell = Extract<RaceCell, { kind: 'drawn' }>;

export interface RaceLane {
  readonly sampler: SamplerId;
  /** One for each number of steps, fewest first. */
  readonly cells: readonly RaceCell[];
}

export interface Race {
  readonly runId: number;
  /** Training steps of the model that raced. */
  readonly step: number;
  readonly config: RunConfig;
  readonly stepCounts: readonly number[];
  readonly lanes: readonly RaceLane[];
}

export interface SamplerRace {
  readonly race: ReadonlySignal<Race | null>;
  /** Ways tried and in all; null while nothing races. */
  readonly progress: ReadonlySignal<{ readonly done: number; readonly total: number } | null>;
  /** Races on the run's present weights; does nothing while a race is on, or where there is no run. */
  start(samplers: readonly SamplerId[]): Promise<void>;
  /** Ends the race; what was measured stays. */
  cancel(): void;
  dispose(): void;
}

interface Parts {
  readonly run: ReadonlySignal<RunState | null>;
  readonly trainer: Pick<TrainerApi, 'draw' | 'cancelDraw'>;
  readonly evaluator: Pick<EvaluatorApi, 'quality'>;
  readonly onProblem: (message: string) => void;
  readonly now?: () => number;
}

/** Points of each way: the least at which the distances are spoken of. */
export const RACE_POINTS = 2000;

/**
 * What a racer changes in the run's own sampling. Each goes by its own usual spacing, all of which begin at the most noise. η is 0: the
 * noisy DDIM is DDPM, which races under its own name.
 */
const racing = (sampler: SamplerId, samplingSteps: number) =>
  ({ sampler, samplingSteps, spacing: 'auto', eta: 0 }) as const satisfies Partial<RunConfig>;

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** @returns network evaluations of one way, or why it does not exist */
function costOf(config: RunConfig, sampler: SamplerId, steps: number): number | string {
  try {
    return openPlan({ ...config, ...racing(sampler, steps) }, openProcess(config)).nfe;
  } catch (error) {
    return words(error);
  }
}

export function createSamplerRace(parts: Parts): SamplerRace {
  const { run, trainer, evaluator, onProblem, now = () => performance.now() } = parts;
  const race = signal<Race | null>(null);
  const progress = signal<{ done: number; total: number } | null>(null);
  let cancelled = false;
  let current = 0;

  const stop = effect(() => {
    const runId = run.value?.runId ?? 0;
    if (runId !== current) {
      race.value = null;
      cancelled = true; // its model is gone
    }
    current = runId;
  });

  async function attempt(state: RunState, sampler: SamplerId, steps: number): Promise<RaceCell | null> {
    const { config, source, runId } = state;
    const cost = costOf(config, sampler, steps);
    if (typeof cost === 'string') return { kind: 'refused', steps, why: cost };
    const began = now();
    const request = { runId, count: RACE_POINTS, seed: config.seed, weights: 'ema' } as const;
    const points = await trainer.draw({ ...request, overrides: racing(sampler, steps) });
    const milliseconds = now() - began;
    if (cancelled || points.length < 2 * RACE_POINTS) return null;
    const quality = await evaluator.quality({ config, source }, points);
    return { kind: 'drawn', steps, nfe: cost, points, milliseconds, quality };
  }

  function place(sampler: SamplerId, cell: RaceCell) {
    const now = race.peek();
    if (!now) return;
    const lanes = now.lanes.map((lane) =>
      lane.sampler === sampler
        ? { ...lane, cells: lane.cells.map((old) => (old.steps === cell.steps ? cell : old)) }
        : lane,
    );
    race.value = { ...now, lanes };
  }

  async function start(samplers: readonly SamplerId[]) {
    const state = run.peek();
    if (!state || progress.peek() || samplers.length === 0) return;
    cancelled = false;
    const { runId, step, config } = state;
    const stepCounts = sweptSteps(config);
    const total = stepCounts.length * samplers.length;
    const lanes = samplers.map((sampler) => ({
      sampler,
      cells: stepCounts.map((steps): RaceCell => ({ kind: 'waiting', steps })),
    }));
    race.value = { runId, step, config, stepCounts, lanes };
    progress.value = { done: 0, total };
    try {
      // A first, uncounted draw: shaders are compiled for this many points before any time is taken.
      const first = samplers.find((sampler) => typeof costOf(config, sampler, 1) === 'number');
      if (first) await attempt(state, first, 1);
      let done = 0;
      for (const steps of stepCounts) {
        for (const sampler of samplers) {
          if (cancelled) return;
          const cell = await attempt(state, sampler, steps);
          if (cancelled || !cell) return;
          place(sampler, cell);
          progress.value = { done: ++done, total };
        }
      }
    } catch (error) {
      if (!cancelled) onProblem(words(error));
    } finally {
      progress.value = null;
    }
  }

  function cancel() {
    const racingRun = race.peek()?.runId;
    if (!progress.peek() || racingRun === undefined) return;
    cancelled = true;
    trainer.cancelDraw(racingRun).catch(() => undefined); // a run that is gone draws nothing any more
  }

  return {
    race,
    progress,
    start,
    cancel,
    dispose() {
      cancel();
      stop();
    },
  };
}
