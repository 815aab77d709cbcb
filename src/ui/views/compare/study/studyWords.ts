/** The names of the two studies and of their axes. Pure. */
import { percentOf } from '../../../../state/compare/answer';
import { SKIP_SEEDS } from '../../../../state/compare/skipStudy';
import * as words from '../../../../words/compare/study';
import { count } from '../../../format';

export interface StudyWords {
  /** Of the button, the chart and the table. */
  readonly name: string;
  /** The head of the first column. */
  readonly column: string;
  /** One x in the table, and in a sentence. */
  readonly say: (x: number) => string;
  readonly place: (x: number) => string;
  /** The name of the x axis. */
  readonly axisName: string;
  readonly log: boolean;
  /** Seeds of the first run. */
  readonly seeds: number;
}

export const STEP_WORDS: StudyWords = {
  name: words.stepStudy.name,
  column: words.stepStudy.column,
  say: count,
  place: words.stepStudy.place,
  axisName: words.stepStudy.axis,
  log: true,
  seeds: 3,
};

export const SKIP_WORDS: StudyWords = {
  name: words.skipStudy.name,
  column: words.skipStudy.column,
  say: percentOf,
  place: (x) => words.skipStudy.place(percentOf(x)),
  axisName: words.skipStudy.axis,
  log: false,
  seeds: SKIP_SEEDS,
};
