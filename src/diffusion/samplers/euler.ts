/** Euler's method on the probability-flow ODE (Song et al. 2021). */

import * as words from '../../words/errors/refusals';
import type { Level } from '../process';
import { linearStep } from './plan';
import { type Sampler, zeroSignalRefusal } from './sampler';
import { levelPairs } from './spacing';

/**
 * Euler's step on the probability-flow ODE dy/dσ = (y - x̂0)/σ in y = x/α (Karras et al. 2022, Eq. 4 with σ(t) = t),
 * written for x itself. It is DDIM's with η = 0; the two samplers differ in the levels they visit. On straight paths it is also
 * Euler's step in time, x_s = x_t + (s - t) û: nothing is divided by α.
 */
export function eulerStep(from: Level, to: Level) {
  const ratio = to.sigma / from.sigma;
  return { cXt: ratio, cX0: to.alpha - ratio * from.alpha };
}

/** Euler's method on the probability-flow ODE (Song et al. 2021, Eq. 13): order 1. */
export const euler: Sampler = {
  label: 'Euler',
  equation: 'ode',
  parameters: [],
  stochastic: () => false,
  defaultSpacing: 'linspace',
  rule: 'fractional',
  plan: (_, grid) =>
    levelPairs(grid).map(({ from, to }) => linearStep({ ...from, to, ...eulerStep(from.level, to) })),
  refusal: (process) => zeroSignalRefusal(process, words.eulersMethod),
};
