/** The answer of a sweep over numbers of steps in one sentence, which claims no more than the table of its scores. Pure. */

import { percent } from '../../lib/numbers';
import * as words from '../../words/compare/study';
import type { Pair } from './pair';
import { type JudgedRow, LEAST_SEEDS, type Verdict } from './pairTable';
import { timesText } from './timesText';

/** Consecutive rows of one verdict. */
interface Group {
  readonly verdict: Verdict;
  readonly rows: readonly JudgedRow[];
}

const keyOf = (verdict: Verdict): string =>
  verdict.kind === 'better' ? `better ${verdict.side}` : verdict.kind;

function groupsOf(rows: readonly JudgedRow[]): Group[] {
  const groups: { verdict: Verdict; rows: JudgedRow[] }[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last && keyOf(last.verdict) === keyOf(row.verdict)) last.rows.push(row);
    else groups.push({ verdict: row.verdict, rows: [row] });
  }
  return groups;
}

/** "at ≤ 20 steps", "at 50 to 100 steps", "at ≥ 200 steps", "at 5 steps", "at every number of steps". */
function placeOf({ rows }: Group, all: readonly JudgedRow[]): string {
  const [first, last] = [rows[0].x, rows[rows.length - 1].x];
  const [begins, ends] = [first === all[0].x, last === all[all.length - 1].x];
  if (begins && ends && rows.length > 1) return words.atEveryNumber;
  if (rows.length === 1) return words.atSteps(first);
  if (begins) return words.atMost(last);
  if (ends) return words.atLeast(first);
  return words.between(first, last);
}

/** "A is better at ≤ 20 steps by 1.6× (1.4 to 1.8), 5 seeds"; of several rows the least and the greatest ratio. */
function betterText({ rows }: Group, name: string, place: string): string {
  const better = rows.flatMap(({ verdict }) => (verdict.kind === 'better' ? [verdict] : []));
  const seeds = [...new Set(better.map((verdict) => verdict.seeds))].sort((p, q) => p - q);
  const byRatio = [...better].sort((p, q) => p.ratio - q.ratio);
  const ends = better.length === 1 ? byRatio : [byRatio[0], byRatio[byRatio.length - 1]];
  return words.isBetter(name, place, ends.map(timesText), [seeds[0], seeds[seeds.length - 1]]);
}

function clauseOf(group: Group, all: readonly JudgedRow[], names: Pair<string>): string {
  const place = placeOf(group, all);
  const { verdict } = group;
  switch (verdict.kind) {
    case 'better':
      return betterText(group, names[verdict.side], place);
    case 'equal':
      return words.noDifferenceAt(place);
    case 'open':
      return words.openAt(place);
    case 'unknown':
      return words.nothingAt(place);
    default:
      return verdict satisfies never;
  }
}

/**
 * "cosine is better at ≤ 20 steps by 1.6× (1.4 to 1.8), 5 seeds; no difference at 200 steps".
 * @param rows  by rising number of steps
 * @param names of the sides, inside a sentence
 * @returns null where there is no row
 */
export function answerOf(rows: readonly JudgedRow[], names: Pair<string>): string | null {
  if (rows.length === 0) return null;
  if (rows.some(({ reliable }) => !reliable)) return words.tooFewImages;
  const text = groupsOf(rows)
    .map((group) => clauseOf(group, rows, names))
    .join('; ');
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

/** Whether some rows are open that more seeds could decide. */
export const isOpen = (rows: readonly JudgedRow[]): boolean =>
  rows.some(({ verdict }) => verdict.kind === 'open');

/** Seeds that are offered after so many: enough first, then a few at a time. */
export const nextSeeds = (seeds: number): number => (seeds < LEAST_SEEDS ? LEAST_SEEDS : seeds + 2);

/** "20%": a share in a sentence. */
export const percentOf = (share: number): string =>
  percent(share, (100 * share).toFixed(1).endsWith('.0') ? 0 : 1);
