/** The sentences of the studies about one row of scores. Pure. */
import { otherSide, type Side } from '../../../../state/compare/comparison';
import { type JudgedRow, summaryOf } from '../../../../state/compare/pairTable';
import { timesText } from '../../../../state/compare/timesText';
import * as words from '../../../../words/compare/study';
import { figure } from '../../../format';

/** "0.0123 ± 0.0004": mean and standard deviation over seeds. */
export function scoreText(values: readonly number[]): string {
  const summary = summaryOf(values);
  if (!summary) return '–';
  const { mean, spread } = summary;
  const text = figure(+mean.toPrecision(3));
  return spread === null ? text : `${text} ± ${figure(+spread.toPrecision(1))}`;
}

/** "B, 1.6× (1.4 to 1.8)", "no difference", "not decided". */
export function verdictText({ verdict }: JudgedRow): string {
  switch (verdict.kind) {
    case 'better':
      return `${verdict.side.toUpperCase()}, ${timesText(verdict)}`;
    case 'equal':
      return words.noDifference;
    case 'open':
      return words.notDecided;
    case 'unknown':
      return '–';
    default:
      return verdict satisfies never;
  }
}

/** One column read out: "20 steps: A 0.0123 ± 0.0004, B 0.0101 ± 0.0003; better: B, 1.2× (1.1 to 1.3)". */
export function rowText(row: JudgedRow, place: string): string {
  const sides: readonly Side[] = ['a', otherSide('a')];
  const scores = sides.map((side) => `${side.toUpperCase()} ${scoreText(row.values[side])}`);
  return words.reading(place, scores, verdictText(row), row.verdict.kind === 'better');
}
