import { transitionVariance } from '../forward';
import type { Level } from '../process';
import { linearStep } from './plan';
import type { Sampler, VarianceId } from './sampler';
import { levelPairs } from './spacing';

/** The numbers of one ancestral step, x_s = cX0·x̂0 + cXt·x_t + √variance·z. */
export interface AncestralStep {
  readonly cX0: number;
  readonly cXt: number;
  /** β̃: the variance of q(x_s | x_t, x0). */
  readonly small: number;
  /** β: σ²_{t|s}, the variance that the forward step added. */
  readonly large: number;
}

/**
 * The posterior between any two levels, s with less noise than t:
 * q(x_s | x_t, x0) = N(α_s σ²_{t|s}/σ_t² x0 + α_{t|s} σ_s²/σ_t² x_t, σ²_{t|s} σ_s²/σ_t²)
 * (Ho et al. 2020, Eqs. 6 and 7, written for level pairs as in Kingma et al. 2021, App. A.2). For neighbouring steps of the chain
 * the three are posteriorMeanCoef1, posteriorMeanCoef2 and posteriorVariance.
 */
export function qPosterior(from: Level, to: Level): AncestralStep {
  const large = transitionVariance(to, from);
  const total = from.sigma ** 2;
  return {
    cX0: (to.alpha * large) / total,
    cXt: ((from.alpha / to.alpha) * to.sigma ** 2) / total,
    small: (large * to.sigma ** 2) / total,
    large,
  };
}

/** One step as a variance choice has it; the last, to data, adds no noise. */
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
  label: 'DDPM (ancestral)',
  defaultSpacing: 'trailing',
  rule: 'rounded',
  plan: (_, grid, { variance }) =>
    levelPairs(grid).map(({ from, to }) =>
      linearStep({ ...from, to, ...ancestralCoefficients(from.level, to, variance) }),
    ),
  refusal: () => null,
};
