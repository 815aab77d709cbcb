/**
 * A pair study draws from both models of a comparison with several settings of the sampler and several seeds, and measures each set of
 * samples beside real data. At equal settings both sides get the same noise and the same real data. It runs on demand and can be cancelled;
 * another run adds what is missing. Its result is dropped when weights or sampler of a side change.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { RunConfig } from '../../config/fields';
import type { DrawProgress } from '../drawInParts';
import type { RunState } from '../run/run';
import {
  type Cell,
  type CellMeasurementParts,
  type CellScore,
  createCellMeasurement,
  evaluationsByCell,
  type StudySetting,
} from './cellMeasurement';
import type { Side } from './comparison';
import type { Pair } from './pair';
import { followPair } from './pairSubject';
import type { PairCell } from './pairTable';

/** One set of samples of one slot. */
export interface StudyCell extends CellScore {
  readonly slot: Side;
  readonly x: number;
  readonly seed: number;
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

interface Parts extends Omit<CellMeasurementParts, 'place'> {
  /** Reads signals. */
  readonly run: (slot: Side) => RunState | null;
  readonly settings: (config: RunConfig) => readonly StudySetting[];
}

const SLOTS = ['a', 'b'] as const satisfies readonly Side[];

const EMPTY: Pair<readonly []> = { a: [], b: [] };

/** @returns the cells of a result by the sides that show its slots now */
export const cellsBySide = (
  result: Pick<StudyResult, 'cells'> | null,
  sideOf: (slot: Side) => Side,
): PairCell[] =>
  (result?.cells ?? []).map(({ slot, x, seed, score }) => ({ side: sideOf(slot), x, seed, score }));

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
  answer: CellScore | string,
): StudyResult {
  if (typeof answer !== 'string')
    return { ...result, cells: [...result.cells, { slot, x, seed, ...answer }] };
  const known = result.refusals[slot];
  if (known.some((refusal) => refusal.x === x)) return result;
  return { ...result, refusals: { ...result.refusals, [slot]: [...known, { x, why: answer }] } };
}

export function createPairStudy(parts: Parts): PairStudy {
  const { run, settings } = parts;
  const result = signal<StudyResult | null>(null);
  const { progress, measureCells, cancel } = createCellMeasurement({
    ...parts,
    place(cell, answer) {
      if (result.value) result.value = withAnswer(result.value, cell, answer);
    },
  });
  const missingCells = (runs: Pair<RunState>, seeds: number) =>
    allCells({ a: settings(runs.a.config), b: settings(runs.b.config) }, seeds).filter(
      (cell) => !isKnown(result.value, cell),
    );
  const subject = followPair(run, () => {
    result.value = null;
    cancel();
  });

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
      const workOf = evaluationsByCell(runs);
      return missingCells(runs, seeds).reduce((sum, cell) => sum + workOf(cell) * each[cell.slot]!, 0);
    },
    async measure(seeds) {
      const runs = subject.ready;
      if (!runs || progress.peek()) return;
      const cells = missingCells(runs, seeds);
      if (cells.length === 0) return;
      result.value ??= { steps: { a: runs.a.step, b: runs.b.step }, cells: [], refusals: EMPTY };
      await measureCells(runs, cells);
    },
    cancel,
    dispose() {
      cancel();
      subject.dispose();
    },
  };
}
