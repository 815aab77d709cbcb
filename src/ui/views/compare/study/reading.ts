/** The inputs of both studies from the comparison, and the sentences about their figures. Reads signals. */
import type { Side } from '../../../../state/compare/comparison';
import { guessDistances, SETTLED, settledAfter } from '../../../../state/compare/guessTraces';
import type { Pair } from '../../../../state/compare/pair';
import { cellsBySide, type PairStudy } from '../../../../state/compare/pairStudy';
import { type JudgedRow, pairRows, withVerdicts } from '../../../../state/compare/pairTable';
import { sampleFamilyOf } from '../../../../state/families';
import { isReadyToDraw } from '../../../../state/run/run';
import type { Trajectory } from '../../../../types/trajectory';
import * as words from '../../../../words/compare/study';
import { figure, percent } from '../../../format';
import type { useCompare } from '../lab';
import type { CompareModel } from '../model/compareModel';
import { measurable } from '../model/quality';
import { sideNames } from './sideNames';

type Compare = ReturnType<typeof useCompare>;

/** Why nothing can be drawn or, where it `measures`, be measured now; null where it can. Reads signals. */
export function studyRefusal(model: CompareModel, measures = true): string | null {
  if (measures && !measurable(model)) return words.noClassifier;
  const runs = [model.a.run.value, model.b.run.value];
  if (runs.some((run) => run === null)) return words.trainBothFirst;
  return runs.every((run) => run && isReadyToDraw(run)) ? null : words.pauseFirst;
}

/** The rows of a study with their verdicts, by the sides that show its slots now. Reads signals. */
export function studyRows(compare: Compare, study: PairStudy): JudgedRow[] {
  const sideOf = (slot: 'a' | 'b') => (compare.slot('a') === slot ? 'a' : 'b');
  return withVerdicts(pairRows(cellsBySide(study.result.value, sideOf)));
}

/** The names of both sides in sentences. Reads signals. */
export const namesOf = (model: CompareModel, compare: Compare) =>
  sideNames({
    differences: compare.differences.value,
    configs: { a: model.a.config.value, b: model.b.config.value },
    pretrained: compare.pretrained.value,
  });

/** The measure, the number of runs, and the floor. */
export function basisOf(model: CompareModel, study: PairStudy, rows: readonly JudgedRow[]): string {
  const family = model.a.family.value;
  const n = study.result.value?.cells[0]?.score.n ?? sampleFamilyOf(model.a.config.value).counts.measured;
  const measure = words.basis(family.measureInFull, n, family.noun[1]);
  if (rows.length === 0) return measure;
  const { floor, floorSpread } = rows[0];
  const chance = floorSpread === null ? null : figure(+floorSpread.toPrecision(2));
  return `${measure} ${words.floor(figure(+floor.toPrecision(3)), chance)}`;
}

/** The side that alone has the linear schedule. Reads signals. */
export function linearSide({ a, b }: CompareModel): Side | null {
  const linear = [a, b].filter(({ config }) => config.value.schedule === 'linear');
  return linear.length === 1 ? linear[0].side : null;
}

/** The guesses by the sides that show their slots now; null before they are drawn. Reads signals. */
export function guessTraces(compare: Compare): Pair<Trajectory> | null {
  const result = compare.guessTraces.result.value;
  return result && { a: result[compare.slot('a')], b: result[compare.slot('b')] };
}

/** After which share of the steps the guesses of each side have settled. */
export function guessAnswer(traces: Pair<Trajectory>): string {
  const after = (side: Side) => percent(settledAfter(guessDistances(traces[side])), 0);
  return words.guessesSettle(figure(SETTLED), after('a'), after('b'));
}
