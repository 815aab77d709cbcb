/**
 * A pair study draws from both models of a comparison with several settings of the sampler and several seeds, and measures each set of
 * samples beside real data. At equal settings both sides get the same noise and the same real data. It runs on demand and can be cancelled;
 * another run adds what is missing. Its result is dropped when weights or sampler of a side change.
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
import type { Pair } from './pairRuns';
import { followPair } from './pairSubject';
import type { PairCell } from './pairTable';

/** One way of sampling. */
export interface StudySetting {
  /** The variable of the study: a number of steps, or the share of the steps that is left out. */
  readonly x: number;
  readonly overrides: Partial<RunConfig>;
  /** Share of the reverse steps that is left out where sampling starts; none if absent. */
  readonly skip?: number;
}

/** One set of samples of one slot. */
export interface StudyCell {
  readonly slot: Side;
  readonly x: number;
  readonly seed: number;
  /** Network evaluations a sample. */
  readonly nfe: number;
  readonly score: Score;
}

interface StudyResult {
  /** By slot of the store: the training steps of the models. */
  readonly steps: Pair<number>;
  readonly cells: readonly StudyCell[];
  /** The settings without samples or figures, and why. */
  readonly refusals: Pair<readonly { readonly x: number; readonly why: string }[]>;
}

export interface PairStudy {
  readonly result: ReadonlySignal<StudyResult | null>;
  /** Network evaluations done and in all, and milliseconds left; null while nothing is drawn. */
  readonly progress: ReadonlySignal<DrawProgress | null>;
  /** Seeds of which a setting of a side has no score yet, up to so many. Reads signals. */
  missing(seeds: number): readonly number[];
  /** Milliseconds until so many seeds are complete, at the rate of the previews; null where that is not known. Reads signals. */
  time(seeds: number): number | null;
  /** Measures what is missing up to so many seeds; does nothing while it runs, or where a side trains or has no weights. */
  measure(seeds: number): Promise<void>;
  /** Ends the study; its scores so far stay. */
  cancel(): void;
  dispose(): void;
}

interface Parts {
  /** Reads signals. */
  readonly run: (slot: Side) => RunState | null;
  readonly settings: (config: RunConfig) => readonly StudySetting[];
  readonly trainer: Pick<TrainerApi, 'draw' | 'cancelDraw'>;
  readonly measure: MeasureSamples;
  readonly onProblem: (message: string) => void;
  readonly now?: () => number;
}

const SLOTS = ['a', 'b'] as const satisfies readonly Side[];

/** Parts of one set of samples have seeds of their own; sets are this far apart. */
const PARTS = 1000;

/** The seed of the noise of a part: the same for both sides, whatever the seeds of their training. */
const noiseSeed = (seed: number, part: number): number => PARTS * seed + part;

interface Cell {
  readonly slot: Side;
  readonly setting: StudySetting;
  readonly seed: number;
}

const EMPTY: Pair<readonly []> = { a: [], b: [] };

/** @returns the cells of a result by the sides that show its slots now */
export const cellsBySide = (
  result: Pick<StudyResult, 'cells'> | null,
  sideOf: (slot: Side) => Side,
): PairCell[] =>
  (result?.cells ?? []).map(({ slot, x, seed, score }) => ({ side: sideOf(slot), x, seed, score }));

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
const countOf = (runs: Pair<RunState>, { slot }: Cell): number =>
  sampleFamilyOf(runs[slot].config).counts.measured;

/**
 * How many network evaluations cells take, all samples together. A sampling plan is written out once for each setting, since it takes
 * milliseconds of the page's thread.
 */
function createWork(runs: Pair<RunState>): (cell: Cell) => number {
  const known = new Map<string, number>();
  return (cell) => {
    const key = `${cell.slot} ${cell.setting.x}`;
    const nfe = known.get(key) ?? evaluationsOf(configOf(runs, cell), cell.setting);
    known.set(key, nfe);
    return nfe * countOf(runs, cell);
  };
}

/** Milliseconds of a network evaluation of one sample, by the newest preview; null where there is none. */
function evaluationTime(run: RunState): number | null {
  if (!run.samples) return null;
  const { milliseconds, count, nfe } = run.samples.trajectory;
  return milliseconds > 0 && count * nfe > 0 ? milliseconds / (count * nfe) : null;
}

/** The cells of both slots in turn, seed by seed: one whole curve before the next one. */
function allCells(settings: Pair<readonly StudySetting[]>, seeds: number): Cell[] {
  const longest = Math.max(settings.a.length, settings.b.length);
  return Array.from({ length: seeds }).flatMap((_, k) =>
    Array.from({ length: longest }).flatMap((_, i) =>
      SLOTS.flatMap((slot) => {
        const setting = settings[slot][i];
        return setting ? [{ slot, setting, seed: k + 1 }] : [];
      }),
    ),
  );
}

