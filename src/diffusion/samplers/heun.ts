/** Heun's method on the probability-flow ODE, deterministic or with churn (Karras et al. 2022). */

import * as words from '../../words/errors/refusals';
import { type Level, type Process, variancePreservingLevel } from '../process';
import { eulerStep } from './euler';
import { linearStep, type NoiseStep, type PlanStep } from './plan';
import { type Churn, type Sampler, zeroSignalRefusal } from './sampler';
import { type GridPoint, levelPairs, type OdeFrame, odeFrame, sigmaOf } from './spacing';

/**
 * Heun's method on the probability-flow ODE (Karras et al. 2022, Alg. 1): an Euler step, then the step again with the mean of
 * the slopes at both ends. Order 2 for two evaluations a step; the step to data, where the slope is undefined, is Euler's.
 * With churn (Alg. 2) some noise is added back before each step.
 */
export const heun: Sampler = {
  label: 'Heun',
  equation: 'ode',
  parameters: [],
  stochastic: () => false,
  defaultSpacing: 'karras',
  rule: 'fractional',
  plan: (process, grid, { churn }) =>
    levelPairs(grid).flatMap(({ from, to, next }) => {
      const steps: PlanStep[] = [];
      let start = from;
      if (churn.amount > 0) {
        const churned = churnStep(process, from, churn, grid.length);
        steps.push(churned.step);
        start = churned.point;
      }
      steps.push(linearStep({ ...start, to, ...eulerStep(start.level, to) }));
      if (next)
        steps.push(linearStep({ ...next, to, ...heunCorrection(odeFrame(process), start.level, to) }));
      return steps;
    }),
  refusal(process, { churn }) {
    if (!(churn.amount >= 0)) return words.badChurn(churn.amount);
    if (churn.amount > 0 && process.odeFrame === 'straight') return words.churnOfFlow;
    return zeroSignalRefusal(process, words.heunsMethod);
  },
};

/** y_s = y_t + ½ Δσ (slope at t + slope at s) in the frame's y and σ; x is the Euler guess at s, x_prev the state at t. */
function heunCorrection({ scale, sigma }: OdeFrame, from: Level, to: Level) {
  const step = sigma(to) - sigma(from);
  const atStart = step / (2 * sigma(from));
  const atEnd = step / (2 * sigma(to));
  return {
    cXtPrev: (scale(to) / scale(from)) * (1 + atStart),
    cX0Prev: -scale(to) * atStart,
    cXt: atEnd,
    cX0: -scale(to) * atEnd,
  };
}

/** σ̂ = σ + γσ with γ = min(S_churn/n, √2 - 1) inside [S_min, S_max]; noise is drawn even where γ = 0, as NVlabs/edm does. */
function churnStep(process: Process, from: GridPoint, churn: Churn, n: number) {
  const sigma = sigmaOf(from.level);
  const active = sigma >= churn.sigmaMin && sigma <= churn.sigmaMax;
  const gamma = active ? Math.min(churn.amount / n, Math.SQRT2 - 1) : 0;
  const point = gamma === 0 ? from : beyond(process, from, sigma * (1 + gamma));
  const added = Math.sqrt(Math.max(0, sigmaOf(point.level) ** 2 - sigma ** 2));
  const step: NoiseStep = {
    kind: 'noise',
    ...from,
    cXt: point.level.alpha / from.level.alpha,
    cNoise: point.level.alpha * added * churn.noise,
    to: point.level,
  };
  return { step, point };
}

/** The point of noisier σ, which may lie above the process's own: then the network is evaluated at its last time. */
function beyond(process: Process, { level }: GridPoint, sigma: number): GridPoint {
  const time = process.timeOfLogSnr(-2 * Math.log(sigma));
  if (level.alpha === 1) return { time, level: { alpha: 1, sigma } };
  return { time, level: variancePreservingLevel(-2 * Math.log(sigma)) };
}
