/**
 * The likelihood in continuous time: the probability-flow ODE carries densities, so that log p(x) is that of the noise it ends
 * in plus the integral of a divergence (Song et al. 2021, Eq. 39, after Chen et al. 2018).
 *
 * Integrated in y = x/α over σ = sigma/alpha, where the ODE is dy/dσ = ε̂(αy): no drift, whatever the process.
 */

import { odeEndsWithoutSignal } from '../words/errors/sampling';
import type { Level, Process } from './process';
import { RefusedError } from './refusal';
import { pointOfSigma, sigmaOf } from './samplers/spacing';

/** ε̂ at each point and its divergence Σ_d ∂ε̂_d/∂x_d. */
export interface FieldValue {
  /** [N, D] */
  readonly eps: ArrayLike<number>;
  /** [N] */
  readonly divergence: ArrayLike<number>;
}

export type Field = (x: Float64Array, time: number, level: Level) => FieldValue | Promise<FieldValue>;
export type EpsField = (x: Float64Array, time: number, level: Level) => Float64Array;

/** A flow's paths are followed to this much before α = 0: what is left of the data's mean and variance changes 1e-6 nats. */
const FLOW_END = 1e-3;

/** Where the ODE ends: the most noise, or for straight paths just before it, for α = 0 has no σ/α. */
const lastLevel = (process: Process): Level =>
  process.level(process.odeFrame === 'straight' ? process.timeMax - FLOW_END : process.timeMax);

/** Whether `odeLikelihood` applies: not with zero terminal SNR. */
export const hasOdeLikelihood = (process: Process): boolean => lastLevel(process).alpha > 0;

export interface LikelihoodOptions {
  readonly dims: number;
  /** Runge–Kutta steps of four evaluations each; 40 leave an error of about 1e-3 nats on smooth data. */
  readonly steps: number;
}

/**
 * Negative log-likelihood of points, as an async generator so that the caller can show progress and stop.
 * @param x0 [N, dims] taken as y = x/α at the least noise, where y = x0 + (σ/α) eps is nearest to the data
 * @yields the number of steps done
 * @returns [N] nats per dimension
 * @throws {RefusedError} for zero terminal SNR, where y = x/α does not exist
 */
export async function* odeLikelihood(
  process: Process,
  field: Field,
  x0: ArrayLike<number>,
  { dims, steps }: LikelihoodOptions,
): AsyncGenerator<number, Float64Array, void> {
  const end = lastLevel(process);
  if (end.alpha === 0) throw new RefusedError(odeEndsWithoutSignal);
  const start = process.level(process.timeMin);
  const points = x0.length / dims;
  // Even in log σ: the field changes over factors of σ, and there is no end at σ = 0 to be crowded.
  const first = Math.log(sigmaOf(start));
  const h = (Math.log(sigmaOf(end)) - first) / steps;
  let y = Float64Array.from(x0);
  const logDet = new Float64Array(points);

  /** d/dlog σ of y and of -log p: σ ε̂(αy) and σ α div ε̂. */
  const slope = async (state: Float64Array, logSigma: number) => {
    const sigma = Math.exp(logSigma);
    const { time, level } = pointOfSigma(process, sigma);
    const { eps, divergence } = await field(
      state.map((value) => value * level.alpha),
      time,
      level,
    );
    return {
      y: Float64Array.from(eps, (value) => sigma * value),
      det: Float64Array.from(divergence, (value) => sigma * level.alpha * value),
    };
  };
  const moved = (by: Float64Array, size: number) => y.map((value, i) => value + size * by[i]);

  for (let step = 0; step < steps; step++) {
    const at = first + step * h;
    const k1 = await slope(y, at);
    const k2 = await slope(moved(k1.y, h / 2), at + h / 2);
    const k3 = await slope(moved(k2.y, h / 2), at + h / 2);
    const k4 = await slope(moved(k3.y, h), at + h);
    y = y.map((value, i) => value + (h / 6) * (k1.y[i] + 2 * k2.y[i] + 2 * k3.y[i] + k4.y[i]));
    for (let i = 0; i < points; i++)
      logDet[i] += (h / 6) * (k1.det[i] + 2 * k2.det[i] + 2 * k3.det[i] + k4.det[i]);
    yield step + 1;
  }

  const priorVariance = end.alpha ** 2 + end.sigma ** 2;
  return logDet.map((change, point) => {
    let squares = 0;
    for (let d = 0; d < dims; d++) squares += (end.alpha * y[point * dims + d]) ** 2;
    const logPrior =
      -0.5 * (squares / priorVariance + dims * Math.log(2 * Math.PI * priorVariance)) +
      dims * Math.log(end.alpha);
    return -(logPrior + change) / dims;
  });
}

/**
 * The exact divergence by central differences along each axis: 2·D extra evaluations, for low dimensions.
 * @param h step in units of x; 1e-4 for float64, about 1e-2 for float32 networks
 */
export function exactDivergence(eps: EpsField, dims: number, h = 1e-4): Field {
  return (x, time, level) => {
    const divergence = new Float64Array(x.length / dims);
    for (let d = 0; d < dims; d++) {
      const shifted = (by: number) =>
        eps(
          x.map((value, i) => (i % dims === d ? value + by : value)),
          time,
          level,
        );
      const ahead = shifted(h);
      const behind = shifted(-h);
      for (let point = 0; point < divergence.length; point++) {
        const i = point * dims + d;
        divergence[point] += (ahead[i] - behind[i]) / (2 * h);
      }
    }
    return { eps: eps(x, time, level), divergence };
  };
}

/**
 * Hutchinson's estimate vᵀ(∂ε̂/∂x)v, E vvᵀ = I: two extra evaluations whatever the dimension, unbiased (Grathwohl et al. 2019).
 * @param probe [N, D] of +1 and -1, the same for the whole integration
 */
export function hutchinsonDivergence(eps: EpsField, dims: number, probe: ArrayLike<number>, h = 1e-4): Field {
  return (x, time, level) => {
    const ahead = eps(
      x.map((value, i) => value + h * probe[i]),
      time,
      level,
    );
    const behind = eps(
      x.map((value, i) => value - h * probe[i]),
      time,
      level,
    );
    const divergence = new Float64Array(x.length / dims);
    for (let i = 0; i < x.length; i++)
      divergence[Math.floor(i / dims)] += (probe[i] * (ahead[i] - behind[i])) / (2 * h);
    return { eps: eps(x, time, level), divergence };
  };
}
