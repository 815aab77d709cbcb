/** The names of the two studies and of their axes. Pure. */
import { percentOf } from '../../../../state/compare/answer';
import { SKIP_SEEDS } from '../../../../state/compare/skipStudy';
import { count, counted } from '../../../format';

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
  name: 'Quality against steps',
  column: 'Steps',
  say: count,
  place: (x) => counted(x, 'step'),
  axisName: 'sampling steps',
  log: true,
  seeds: 3,
};

export const SKIP_WORDS: StudyWords = {
  name: 'Quality against steps left out',
  column: 'Left out',
  say: percentOf,
  place: (x) => `${percentOf(x)} left out`,
  axisName: 'share of reverse steps left out',
  log: false,
  seeds: SKIP_SEEDS,
};