/** Whether a result has a score of a cell, or the reason that there is none. */
const isKnown = (result: StudyResult | null, { slot, setting: { x }, seed }: Cell): boolean =>
  result !== null &&
  (result.cells.some((cell) => cell.slot === slot && cell.x === x && cell.seed === seed) ||
    result.refusals[slot].some((refusal) => refusal.x === x));

/** @returns the result with the score of a cell, or with the reason why its setting has none */
function withAnswer(
  result: StudyResult,
  { slot, setting: { x }, seed }: Cell,
  answer: Pick<StudyCell, 'nfe' | 'score'> | string,
): StudyResult {
  if (typeof answer !== 'string')
    return { ...result, cells: [...result.cells, { slot, x, seed, ...answer }] };
  const known = result.refusals[slot];
  if (known.some((refusal) => refusal.x === x)) return result;
  return { ...result, refusals: { ...result.refusals, [slot]: [...known, { x, why: answer }] } };
}

export function createPairStudy(parts: Parts): PairStudy {
  const { run, settings, trainer, measure, onProblem, now = () => performance.now() } = parts;
  const result = signal<StudyResult | null>(null);
  const progress = signal<DrawProgress | null>(null);
  const sweep = createSweep(now);

  function cancel() {
    sweep.cancel();
    progress.value = null;
  }
  const missingCells = (runs: Pair<RunState>, seeds: number) =>
    allCells({ a: settings(runs.a.config), b: settings(runs.b.config) }, seeds).filter(
      (cell) => !isKnown(result.value, cell),
    );
  const subject = followPair(run, () => {
    result.value = null;
    cancel();
  });

  /** Draws a cell, reporting its share that is done. */
  async function draw(
    runs: Pair<RunState>,
    cell: Cell,
    signal: AbortSignal,
    onDone: (share: number) => void,
  ) {
    const { slot, setting, seed } = cell;
    const { runId, config } = runs[slot];
    const count = countOf(runs, cell);
    const samples = await drawInParts(1, {
      count,
      size: sampleFamilyOf(config).exactScore ? count : SAMPLES_OF_A_PART,
      draw(_, part, partCount) {
        const request: DrawRequest = {
          runId,
          count: partCount,
          seed: noiseSeed(seed, part),
          weights: 'ema',
          overrides: setting.overrides,
          ...(setting.skip && { skip: setting.skip }),
        };
        return drawSamples(trainer, request, signal);
      },
      onProgress: ({ done, total }) => onDone(done / total),
      now,
    });
    return samples?.[0] ?? null;
  }

  async function measureCells(runs: Pair<RunState>, cells: readonly Cell[]) {
    const workOf = createWork(runs);
    const total = cells.reduce((sum, cell) => sum + workOf(cell), 0);
    const start = now();
    let placed = 0;
    const report = (done: number) => {
      const left = done > 0 ? ((now() - start) * (total - done)) / done : null;
      progress.value = { done, total, left };
    };
    report(0);
    await sweep.run<Cell>({
      cells,
      configOf: (cell) => configOf(runs, cell),
      evaluations: (cell) => nfeOf(configOf(runs, cell), cell.setting),
      draw: (cell, signal) =>
        draw(runs, cell, signal, (share) => {
          if (!signal.aborted) report(placed + share * workOf(cell));
        }),
      measure: ({ slot, seed }, samples) => measure(runs[slot], samples, seed),
      place(cell, answer) {
        placed += workOf(cell);
        report(placed);
        const { value } = result;
        if (!value) return;
        if (answer.kind === 'refused') result.value = withAnswer(value, cell, answer.why);
        else if (answer.measurement)
          result.value = withAnswer(value, cell, { nfe: answer.nfe, score: answer.measurement.score });
      },
    });
  }

  return {
    result,
    progress,
    missing(seeds) {
      const [a, b] = [run('a'), run('b')];
      if (!a || !b) return [];
      return [...new Set(missingCells({ a, b }, seeds).map(({ seed }) => seed))];
    },
    time(seeds) {
      const [a, b] = [run('a'), run('b')];
      if (!a || !b) return null;
      const each = { a: evaluationTime(a), b: evaluationTime(b) };
      if (each.a === null || each.b === null) return null;
      const runs = { a, b };
      const workOf = createWork(runs);
      return missingCells(runs, seeds).reduce((sum, cell) => sum + workOf(cell) * each[cell.slot]!, 0);
    },
    async measure(seeds) {
      const runs = subject.ready;
      if (!runs || progress.peek()) return;
      const cells = missingCells(runs, seeds);
      if (cells.length === 0) return;
      result.value ??= { steps: { a: runs.a.step, b: runs.b.step }, cells: [], refusals: EMPTY };
      try {
        await measureCells(runs, cells);
      } catch (error) {
        onProblem(messageOf(error));
      } finally {
        if (sweep.progress.peek() === null) progress.value = null;
      }
    },
    cancel,
    dispose() {
      cancel();
      subject.dispose();
    },
  };
}
