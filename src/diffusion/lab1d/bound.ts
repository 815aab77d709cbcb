/**
 * The bound in one dimension, where everything is known: z ~ N(0, 1), x | z ~ N(z, s²), and a Gaussian q(z) that one moves in the place of
 * the posterior. log p(x) = E_q[log p(x|z)] - KL(q ‖ p(z)) + KL(q ‖ p(z|x)) (Kingma & Welling 2014, Eqs. 1 to 3): the first two are
 * the ELBO, the last, never negative, is what it lacks. A diffusion model is the same with x_1 … x_T for z and a fixed q.
 */
import { normalQuantile } from '../../lib/normalQuantile';
import { klGaussians } from '../elbo';

export interface Gaussian {
  readonly mean: number;
  readonly deviation: number;
}

/** s², the variance of x given z. */
const VARIANCE = 0.5;
/** The x that was observed. */
export const OBSERVED = 1;
export const PRIOR: Gaussian = { mean: 0, deviation: 1 };
/** p(z | x), by Bayes: precision 1 + 1/s². */
export const POSTERIOR: Gaussian = {
  mean: OBSERVED / (1 + VARIANCE),
  deviation: Math.sqrt(VARIANCE / (1 + VARIANCE)),
};

/** KL(p ‖ q) in nats. */
export const kl = (p: Gaussian, q: Gaussian): number =>
  klGaussians(p.mean - q.mean, 2 * Math.log(p.deviation), 2 * Math.log(q.deviation));

export const logDensity = ({ mean, deviation }: Gaussian, z: number): number =>
  -0.5 * Math.log(2 * Math.PI) - Math.log(deviation) - 0.5 * ((z - mean) / deviation) ** 2;

/** log p(x) = log N(x; 0, 1 + s²). */
export const EVIDENCE = logDensity({ mean: 0, deviation: Math.sqrt(1 + VARIANCE) }, OBSERVED);

/** Where the integral of a mixture ends: more than 6 deviations from the mean of every q that the lesson offers. */
const REACH = 12;
const CELLS = 1200;

/**
 * KL of the mixtures (1 - share) q + share p from p, in nats: at most (1 - share) KL(q ‖ p), for the divergence is convex (the log-sum
 * inequality). A mixture of Gaussians has no closed form: it is integrated by the trapezoidal rule.
 * @param shares of p, 0 to 1
 * @returns one divergence a share
 */
export function klOfMixtures(q: Gaussian, p: Gaussian, shares: readonly number[]): Float64Array {
  const width = (2 * REACH) / CELLS;
  const logP = Float64Array.from({ length: CELLS + 1 }, (_, i) => logDensity(p, i * width - REACH));
  const atQ = logP.map((_, i) => Math.exp(logDensity(q, i * width - REACH)));
  const atP = logP.map(Math.exp);
  return Float64Array.from(shares, (share) => {
    let sum = 0;
    for (let i = 0; i <= CELLS; i++) {
      const mixed = (1 - share) * atQ[i] + share * atP[i];
      if (mixed > 0) sum += mixed * (Math.log(mixed) - logP[i]);
    }
    return Math.max(0, sum * width); // equal ones may be a rounding error below 0
  });
}

export interface BoundTerms {
  /** E_q[log p(x|z)]. */
  readonly reconstruction: number;
  /** KL(q ‖ p(z)). */
  readonly toPrior: number;
  /** The first less the second. */
  readonly elbo: number;
  /** KL(q ‖ p(z|x)): log p(x) less the ELBO. */
  readonly gap: number;
}

export function boundTerms(q: Gaussian): BoundTerms {
  const squares = (OBSERVED - q.mean) ** 2 + q.deviation ** 2;
  const reconstruction = -0.5 * Math.log(2 * Math.PI * VARIANCE) - squares / (2 * VARIANCE);
  const toPrior = kl(q, PRIOR);
  return { reconstruction, toPrior, elbo: reconstruction - toPrior, gap: kl(q, POSTERIOR) };
}

/** log w = log p(x, z) - log q(z) at evenly spread quantiles of q: E_q[w] is p(x), E_q[log w] is the ELBO. */
export function logWeights(q: Gaussian, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    const z = q.mean + q.deviation * normalQuantile((i + 0.5) / count);
    const joint = logDensity(PRIOR, z) + logDensity({ mean: z, deviation: Math.sqrt(VARIANCE) }, OBSERVED);
    return joint - logDensity(q, z);
  });
}
