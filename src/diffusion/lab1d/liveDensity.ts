/**
 * The Fokker–Planck equation integrated while one watches: a two-peaked density under the VP-SDE, row by row of a surface p(t, x), each
 * row beside the closed form. The integration starts from the first row and never sees the closed form again.
 */
import type { GaussianMixture } from '../../lib/mixture';
import { createProcess } from '../processes';
import { currentOverTime, densityOverTime, grid } from './density';
import { integrateFokkerPlanck } from './fokkerPlanck';

/** Two peaks of unequal weight; mean 0, variance 1. */
export const TWO_PEAKS: GaussianMixture = {
  weights: [0.6, 0.4],
  means: [[-0.25 * Math.sqrt(10)], [0.375 * Math.sqrt(10)]],
  stds: [0.25, 0.25],
};

export const VP = createProcess({ process: 'vp-sde', schedule: 'linear' });

/** Half the width of the grid: less than 1e-8 of the density lies outside. */
const REACH = 6;
const CELLS = 481;
/** Rows of the surface after the first. */
export const ROWS = 60;
/** Implicit steps between two rows. */
const STEPS_A_ROW = 12;

/** [CELLS] the places of a row. */
export const PLACES = grid(-REACH, REACH, CELLS);
/** [ROWS + 1] the times of the rows. */
export const ROW_TIMES = grid(VP.timeMin, VP.timeMax, ROWS + 1);

export interface Row {
  readonly time: number;
  /** [CELLS] integrated. */
  readonly density: Float64Array;
  /** [CELLS] in closed form. */
  readonly closed: Float64Array;
  /** [CELLS] the probability current J in closed form. */
  readonly current: Float64Array;
  /** ∫|density - closed| dx. */
  readonly distance: number;
  /** ∫density dx. */
  readonly mass: number;
}

function rowOf(time: number, density: Float64Array): Row {
  const dx = PLACES[1] - PLACES[0];
  const closed = densityOverTime(TWO_PEAKS, VP, [time], PLACES);
  const current = currentOverTime(TWO_PEAKS, VP, [time], PLACES);
  const distance = density.reduce((sum, p, i) => sum + Math.abs(p - closed[i]), 0) * dx;
  const mass = density.reduce((sum, p) => sum + p, 0) * dx;
  return { time, density, closed, current, distance, mass };
}

/** The surface, one row at a time, the first of them in closed form. */
export function* integrateRows(): Generator<Row, void, void> {
  const first = densityOverTime(TWO_PEAKS, VP, [ROW_TIMES[0]], PLACES);
  yield rowOf(ROW_TIMES[0], first);
  const times = grid(ROW_TIMES[0], ROW_TIMES[ROWS], ROWS * STEPS_A_ROW + 1);
  let step = 0;
  for (const density of integrateFokkerPlanck(VP, first, { xs: PLACES, times }))
    if (++step % STEPS_A_ROW === 0) yield rowOf(times[step], density);
}
