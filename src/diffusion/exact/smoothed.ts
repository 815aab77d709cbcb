/**
 * The answers for a continuous density of which only draws are known: a kernel density estimate (Silverman 1986), a Gaussian about each
 * draw. Between the draws alone, less noise than their distance has a field that fits them and no other points of the density.
 */
import type { Level } from '../process';
import type { ExactReference } from './mixture';

/**
 * At noise over `bandwidth` times the signal the answers are those for the draws themselves; where there is less, kernels make up for it.
 * @param draws     the answers for the draws, each with all its weight in one place
 * @param bandwidth in the units of the data
 */
export function smoothed(draws: ExactReference, bandwidth: number): ExactReference {
  const widened = ({ alpha, sigma }: Level): Level => ({ alpha, sigma: Math.max(sigma, alpha * bandwidth) });
  return {
    dims: draws.dims,
    logDensity: (x, level, out) => draws.logDensity(x, widened(level), out),
    score: (x, level, out) => draws.score(x, widened(level), out),
    eps(x, level, out) {
      const wide = widened(level);
      draws.eps(x, wide, out);
      for (let i = 0; i < out.length; i++) out[i] *= level.sigma / wide.sigma;
      return out;
    },
    posteriorMean(x, level, out) {
      const wide = widened(level);
      draws.posteriorMean(x, wide, out);
      // of the variance beside the draw, what is the kernel's and no noise
      const share = 1 - (level.sigma / wide.sigma) ** 2;
      if (share > 0) for (let i = 0; i < out.length; i++) out[i] += share * (x[i] / level.alpha - out[i]);
      return out;
    },
  };
}
