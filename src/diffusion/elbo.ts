/**
 * The variational bound: -log p(x0) ≤ L = L_T + Σ_{t≥1} L_t + L_0, term by term (Sohl-Dickstein et al. 2015; Ho et al. 2020,
 * Eq. 5). Dropping the weights of its L_t gives the simple loss on eps that training uses (Ho, Eqs. 12 to 14).
 *
 * Everything is in nats per dimension, one number a point; `bitsPerDim` converts. A network enters through its x̂0 alone: the
 * true posterior and the model's step share the mean's x_t part, so that only c1 (x0 - x̂0) is between their means.
 */
import { clippedPosterior } from './posterior';
import type { Level, Process } from './process';
import type { VarianceId } from './samplers/sampler';

/** A process seen as a chain: levels from one step of noise to the most. */
export interface ElboChain {
  /** Native times and levels, index t = 0 … T-1. */
  readonly times: readonly number[];
  readonly levels: readonly Level[];
  /** Deviation of the prior N(0, s² I) from which sampling starts: √(alpha² + sigma²) at the end. */
  readonly priorScale: number;
}

/** All steps of a discrete chain; `steps` evenly spaced times of a continuous process. */
export function elboChain(process: Process, steps = 1000): ElboChain {
  const { discrete, timeMin, timeMax } = process;
  const T = discrete ? timeMax + 1 : steps;
  const times = Array.from({ length: T }, (_, t) =>
    discrete || T === 1 ? t : timeMin + ((timeMax - timeMin) * t) / (T - 1),
  );
  const levels = times.map((time) => process.level(time));
  const last = levels[T - 1];
  return { times, levels, priorScale: Math.hypot(last.alpha, last.sigma) };
}

/** KL(N(m1, v1) ‖ N(m2, v2)) in nats, from the distance of the means and the log variances. */
export function klGaussians(distance: number, logVariance1: number, logVariance2: number): number {
  return (
    0.5 *
    (logVariance2 -
      logVariance1 +
      Math.expm1(logVariance1 - logVariance2) +
      distance ** 2 * Math.exp(-logVariance2))
  );
}

/**
 * L_T = KL(q(x_T | x0) ‖ N(0, s² I)): how far from noise the chain ends. The network has no part in it.
 * @param x0  [N, dims]
 * @param out [N] nats per dimension
 */
export function priorTerm(
  chain: ElboChain,
  x0: ArrayLike<number>,
  dims: number,
  out: Float64Array,
): Float64Array {
  const { alpha, sigma } = chain.levels[chain.levels.length - 1];
  const logPrior = 2 * Math.log(chain.priorScale);
  const logVariance = 2 * Math.log(sigma);
  return perPoint(out, dims, (i) => klGaussians(alpha * x0[i], logVariance, logPrior));
}

/** The arguments of a term t < T beside the data. */
export interface TermOptions {
  readonly dims: number;
  readonly variance: VarianceId;
  /** [N, dims] v in [0, 1] where the variance is learned: log Σ = v log β + (1 - v) log β̃. */
  readonly varianceFraction?: ArrayLike<number>;
  /** p(x0 | x1): a density for points, the mass of an 8-bit bin for images in [-1, 1] (Ho et al. 2020, Eq. 13). */
  readonly decoder: 'gaussian' | 'discretised';
}

/**
 * L_t for t ≥ 1, the KL of q(x_{t-1} | x_t, x0) and p(x_{t-1} | x_t); for t = 0, L_0 = -log p(x0 | x_t).
 * @param x0    [N, dims] data
 * @param x0Hat [N, dims] the network's guess from x_t
 * @param out   [N] nats per dimension
 */
export function elboTerm(
  chain: ElboChain,
  t: number,
  x0: ArrayLike<number>,
  x0Hat: ArrayLike<number>,
  { dims, variance, varianceFraction, decoder }: TermOptions,
  out: Float64Array,
): Float64Array {
  const { cX0, logSmall, logLarge } = termCoefficients(chain, t);
  const logVarianceOf = (i: number) => {
    if (variance === 'fixed-large' && t > 0) return logLarge;
    if (variance !== 'learned' || !varianceFraction) return logSmall;
    return varianceFraction[i] * logLarge + (1 - varianceFraction[i]) * logSmall;
  };
  if (t > 0)
    return perPoint(out, dims, (i) => klGaussians(cX0 * (x0[i] - x0Hat[i]), logSmall, logVarianceOf(i)));
  const negativeLog = decoder === 'gaussian' ? gaussianNegativeLog : discretisedNegativeLog;
  return perPoint(out, dims, (i) => negativeLog(x0[i], x0Hat[i], logVarianceOf(i)));
}

/**
 * The weight of x0 and the two log variances of step t. The first step's β̃ is 0: as in Nichol & Dhariwal 2021's code its
 * fixed variances are both β̃_1, and a learned one lies between β̃_1 and β_0.
 */
function termCoefficients({ levels }: ElboChain, t: number) {
  const { cX0, small, large } = clippedPosterior(levels[t], levels[t - 1] ?? null, levels[t + 1] ?? null);
  return { cX0, logSmall: Math.log(small), logLarge: Math.log(large) };
}

/** Nats per dimension to bits per dimension. */
export const bitsPerDim = (nats: number): number => nats / Math.LN2;

/** Mean over each point's dimensions of a number per element. */
function perPoint(out: Float64Array, dims: number, term: (i: number) => number): Float64Array {
  for (let point = 0; point < out.length; point++) {
    let sum = 0;
    for (let i = point * dims; i < (point + 1) * dims; i++) sum += term(i);
    out[point] = sum / dims;
  }
  return out;
}

function gaussianNegativeLog(x: number, mean: number, logVariance: number): number {
  return 0.5 * (Math.log(2 * Math.PI) + logVariance + (x - mean) ** 2 * Math.exp(-logVariance));
}

/** -log of the Gaussian's mass in the 8-bit bin of x, the outermost bins reaching to infinity. */
function discretisedNegativeLog(x: number, mean: number, logVariance: number): number {
  const scale = Math.exp(-0.5 * logVariance);
  const above = (x - mean + 1 / 255) * scale;
  const below = (x - mean - 1 / 255) * scale;
  if (x < -0.999) return -Math.log(Math.max(normalCdf(above), 1e-12));
  if (x > 0.999) return -Math.log(Math.max(1 - normalCdf(below), 1e-12));
  return -Math.log(Math.max(normalCdf(above) - normalCdf(below), 1e-12));
}

/** Page 1977's approximation, which published bits per dim are computed with; within 2e-4 of the normal distribution. */
const normalCdf = (x: number): number =>
  0.5 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
