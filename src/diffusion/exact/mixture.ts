/**
 * The exact answer for a Gaussian mixture: at every level its noised density is again a mixture,
 * Σ w_k N(α μ_k, (α² s_k² + σ²) I), so that score, best eps guess and posterior mean are known in closed form.
 */
import type { GaussianMixture } from '../../lib/mixture';
import type { Level } from '../process';

/** The exact quantities of a data distribution at any level. Points are flat [N, D] arrays, row by row. */
export interface ExactReference {
  readonly dims: number;
  /** log p_t at each point: fills out [N]. */
  logDensity<A extends Float32Array | Float64Array>(points: ArrayLike<number>, level: Level, out: A): A;
  /** ∇ log p_t at each point: fills out [N, D]. */
  score<A extends Float32Array | Float64Array>(points: ArrayLike<number>, level: Level, out: A): A;
  /** eps* = -σ ∇ log p_t = E[eps | x_t], the guess with the least expected error: fills out [N, D]. */
  eps<A extends Float32Array | Float64Array>(points: ArrayLike<number>, level: Level, out: A): A;
  /** E[x0 | x_t], by Tweedie's formula (x_t + σ² ∇ log p_t)/α where α > 0: fills out [N, D]. */
  posteriorMean<A extends Float32Array | Float64Array>(points: ArrayLike<number>, level: Level, out: A): A;
  /** E‖eps - eps*‖² / D given x_t, what the best guess leaves: fills out [N]. Absent where the answers are not those of the density. */
  epsVariance?(points: ArrayLike<number>, level: Level, out: Float64Array): Float64Array;
}

/** Exact density, score, eps and posterior mean of a mixture [K] in D dimensions. */
export function exactMixture({ weights, means, stds }: GaussianMixture): ExactReference {
  const K = weights.length;
  const dims = means[0].length;
  const logWeights = Float64Array.from(weights, Math.log);
  const flatMeans = Float64Array.from(means.flat());
  const logTerms = new Float64Array(K);
  const centres = new Float64Array(K * dims);
  const variances = new Float64Array(K);
  const logNorms = new Float64Array(K);
  const x = new Float64Array(dims);
  const mean = new Float64Array(dims);

  /** Components at this level. */
  const prepare = ({ alpha, sigma }: Level) => {
    for (let k = 0; k < K; k++) {
      variances[k] = (alpha * stds[k]) ** 2 + sigma * sigma;
      logNorms[k] = logWeights[k] - 0.5 * dims * Math.log(2 * Math.PI * variances[k]);
    }
    for (let i = 0; i < centres.length; i++) centres[i] = alpha * flatMeans[i];
  };
  /** Fills logTerms with log(w_k N_k(x)) for the point that starts at `first`, and returns the largest. */
  const evaluate = (points: ArrayLike<number>, first: number): number => {
    for (let d = 0; d < dims; d++) x[d] = points[first + d];
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < K; k++) {
      let squares = 0;
      for (let d = 0; d < dims; d++) squares += (x[d] - centres[k * dims + d]) ** 2;
      const term = logNorms[k] - squares / (2 * variances[k]);
      logTerms[k] = term;
      if (term > largest) largest = term;
    }
    return largest;
  };
  /**
   * Fills `mean` with Σ_k r_k f_k(x), r_k the responsibilities and f_k(x) = scaleX_k x + scaleMu_k μ_k: every quantity
   * below is such a mean.
   */
  const responsible = (
    first: number,
    points: ArrayLike<number>,
    write: (k: number, share: number) => void,
  ) => {
    const largest = evaluate(points, first);
    let total = 0;
    for (let k = 0; k < K; k++) total += logTerms[k] = Math.exp(logTerms[k] - largest);
    mean.fill(0);
    for (let k = 0; k < K; k++) write(k, logTerms[k] / total);
  };

  const scaledScore = <A extends Float32Array | Float64Array>(
    points: ArrayLike<number>,
    level: Level,
    factor: number,
    out: A,
  ): A => {
    prepare(level);
    const pull = (k: number, share: number) => {
      const weight = (factor * share) / variances[k];
      for (let d = 0; d < dims; d++) mean[d] += weight * (centres[k * dims + d] - x[d]);
    };
    for (let first = 0; first < points.length; first += dims) {
      responsible(first, points, pull);
      for (let d = 0; d < dims; d++) out[first + d] = mean[d];
    }
    return out;
  };

  return {
    dims,
    logDensity(points, level, out) {
      prepare(level);
      for (let first = 0; first < points.length; first += dims) {
        const largest = evaluate(points, first);
        let total = 0;
        for (let k = 0; k < K; k++) total += Math.exp(logTerms[k] - largest);
        out[first / dims] = largest + Math.log(total);
      }
      return out;
    },
    score: (points, level, out) => scaledScore(points, level, 1, out),
    eps: (points, level, out) => scaledScore(points, level, -level.sigma, out),
    epsVariance(points, level, out) {
      prepare(level);
      const { sigma } = level;
      let squares = 0;
      // Of one component eps has the mean σ (x - α μ)/(α² s² + σ²) and in each dimension the variance α² s²/(α² s² + σ²).
      const add = (k: number, share: number) => {
        const pull = sigma / variances[k];
        let square = dims * (1 - sigma * pull);
        for (let d = 0; d < dims; d++) {
          const eps = pull * (x[d] - centres[k * dims + d]);
          mean[d] += share * eps;
          square += eps * eps;
        }
        squares += share * square;
      };
      for (let first = 0; first < points.length; first += dims) {
        squares = 0;
        responsible(first, points, add);
        out[first / dims] = (squares - mean.reduce((sum, value) => sum + value * value, 0)) / dims;
      }
      return out;
    },
    posteriorMean(points, level, out) {
      prepare(level);
      // Of one component: (σ² μ + α s² x)/(α² s² + σ²), which needs no division by α.
      const guess = (k: number, share: number) => {
        const fromX = (share * level.alpha * stds[k] ** 2) / variances[k];
        const fromMean = (share * level.sigma ** 2) / variances[k];
        for (let d = 0; d < dims; d++) mean[d] += fromX * x[d] + fromMean * flatMeans[k * dims + d];
      };
      for (let first = 0; first < points.length; first += dims) {
        responsible(first, points, guess);
        for (let d = 0; d < dims; d++) out[first + d] = mean[d];
      }
      return out;
    },
  };
}
