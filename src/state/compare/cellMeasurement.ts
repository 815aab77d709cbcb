/**
 * The measurement of a study's cells: each is a set of samples that is drawn from the model of a slot with a setting and a seed, and
 * measured beside real data.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { DrawRequest, TrainerApi } from '../../../workers/protocol';
import type { RunConfig } from '../../config/fields';
import { skippedPlan } from '../../config/skippedPlan';
import { createProcess } from '../../diffusion/processes';
import { messageOf } from '../../lib/diagnostic';
import type { Score } from '../../types/score';
import { type DrawProgress, drawInParts, SAMPLES_OF_A_PART } from '../drawInParts';
import { type MeasureSamples, sampleFamilyOf } from '../families';
import type { RunState } from '../run/run';
import { createSweep, drawSamples } from '../sweep';
import type { Side } from './comparison';
import type { Pair } from './pair';

/** One way of sampling. */
export interface StudySetting {
  /** The variable of the study: a number of steps, or the share of the steps that is left out. */
  readonly x: number;
  readonly overrides: Partial<RunConfig>;
  /** Share of the reverse steps that is left out where sampling starts; none if absent. */
  readonly skip?: number;
}

export interface Cell {
  readonly slot: Side;
  readonly setting: StudySetting;
  readonly seed: number;
}

export interface CellScore {
  /** Network evaluations a sample. */
  readonly nfe: number;
  readonly score: Score;
}

export interface CellMeasurementParts {
  readonly trainer: Pick<TrainerApi, 'draw' | 'cancelDraw'>;
  readonly measure: MeasureSamples;
  /** Receives the scores, or why there is none, in the order of the cells. */
  readonly place: (cell: Cell, answer: CellScore | string) => void;
  readonly onProblem: (message: string) => void;
  readonly now?: () => number;
}

/** Parts of one set of samples have seeds of their own; sets are this far apart. */
const PARTS = 1000;

/** The request of a part. The seed of its noise is the same for both sides, whatever the seeds of their training. */
const requestOf = (runId: number, { setting, seed }: Cell, part: number, count: number): DrawRequest => ({
  runId,
  count,
  seed: PARTS * seed + part,
  weights: 'ema',
  overrides: setting.overrides,
  ...(setting.skip && { skip: setting.skip }),
});

const configOf = (runs: Pair<RunState>, { slot, setting }: Cell): RunConfig => ({
  ...runs[slot].config,
  ...setting.overrides,
});

const nfeOf = (config: RunConfig, { skip }: StudySetting): number =>
  skippedPlan(config, createProcess(config), skip).nfe;

/** Guesses of a sample; 0 where the sampler refuses the setting, and nothing is drawn. */
function evaluationsOf(config: RunConfig, setting: StudySetting): number {
  try {
    return nfeOf(config, setting);
  } catch {
    return 0;
  }
}

/** Samples of a cell. */
const countOf = ({ config }: RunState): number => sampleFamilyOf(config).counts.measured;

/**
 * How many network evaluations cells take, all samples together. A sampling plan is written out once for each setting, since it takes
 * milliseconds of the page's thread.
 */
export function evaluationsByCell(runs: Pair<RunState>): (cell: Cell) => number {
  const known = new Map<string, number>();
  return (cell) => {
    const key = `${cell.slot} ${cell.setting.x}`;
    const nfe = known.get(key) ?? evaluationsOf(configOf(runs, cell), cell.setting);
    known.set(key, nfe);
    return nfe * countOf(runs[cell.slot]);
  };
}

export function createCellMeasurement(parts: CellMeasurementParts) {
  const { trainer, measure, place, onProblem, now = () => performance.now() } = parts;
  const progress = signal<DrawProgress | null>(null);
  const sweep = createSweep(now);

  /** Draws a cell, reporting its share that is done. */
  async function draw(run: RunState, cell: Cell, signal: AbortSignal, onDone: (share: number) => void) {
    const count = countOf(run);
    const samples = await drawInParts(1, {
      count,
      size: sampleFamilyOf(run.config).exactScore ? count : SAMPLES_OF_A_PART,
      draw: (_, part, partCount) => drawSamples(trainer, requestOf(run.runId, cell, part, partCount), signal),
      onProgress: ({ done, total }) => onDone(done / total),
      now,
    });
    return samples?.[0] ?? null;
  }

  /** Measures cells of these runs; cancels those before. */
  async function measureCells(runs: Pair<RunState>, cells: readonly Cell[]): Promise<void> {
    const workOf = evaluationsByCell(runs);
    const total = cells.reduce((sum, cell) => sum + workOf(cell), 0);
    const start = now();
    let placed = 0;
    const report = (done: number) => {
      const left = done > 0 ? ((now() - start) * (total - done)) / done : null;
      progress.value = { done, total, left };
    };
    report(0);
    try {
      await sweep.run<Cell>({
        cells,
        configOf: (cell) => configOf(runs, cell),
        evaluations: (cell) => nfeOf(configOf(runs, cell), cell.setting),
        draw: (cell, signal) =>
          draw(runs[cell.slot], cell, signal, (share) => {
            if (!signal.aborted) report(placed + share * workOf(cell));
          }),
        measure: ({ slot, seed }, samples) => measure(runs[slot], samples, seed),
        place(cell, answer) {
          placed += workOf(cell);
          report(placed);
          if (answer.kind === 'refused') place(cell, answer.why);
          else if (answer.measurement) place(cell, { nfe: answer.nfe, score: answer.measurement.score });
        },
      });
    } catch (error) {
      onProblem(messageOf(error));
    } finally {
      if (sweep.progress.peek() === null) progress.value = null;
    }
  }

  return {
    /** Network evaluations done and in all, and milliseconds left; null while nothing is drawn. */
    progress: progress as ReadonlySignal<DrawProgress | null>,
    measureCells,
    /** Ends the measurement; what is placed stays. */
    cancel() {
      sweep.cancel();
      progress.value = null;
    },
  };
}
