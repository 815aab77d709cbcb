/** Ancestral sampling, the sampler of DDPM (Ho et al. 2020): each step draws from the posterior q(x_s | x_t, x̂0). */
import { qPosterior } from '../posterior';
import type { Level } from '../process';
import { linearStep } from './plan';
import type { Sampler, VarianceId } from './sampler';
import { levelPairs } from './spacing';

/** One ancestral step x_s = cX0·x̂0 + cXt·x_t + cNoise·z with a choice of variance; the last, to data, adds no noise. */
export function ancestralCoefficients(from: Level, to: Level, variance: VarianceId) {
  const { cX0, cXt, small, large } = qPosterior(from, to);
  const isLast = to.sigma === 0;
  return {
    cX0,
    cXt,
    cNoise: isLast ? 0 : Math.sqrt(variance === 'fixed-large' ? large : small),
    learnedVariance:
      variance === 'learned' && !isLast ? { logMin: Math.log(small), logMax: Math.log(large) } : undefined,
  };
}

/** Ancestral sampling (Ho et al. 2020, Alg. 2), on any subset of the levels. */
export const ddpm: Sampler = {
  label: 'DDPM',
  equation: 'ddpm',
  parameters: [],
  stochastic: () => true,
  defaultSpacing: 'trailing',
  rule: 'rounded',
  plan: (_, grid, { variance }) =>
    levelPairs(grid).map(({ from, to }) =>
      linearStep({ ...from, to, ...ancestralCoefficients(from.level, to, variance) }),
    ),
  refusal: () => null,
};
