/**
 * The posterior q(x_s | x_t, x0): the distribution of the less noisy state before x_t, for known data x0. Ancestral sampling,
 * DDIM, the variational bound and the loss of a learned variance use it.
 */
import { transitionVariance } from './forward';
import { DATA_LEVEL, type Level } from './process';

/** q(x_s | x_t, x0) = N(cX0·x0 + cXt·x_t, small·I), s with less noise than t. */
export interface Posterior {
  readonly cX0: number;
  readonly cXt: number;
  /** β̃: the variance of the posterior. */
  readonly small: number;
  /** β: σ²_{t|s}, the variance that the forward step added. */
  readonly large: number;
}

/**
 * The posterior between any two levels, s with less noise than t:
 * q(x_s | x_t, x0) = N(α_s σ²_{t|s}/σ_t² x0 + α_{t|s} σ_s²/σ_t² x_t, σ²_{t|s} σ_s²/σ_t²)
 * (Ho et al. 2020, Eqs. 6 and 7, written for level pairs as in Kingma et al. 2021, App. A.2). For neighbouring steps of the chain
 * the three are posterior_mean_coef1, posterior_mean_coef2 and posterior_variance of the published code.
 * @param from level of x_t
 * @param to   level of x_s
 */
export function qPosterior(from: Level, to: Level): Posterior {
  const large = transitionVariance(to, from);
  const total = from.sigma ** 2;
  return {
    cX0: (to.alpha * large) / total,
    cXt: ((from.alpha / to.alpha) * to.sigma ** 2) / total,
    small: (large * to.sigma ** 2) / total,
    large,
  };
}

/**
 * The posterior with a variance whose logarithm exists: the first step leads to data, and its β̃ = 0 is replaced by that of the second
 * step (Nichol & Dhariwal 2021's code: posterior_log_variance_clipped).
 * @param from  level of x_t
 * @param to    level of x_s; null where the step is the first, and x_s is data
 * @param after level one step after `from`; null for a chain of one step, whose only variance is its β
 */
export function clippedPosterior(from: Level, to: Level | null, after: Level | null): Posterior {
  if (to) return qPosterior(from, to);
  const first = qPosterior(from, DATA_LEVEL);
  return { ...first, small: after ? qPosterior(after, from).small : first.large };
}
