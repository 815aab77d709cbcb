/** The scores of both sides by one setting of the sampler and by seed, and the verdict on each row. Pure. */
import { deviation, mean, type RatioInterval, ratioInterval, studentHalfWidth } from '../../lib/studentT';
import type { Score } from '../../types/score';
import { isReliable } from '../score';
import type { Side } from './comparison';
import type { Pair } from './pair';

/** One set of samples of one side. */
export interface PairCell {
  readonly side: Side;
  /** Number of steps, or share of steps left out. */
  readonly x: number;
  /** Of the noise and of the real data: equal for both sides. */
  readonly seed: number;
  readonly score: Score;
}

/** All scores at one setting. */
export interface PairRow {
  readonly x: number;
  /** By seed. Where both sides have scores, only of the seeds that both have, in one order. */
  readonly values: Pair<readonly number[]>;
  /** Mean distance of real data from real data. */
  readonly floor: number;
  /** Its standard deviation; null where a single one is known. */
  readonly floorSpread: number | null;
  /** False where the samples are too few for the measure. */
  readonly reliable: boolean;
}

export type Verdict =
  /** The interval of the ratio, the worse side over the better one, lies above 1, and the difference above chance. */
  | ({ readonly kind: 'better'; readonly side: Side; readonly seeds: number } & RatioInterval)
  /** The whole interval lies within what counts as no difference. */
  | { readonly kind: 'equal'; readonly seeds: number }
  /** More seeds could decide it. */
  | { readonly kind: 'open'; readonly seeds: number }
  /** Too few samples, a side without scores, or scores that are not finite. */
  | { readonly kind: 'unknown' };

/** A ratio up to this, its interval included, counts as no difference. */
export const EQUAL_RATIO = 1.1;
/** Fewer seeds than this decide nothing. */
export const LEAST_SEEDS = 3;
/** Of all rows of a table together: each row's own interval is wider (Bonferroni), so that a long table makes no claim by chance. */
const CONFIDENCE = 0.95;

/** @returns the rows by rising x; cells of a row in one order of seeds */
export function pairRows(cells: readonly PairCell[]): PairRow[] {
  const xs = [...new Set(cells.map(({ x }) => x))].sort((p, q) => p - q);
  return xs.map((x) => {
    const at = cells.filter((cell) => cell.x === x).sort((p, q) => p.seed - q.seed);
    const of = (side: Side) => at.filter((cell) => cell.side === side);
    const [a, b] = [of('a'), of('b')];
    const paired = a.length > 0 && b.length > 0;
    const both = ({ seed }: PairCell) => [a, b].every((side) => side.some((cell) => cell.seed === seed));
    const rowCells = paired ? at.filter(both) : at;
    const values = (side: Side) =>
      rowCells.filter((cell) => cell.side === side).map(({ score }) => score.value);
    const floors = [...new Map(at.map(({ seed, score }) => [seed, score.floor])).values()];
    const { spread } = at[0].score;
    return {
      x,
      values: { a: values('a'), b: values('b') },
      floor: mean(floors),
      floorSpread: spread ?? (floors.length > 1 ? deviation(floors) : null),
      reliable: at.every(({ score }) => isReliable(score)),
    };
  });
}

/** The interval of a mean difference. @param differences [n] by seed, n from 2 */
function differenceInterval(differences: readonly number[], confidence: number) {
  const n = differences.length;
  const half = (studentHalfWidth(confidence, n - 1) * deviation(differences)) / Math.sqrt(n);
  return { difference: mean(differences), half };
}

/**
 * The verdict on scores that are paired by seed, smaller being better (docs/decisions/when-a-difference-is-named.md).
 * @param confidence of this row's intervals
 */
function verdictOn({ values, floorSpread, reliable }: PairRow, confidence: number): Verdict {
  const { a, b } = values;
  const seeds = a.length;
  if (!reliable || seeds === 0 || b.length !== seeds) return { kind: 'unknown' };
  if (![...a, ...b].every((value) => Number.isFinite(value) && value > 0)) return { kind: 'unknown' };
  if (seeds < LEAST_SEEDS) return { kind: 'open', seeds };
  const side: Side = mean(a.map(Math.log)) <= mean(b.map(Math.log)) ? 'a' : 'b';
  const [better, worse] = side === 'a' ? [a, b] : [b, a];
  const ratios = worse.map((value, k) => value / better[k]);
  const interval = ratioInterval(ratios, confidence);
  const differences = worse.map((value, k) => value - better[k]);
  const { difference, half } = differenceInterval(differences, confidence);
  const chance = floorSpread ?? 0;
  const withinFloor = Math.abs(difference) + half <= chance;
  if (interval.high <= EQUAL_RATIO || withinFloor) return { kind: 'equal', seeds };
  // nor by means that contradict the ratio, or differ by less than two sets of real data do
  if (interval.low > 1 && difference > chance) return { kind: 'better', side, seeds, ...interval };
  return { kind: 'open', seeds };
}

export interface JudgedRow extends PairRow {
  readonly verdict: Verdict;
}

/** The verdict on every row of a table. */
export function withVerdicts(rows: readonly PairRow[]): JudgedRow[] {
  const confidence = 1 - (1 - CONFIDENCE) / Math.max(1, rows.length);
  return rows.map((row) => ({ ...row, verdict: verdictOn(row, confidence) }));
}

/** Mean and standard deviation over seeds; null where nothing was measured. */
export function summaryOf(values: readonly number[]): { mean: number; spread: number | null } | null {
  if (values.length === 0) return null;
  return { mean: mean(values), spread: values.length > 1 ? deviation(values) : null };
}
