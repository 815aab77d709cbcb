/** How far the guesses of both sides are from their results, by the share of the steps that is done. */
import { guessDistances } from '../../../../state/compare/guessTraces';
import type { Pair } from '../../../../state/compare/pair';
import type { Trajectory } from '../../../../types/trajectory';
import * as words from '../../../../words/compare/study';
import { percent } from '../../../format';
import type { BandChartProps, BandPoint } from './BandChart';
import { guessAnswer } from './reading';

const distancePoints = (trajectory: Trajectory): BandPoint[] =>
  guessDistances(trajectory)
    .slice(0, -1)
    .map((mean, k, all) => ({ x: k / all.length, mean, spread: null }));

export const guessChart = (traces: Pair<Trajectory>): BandChartProps => ({
  curves: { a: distancePoints(traces.a), b: distancePoints(traces.b) },
  floor: null,
  axis: {
    name: words.guessAxis,
    log: false,
    ticks: [0, 0.25, 0.5, 0.75, 1],
    say: (x) => percent(x, 0),
  },
  label: words.guessChart,
  summary: guessAnswer(traces),
  dense: true,
});
