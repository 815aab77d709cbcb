/**
 * The variance of a reverse step. With the exact mean, the best Gaussian for p(x_s | x_t) has variance β̃ + c₁² E[Var(x₀ | x_t)] (Bao et
 * al. 2022, Theorem 1): between β̃, which is right for known data, and β. Here the data are a one-dimensional mixture, whose posterior
 * is exact, so that the cost of a fixed variance is a number.
 */
import { exactMixture } from '../exact/mixture';
import { clippedPosterior } from '../posterior';
import type { Level } from '../process';
import { createProcess } from '../processes';
import { grid } from './density';
import { TWO_PEAKS } from './liveDensity';

const exact = exactMixture(TWO_PEAKS);

/** E[x₀²] of the data: it has mean 0. */
const DATA_VARIANCE = TWO_PEAKS.weights.reduce(
  (sum, weight, k) => sum + weight * (TWO_PEAKS.means[k][0] ** 2 + TWO_PEAKS.stds[k] ** 2),
  0,
);

/** A cell is less than a fifth of the narrowest peak, whose deviation is at least 0.25. */
const CELLS = 401;

/** E[Var(x₀ | x_t)] = E[x₀²] - E[E[x₀ | x_t]²], by the trapezoidal rule over p_t. */
export function posteriorSpread(level: Level): number {
  const reach = 3 * level.alpha + 6 * level.sigma;
  const xs = grid(-reach, reach, CELLS);
  const density = exact.logDensity(xs, level, new Float64Array(CELLS)).map(Math.exp);
  const guess = exact.posteriorMean(xs, level, new Float64Array(CELLS));
  const width = xs[1] - xs[0];
  let squares = 0;
  for (let i = 0; i < CELLS; i++) squares += density[i] * guess[i] ** 2 * width;
  return Math.max(0, DATA_VARIANCE - squares);
}

/** The variances of one reverse step, from the level of x_t to the one before. */
export interface StepVariances {
  /** t over the number of steps, 0 to 1. */
  readonly place: number;
  /** β̃. */
  readonly small: number;
  /** β. */
  readonly large: number;
  readonly best: number;
}

/** The steps of a cosine chain of so many, from the second on: the first leads to data, and its β̃ is 0. */
export function stepVariances(steps: number): StepVariances[] {
  const process = createProcess({ process: 'ddpm', schedule: 'cosine', T: steps });
  return Array.from({ length: steps - 1 }, (_, i) => {
    const t = i + 1;
    const from = process.level(t);
    const { cX0, small, large } = clippedPosterior(from, process.level(t - 1), null);
    return { place: t / (steps - 1), small, large, best: small + cX0 ** 2 * posteriorSpread(from) };
  });
}

/**
 * Nats by which the bound of one step is worse with a variance than with the best one: L_t is ½(log σ² + best/σ²) and what does not
 * depend on σ².
 */
const excess = (variance: number, best: number): number =>
  0.5 * (best / variance - 1 - Math.log(best / variance));

/** Nats lost over all steps but the first with β̃ and with β. */
export function totalExcess(variances: readonly StepVariances[]): {
  readonly small: number;
  readonly large: number;
} {
  const sum = (of: 'small' | 'large') =>
    variances.reduce((total, one) => total + excess(one[of], one.best), 0);
  return { small: sum('small'), large: sum('large') };
}
