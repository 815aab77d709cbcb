/**
 * The way back of the VP-SDE in one dimension with the exact score, and with parts of it left out:
 * dx = [f - c g² ∇log p] dt + n g dw, t falling. c = 1, n = 1 is the reverse SDE (Anderson 1982; Song et al. 2021, Eq. 6),
 * c = ½, n = 0 the probability-flow ODE (Eq. 13). No other pair gives p_t back.
 */
import { sampleMixture } from '../../lib/mixture';
import { createRng, fillNormal } from '../../lib/rng';
import { exactMixture } from '../exact/mixture';
import { grid } from './density';
import { TWO_PEAKS, VP } from './liveDensity';

export interface ReverseKind {
  /** c, the share of g² ∇log p in the drift. */
  readonly score: number;
  /** n, the share of g in the noise. */
  readonly noise: number;
}

export interface ReverseOptions {
  readonly count: number;
  /** Steps of Euler–Maruyama from t = 1. */
  readonly steps: number;
  readonly seed: number;
}

export interface ReverseWalk {
  /** [steps + 1] falling times */
  readonly times: Float64Array;
  /** [count, steps + 1] positions row by row */
  readonly positions: Float64Array;
}

const exact = exactMixture(TWO_PEAKS);

export function walkBack({ score, noise }: ReverseKind, { count, steps, seed }: ReverseOptions): ReverseWalk {
  const times = grid(VP.timeMax, VP.timeMin, steps + 1);
  const columns = steps + 1;
  const positions = new Float64Array(count * columns);
  const x = fillNormal(new Float64Array(count), { seed, stream: 'start', step: 0 });
  const gradient = new Float64Array(count);
  const draw = new Float64Array(count);
  for (let i = 0; i < count; i++) positions[i * columns] = x[i];
  for (let k = 0; k < steps; k++) {
    const dt = times[k] - times[k + 1];
    const { drift, diffusionSquared } = VP.rates(times[k]);
    exact.score(x, VP.level(times[k]), gradient);
    fillNormal(draw, { seed, stream: 'samplingNoise', step: k });
    const jump = noise * Math.sqrt(diffusionSquared * dt);
    for (let i = 0; i < count; i++) {
      x[i] -= (drift * x[i] - score * diffusionSquared * gradient[i]) * dt - jump * draw[i];
      positions[i * columns + k + 1] = x[i];
    }
  }
  return { times, positions };
}

/** Wasserstein-1 of two samples of equal size in one dimension: the mean distance of the sorted values. */
export function wasserstein(a: Float64Array, b: Float64Array): number {
  const [first, second] = [a.toSorted(), b.toSorted()];
  return first.reduce((sum, value, i) => sum + Math.abs(value - second[i]), 0) / first.length;
}

/** Fresh data. @returns [count] */
export const dataSample = (count: number, seed: number): Float64Array =>
  Float64Array.from(sampleMixture(TWO_PEAKS, count, createRng({ seed, stream: 'data', step: 0 })));

/** Wasserstein-1 of fresh data from other fresh data, each draw with its own. @returns mean and standard deviation over the draws */
export function dataFloor(count: number, draws: number): { mean: number; deviation: number } {
  const distances = Array.from({ length: draws }, (_, i) =>
    wasserstein(dataSample(count, 2 * i + 1), dataSample(count, 2 * i + 2)),
  );
  const mean = distances.reduce((sum, d) => sum + d, 0) / draws;
  const squares = distances.reduce((sum, d) => sum + (d - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (draws - 1)) };
}

/** The last column. @returns [count] */
export const endsOf = ({ times, positions }: ReverseWalk): Float64Array =>
  Float64Array.from(
    { length: positions.length / times.length },
    (_, i) => positions[(i + 1) * times.length - 1],
  );

/** One small step back by Bayes, beside the Gaussian that the reverse SDE has in its place. */
export interface BayesStep {
  /** [n] places of x_t */
  readonly places: Float64Array;
  /** [n] p(x_t | x_{t+δ}) ∝ p_t(x_t) N(x_{t+δ}; x_t + f δ, g² δ), normalised on the places. */
  readonly posterior: Float64Array;
  /** [n] N(x_{t+δ} - (f - g² ∇log p) δ, g² δ), drift and score at x_{t+δ}. */
  readonly gaussian: Float64Array;
  /** Total variation ½∫|posterior - gaussian|. */
  readonly distance: number;
}

const BAYES_PLACES = 801;
/** Half the width of the picture, in deviations g√δ of the step. */
const BAYES_REACH = 6;

/** @param time t @param delta δ @param x x_{t+δ} */
export function bayesStep(time: number, delta: number, x: number): BayesStep {
  const { drift, diffusionSquared } = VP.rates(time);
  const variance = diffusionSquared * delta;
  const deviation = Math.sqrt(variance);
  const [score] = exact.score([x], VP.level(time), new Float64Array(1));
  const mean = x - (drift * x - diffusionSquared * score) * delta;
  const places = grid(mean - BAYES_REACH * deviation, mean + BAYES_REACH * deviation, BAYES_PLACES);
  const dx = places[1] - places[0];
  const logPrior = exact.logDensity(places, VP.level(time), new Float64Array(BAYES_PLACES));
  const posterior = places.map((y, i) =>
    Math.exp(logPrior[i] - (x - y - drift * y * delta) ** 2 / (2 * variance)),
  );
  const total = posterior.reduce((sum, p) => sum + p, 0) * dx;
  const gaussian = places.map(
    (y) => Math.exp(-((y - mean) ** 2) / (2 * variance)) / (deviation * Math.sqrt(2 * Math.PI)),
  );
  for (let i = 0; i < BAYES_PLACES; i++) posterior[i] /= total;
  const distance = (posterior.reduce((sum, p, i) => sum + Math.abs(p - gaussian[i]), 0) * dx) / 2;
  return { places, posterior, gaussian, distance };
}
