/**
 * A sweep draws from trained models in many ways: for each cell it opens the sampling plan, draws, measures, and hands the result to
 * its owner. The sweep over network evaluations, the sampler race and the studies of the Sample view are sweeps.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { DrawRequest, TrainerApi } from '../../workers/protocol';
import { passesOf } from '../config/evaluations';
import type { RunConfig } from '../config/fields';
import { openPlan } from '../config/openPlan';
import { createProcess } from '../diffusion/processes';
import { messageOf } from '../lib/diagnostic';
import type { Measurement } from '../types/score';
import { noClassifier } from '../words/measuring';
import { sampleFamilyOf } from './families';

/** The common numbers of sampling steps: about equally far apart on a log axis. */
export const STEP_BUDGETS: readonly number[] = [1, 2, 5, 10, 20, 50];
/** A sweep over more steps than this takes too long to wait for. */
const MOST_STEPS = 1000;

/** The step budgets below T, and T itself for families whose samples are cheap enough. */
export function sweptSteps(
  config: Pick<RunConfig, 'T' | 'dataset'>,
  budgets: readonly number[] = STEP_BUDGETS,
): number[] {
  const { T } = config;
  const below = budgets.filter((steps) => steps < T);
  return sampleFamilyOf(config).sweepsAllSteps ? [...below, Math.min(T, MOST_STEPS)] : below;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** The outcome of one cell. */
export type SweepResult =
  | { readonly kind: 'refused'; readonly why: string }
  | {
      readonly kind: 'drawn';
      /** Network evaluations a sample. */
      readonly nfe: number;
      /** [n, ...shape] in data units */
      readonly samples: Float32Array;
      /** From the request until all samples are there. */
      readonly milliseconds: number;
      /** Null where the sweep measures nothing. */
      readonly measurement: Measurement | null;
    };

export interface SweepJob<Cell> {
  readonly cells: readonly Cell[];
  /** The configuration with which a cell samples. */
  configOf(cell: Cell): RunConfig;
  /** Evaluations of the sampling plan, where they do not follow from the configuration. @throws {RefusedError} where the sampler refuses it */
  evaluations?(cell: Cell): number;
  /** @returns null where the draw was cancelled */
  draw(cell: Cell, signal: AbortSignal): Promise<Float32Array | null>;
  /** Without it nothing is measured. @returns null where nothing can measure these samples: the cell is refused */
  measure?(cell: Cell, samples: Float32Array): Promise<Measurement | null>;
  /** Receives the result of a cell, in the order of the cells. */
  place(cell: Cell, result: SweepResult): void;
  /** Draws once before the sweep and drops the samples: shaders compile before any time is taken. */
  readonly warmUp?: boolean;
}

export interface Sweep {
  /** Cells placed and in all; null while no sweep runs. */
  readonly progress: ReadonlySignal<Progress | null>;
  /**
   * Runs one sweep; cancels the one before it.
   * @returns the number of cells that were placed
   * @throws whatever draw or measure throws, unless the sweep was cancelled
   */
  run<Cell>(job: SweepJob<Cell>): Promise<number>;
  /** Ends the present sweep; cells that are placed stay. */
  cancel(): void;
}

/** @returns network evaluations a sample, or why the sampler refuses this configuration */
function planOf<Cell>(
  job: SweepJob<Cell>,
  cell: Cell,
): { readonly nfe: number } | { readonly refusal: string } {
  try {
    const config = job.configOf(cell);
    const ofPlan = job.evaluations?.(cell) ?? openPlan(config, createProcess(config)).nfe;
    return { nfe: passesOf(config) * ofPlan };
  } catch (error) {
    return { refusal: messageOf(error) };
  }
}

let draws = 0;

/** Runs a draw; an abort ends it in the worker before its next network evaluation. @param draw receives the id for its request */
export async function cancellable<T>(
  trainer: Pick<TrainerApi, 'cancelDraw'>,
  runId: number,
  signal: AbortSignal,
  draw: (id: number) => Promise<T>,
): Promise<T> {
  const id = ++draws;
  const cancel = () => void trainer.cancelDraw(runId, id).catch(() => {}); // a run that has ended draws nothing
  signal.addEventListener('abort', cancel);
  try {
    return await draw(id);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/**
 * Draws with a run's weights, until an abort.
 * @returns [count, ...shape] in data units; null where the draw was cancelled
 */
export async function drawSamples(
  trainer: Pick<TrainerApi, 'draw' | 'cancelDraw'>,
  request: DrawRequest,
  signal: AbortSignal = new AbortController().signal,
): Promise<Float32Array | null> {
  const samples = await cancellable(trainer, request.runId, signal, (id) => trainer.draw({ ...request, id }));
  return signal.aborted ? null : samples;
}

/** @param now milliseconds of any clock that only goes forward */
export function createSweep(now: () => number = () => performance.now()): Sweep {
  const progress = signal<Progress | null>(null);
  let controller = new AbortController();

  /** @returns null where the sweep was cancelled meanwhile */
  async function resultOf<Cell>(
    job: SweepJob<Cell>,
    cell: Cell,
    signal: AbortSignal,
  ): Promise<SweepResult | null> {
    const plan = planOf(job, cell);
    if ('refusal' in plan) return { kind: 'refused', why: plan.refusal };
    const start = now();
    const samples = await job.draw(cell, signal);
    const milliseconds = now() - start;
    if (!samples || signal.aborted) return null;
    const measurement = job.measure ? await job.measure(cell, samples) : null;
    if (signal.aborted) return null;
    if (job.measure && !measurement) return { kind: 'refused', why: noClassifier };
    return { kind: 'drawn', nfe: plan.nfe, samples, milliseconds, measurement };
  }

  async function runCells<Cell>(job: SweepJob<Cell>, signal: AbortSignal): Promise<number> {
    const { cells } = job;
    if (job.warmUp) {
      const [first] = cells.filter((cell) => 'nfe' in planOf(job, cell));
      if (first !== undefined) await job.draw(first, signal);
    }
    let done = 0;
    for (const cell of cells) {
      if (signal.aborted) break;
      const result = await resultOf(job, cell, signal);
      if (!result) break;
      job.place(cell, result);
      progress.value = { done: ++done, total: cells.length };
    }
    return done;
  }

  return {
    progress,
    async run(job) {
      controller.abort();
      const own = new AbortController();
      controller = own;
      progress.value = { done: 0, total: job.cells.length };
      try {
        return await runCells(job, own.signal);
      } catch (error) {
        if (own.signal.aborted) return 0; // a cancelled draw may fail, which is nothing to report
        throw error;
      } finally {
        if (controller === own) progress.value = null;
      }
    },
    cancel() {
      controller.abort();
      progress.value = null;
    },
  };
}
