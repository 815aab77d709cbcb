/**
 * A sampler race draws the same samples from one trained model in many ways: several samplers, each with few and with many steps, all
 * from the same noise. Each way is timed and measured beside the floor of real data; a refused way shows the sampler's reason.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { TrainerApi } from '../../../workers/protocol';
import type { RunConfig } from '../../config/fields';
import { PROCESSES, type ProcessKind } from '../../diffusion/processes';
import { messageOf } from '../../lib/diagnostic';
import type { Score } from '../../types/score';
import { notMeasurable } from '../../words/measuring';
import { FAMILIES, type MeasureSamples } from '../families';
import type { RunState } from '../run/run';
import { createSweep, drawSamples, type Progress, type SweepResult, sweptSteps } from '../sweep';

type SamplerId = RunConfig['sampler'];

/** One way of sampling and its result. */
export type RaceCell =
  | { readonly kind: 'waiting'; readonly steps: number }
  | { readonly kind: 'refused'; readonly steps: number; readonly why: string }
  | {
      readonly kind: 'drawn';
      readonly steps: number;
      /** Network evaluations a sample. */
      readonly nfe: number;
      /** [n, 2] */
      readonly points: Float32Array;
      /** From the request until all points are there. */
      readonly milliseconds: number;
      readonly score: Score;
    };

export type DrawnCell = Extract<RaceCell, { kind: 'drawn' }>;

export interface RaceLane {
  readonly sampler: SamplerId;
  /** One for each number of steps, fewest first. */
  readonly cells: readonly RaceCell[];
}

export interface Race {
  readonly runId: number;
  /** Training steps of the model that races. */
  readonly step: number;
  readonly config: RunConfig;
  readonly stepCounts: readonly number[];
  readonly lanes: readonly RaceLane[];
}

export interface SamplerRace {
  readonly race: ReadonlySignal<Race | null>;
  /** Ways tried and in all; null while no race runs. */
  readonly progress: ReadonlySignal<Progress | null>;
  /** Races on the run's present weights; does nothing while a race runs, or where there is no run. */
  start(samplers: readonly SamplerId[]): Promise<void>;
  /** Ends the race; its measurements so far stay. */
  cancel(): void;
  dispose(): void;
}

interface Parts {
  readonly run: ReadonlySignal<RunState | null>;
  readonly trainer: Pick<TrainerApi, 'draw' | 'cancelDraw'>;
  readonly measure: MeasureSamples;
  readonly onProblem: (message: string) => void;
  readonly now?: () => number;
}

/** Points of each way. */
export const RACE_POINTS = FAMILIES.points.counts.measured;

/**
 * The samplers that race at first. Where a process has Euler as its own sampler, that is in the place of DDIM: on straight paths DDIM
 * with η = 0 is the same step at the same levels, and two rows would show the same samples.
 */
export function usualSamplers({ process }: Pick<RunConfig, 'process'>): readonly SamplerId[] {
  const { defaults }: ProcessKind = PROCESSES[process];
  return defaults?.sampler === 'euler'
    ? ['ddpm', 'dpm-solver++', 'heun', 'euler']
    : ['ddpm', 'ddim', 'dpm-solver++', 'heun'];
}

interface Cell {
  readonly sampler: SamplerId;
  readonly steps: number;
}

/**
 * The overrides of the run's own sampling. Each sampler uses its usual spacing, all of which begin at the most noise. η is 0: with noise
 * DDIM is DDPM, which races under its own name.
 */
const overridesOf = ({ sampler, steps }: Cell) =>
  ({ sampler, samplingSteps: steps, spacing: 'auto', eta: 0 }) as const satisfies Partial<RunConfig>;

function raceCell({ steps }: Cell, result: SweepResult): RaceCell {
  if (result.kind === 'refused') return { kind: 'refused', steps, why: result.why };
  const { nfe, samples, milliseconds, measurement } = result;
  if (!measurement) return { kind: 'refused', steps, why: notMeasurable };
  return { kind: 'drawn', steps, nfe, points: samples, milliseconds, score: measurement.score };
}

const withCell = (race: Race, sampler: SamplerId, cell: RaceCell): Race => ({
  ...race,
  lanes: race.lanes.map((lane) =>
    lane.sampler === sampler
      ? { ...lane, cells: lane.cells.map((old) => (old.steps === cell.steps ? cell : old)) }
      : lane,
  ),
});

export function createSamplerRace(parts: Parts): SamplerRace {
  const { run, trainer, measure, onProblem, now } = parts;
  const race = signal<Race | null>(null);
  const sweep = createSweep(now);
  let current = 0;

  const stop = effect(() => {
    const runId = run.value?.runId ?? 0;
    if (runId !== current) {
      race.value = null;
      sweep.cancel(); // its model is gone
    }
    current = runId;
  });

  async function start(samplers: readonly SamplerId[]) {
    const state = run.peek();
    if (!state || sweep.progress.peek() || samplers.length === 0) return;
    const { runId, step, config } = state;
    const stepCounts = sweptSteps(config);
    const waiting = stepCounts.map((steps): RaceCell => ({ kind: 'waiting', steps }));
    const lanes = samplers.map((sampler) => ({ sampler, cells: waiting }));
    race.value = { runId, step, config, stepCounts, lanes };
    const request = { runId, count: RACE_POINTS, seed: config.seed, weights: 'ema' } as const;
    try {
      await sweep.run<Cell>({
        cells: stepCounts.flatMap((steps) => samplers.map((sampler) => ({ sampler, steps }))),
        configOf: (cell) => ({ ...config, ...overridesOf(cell) }),
        draw: (cell, signal) => drawSamples(trainer, { ...request, overrides: overridesOf(cell) }, signal),
        measure: (_, points) => measure(state, points),
        place(cell, result) {
          if (race.value) race.value = withCell(race.value, cell.sampler, raceCell(cell, result));
        },
        warmUp: true,
      });
    } catch (error) {
      onProblem(messageOf(error));
    }
  }

  return {
    race,
    progress: sweep.progress,
    start,
    cancel: sweep.cancel,
    dispose() {
      sweep.cancel();
      stop();
    },
  };
}
