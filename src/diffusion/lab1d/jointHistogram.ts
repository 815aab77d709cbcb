/**
 * Joint, conditional and marginal on a histogram: x₀ of a one-dimensional mixture, and x_t = α x₀ + σ ε. Each is a table of cells, so that
 * the product rule p(x₀) q(x_t | x₀) = p(x_t) p(x₀ | x_t) and Bayes' theorem hold to the last digit, and can be read off.
 */
import { mixtureLogDensity } from '../../lib/mixture';
import type { Level } from '../process';
import { TWO_PEAKS } from './liveDensity';

/** Cells along each axis, from -REACH to REACH. */
export const CELLS = 24;
export const REACH = 3;
const WIDTH = (2 * REACH) / CELLS;

/** The middle of a cell. */
export const cellPlace = (i: number): number => -REACH + (i + 0.5) * WIDTH;

function normalised(masses: Float64Array): Float64Array {
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return masses.map((mass) => mass / total);
}

const cells = (density: (x: number) => number): Float64Array =>
  normalised(Float64Array.from({ length: CELLS }, (_, i) => density(cellPlace(i))));

export interface JointHistogram {
  /** [CELLS, CELLS] probability of (x₀ in column i, x_t in row j), at i·CELLS + j; all sum to 1. */
  readonly joint: Float64Array;
  /** [CELLS] p(x₀), the sum of each column. */
  readonly data: Float64Array;
  /** [CELLS] p(x_t), the sum of each row. */
  readonly noised: Float64Array;
}

/** p(x₀) of a mixture with two peaks, and q(x_t | x₀) = N(α x₀, σ²), both over the cells. */
export function jointHistogram({ alpha, sigma }: Level): JointHistogram {
  const data = cells((x) => Math.exp(mixtureLogDensity(TWO_PEAKS, [x])));
  const joint = new Float64Array(CELLS * CELLS);
  const noised = new Float64Array(CELLS);
  for (let i = 0; i < CELLS; i++) {
    const mean = alpha * cellPlace(i);
    const forward = cells((x) => Math.exp(-0.5 * ((x - mean) / sigma) ** 2));
    for (let j = 0; j < CELLS; j++) {
      joint[i * CELLS + j] = data[i] * forward[j];
      noised[j] += joint[i * CELLS + j];
    }
  }
  return { joint, data, noised };
}

/** [CELLS] q(x_t | x₀): a column over its sum. */
export const forwardGiven = ({ joint, data }: JointHistogram, i: number): Float64Array =>
  joint.slice(i * CELLS, (i + 1) * CELLS).map((mass) => mass / data[i]);

/** [CELLS] p(x₀ | x_t): a row over its sum, the posterior. */
export const posteriorGiven = ({ joint, noised }: JointHistogram, j: number): Float64Array =>
  Float64Array.from({ length: CELLS }, (_, i) => joint[i * CELLS + j] / noised[j]);
