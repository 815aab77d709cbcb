/**
 * The forward process: how data become noise, all at once and step by step.
 *
 * Both have the same distribution. Training uses the closed form; the 1-D laboratory draws the walk.
 */
import { DATA_LEVEL, type Level } from './process';

/**
 * Closed-form forward sample x_t = alpha x0 + sigma eps; for the chain √ᾱ_t x0 + √(1-ᾱ_t) eps (Ho et al. 2020, Eq. 4).
 * @param x0  [N] data
 * @param eps [N] standard normal
 * @param out [N] receives x_t; may be x0 or eps
 */
export function qSample<A extends Float32Array | Float64Array>(
  x0: ArrayLike<number>,
  { alpha, sigma }: Level,
  eps: ArrayLike<number>,
  out: A,
): A {
  for (let i = 0; i < out.length; i++) out[i] = alpha * x0[i] + sigma * eps[i];
  return out;
}

/**
 * One step between two levels, q(x_t | x_s) = N(alpha_{t|s} x_s, σ²_{t|s} I). For neighbouring steps of the chain it is
 * N(√(1-β_t) x_{t-1}, β_t I) (Ho et al. 2020, Eq. 2): the pair of roots keeps the variance at 1.
 * @returns the weight of x_s and the deviation of the noise
 */
export function forwardStep(from: Level, to: Level): { readonly cX: number; readonly cNoise: number } {
  const cX = to.alpha / from.alpha;
  return { cX, cNoise: Math.sqrt(transitionVariance(from, to)) };
}

/** σ²_{t|s} = σ_t² - α²_{t|s} σ_s², the variance that the way from s to t adds; never below 0 by rounding. */
export function transitionVariance(less: Level, more: Level): number {
  const ratio = more.alpha / less.alpha;
  return Math.max(0, more.sigma ** 2 - ratio ** 2 * less.sigma ** 2);
}

/**
 * The walk of single steps through `levels`, the first from clean data.
 * @param x0     [N] data
 * @param levels of growing noise, as many as steps
 * @param noise  fills an array [N] with the standard normal numbers of step k
 * @yields [N] the state after each step, in a new array
 */
export function* walkForward(
  x0: Float64Array,
  levels: Iterable<Level>,
  noise: (out: Float64Array, step: number) => Float64Array,
): Generator<Float64Array, void, void> {
  let from = DATA_LEVEL;
  let x = x0;
  let step = 0;
  for (const to of levels) {
    const { cX, cNoise } = forwardStep(from, to);
    const z = noise(new Float64Array(x.length), step++);
    x = x.map((value, i) => cX * value + cNoise * z[i]);
    from = to;
    yield x;
  }
}
