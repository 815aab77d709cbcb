/**
 * What follows from the betas of a discrete chain: products, posterior, signal-to-noise ratio, as arrays over t.
 * Index 0 is the first noising step: "0 means one step of noise, not none".
 */

/** Each array is [T]; names as in Ho et al. 2020 and the programs that followed it. */
export interface Coefficients {
  readonly T: number;
  readonly betas: Float64Array;
  /** 1 - β_t. */
  readonly alphas: Float64Array;
  /** ᾱ_t = Π_{s≤t} α_s. */
  readonly alphasCumprod: Float64Array;
  /** ᾱ_{t-1}; 1 at t = 0. */
  readonly alphasCumprodPrev: Float64Array;
  readonly sqrtAlphasCumprod: Float64Array;
  readonly sqrtOneMinusAlphasCumprod: Float64Array;
  readonly sqrtRecipAlphasCumprod: Float64Array;
  readonly sqrtRecipm1AlphasCumprod: Float64Array;
  /** β̃_t = β_t (1-ᾱ_{t-1})/(1-ᾱ_t); 0 at t = 0 (Ho et al. 2020, Eq. 7). */
  readonly posteriorVariance: Float64Array;
  /** log β̃_t; entry 0, which would be -∞, copies entry 1. */
  readonly posteriorLogVarianceClipped: Float64Array;
  /** √ᾱ_{t-1} β_t/(1-ᾱ_t): the weight of x0 in the posterior mean. */
  readonly posteriorMeanCoef1: Float64Array;
  /** √α_t (1-ᾱ_{t-1})/(1-ᾱ_t): the weight of x_t in it. */
  readonly posteriorMeanCoef2: Float64Array;
  /** The upper choice of Σθ: β_t, with entry 0 replaced by β̃_1 (Nichol & Dhariwal 2021's code). */
  readonly fixedLargeVariance: Float64Array;
  /** ᾱ_t/(1-ᾱ_t). */
  readonly snr: Float64Array;
  readonly logSnr: Float64Array;
  /** √((1-ᾱ_t)/ᾱ_t): the noise level in the coordinates x_t/√ᾱ_t of Karras et al. 2022. */
  readonly sigmaVe: Float64Array;
}

/** @param betas [T] in (0, 1), the last may be 1 */
export function deriveCoefficients(betas: Float64Array): Coefficients {
  const T = betas.length;
  const alphas = betas.map((beta) => 1 - beta);
  let product = 1;
  const alphasCumprod = alphas.map((alpha) => (product *= alpha));
  const alphasCumprodPrev = alphasCumprod.map((_, t) => (t === 0 ? 1 : alphasCumprod[t - 1]));
  const posteriorVariance = betas.map(
    (beta, t) => (beta * (1 - alphasCumprodPrev[t])) / (1 - alphasCumprod[t]),
  );
  // A chain of one step has no posterior: its only variance is β_0.
  const firstVariance = T > 1 ? posteriorVariance[1] : betas[0];
  const snr = alphasCumprod.map((signal) => signal / (1 - signal));
  return {
    T,
    betas,
    alphas,
    alphasCumprod,
    alphasCumprodPrev,
    sqrtAlphasCumprod: alphasCumprod.map(Math.sqrt),
    sqrtOneMinusAlphasCumprod: alphasCumprod.map((signal) => Math.sqrt(1 - signal)),
    sqrtRecipAlphasCumprod: alphasCumprod.map((signal) => Math.sqrt(1 / signal)),
    sqrtRecipm1AlphasCumprod: alphasCumprod.map((signal) => Math.sqrt(1 / signal - 1)),
    posteriorVariance,
    posteriorLogVarianceClipped: posteriorVariance.map((variance, t) =>
      Math.log(t === 0 ? firstVariance : variance),
    ),
    posteriorMeanCoef1: betas.map(
      (beta, t) => (beta * Math.sqrt(alphasCumprodPrev[t])) / (1 - alphasCumprod[t]),
    ),
    posteriorMeanCoef2: alphas.map(
      (alpha, t) => (Math.sqrt(alpha) * (1 - alphasCumprodPrev[t])) / (1 - alphasCumprod[t]),
    ),
    fixedLargeVariance: betas.map((beta, t) => (t === 0 ? firstVariance : beta)),
    snr,
    logSnr: snr.map(Math.log),
    sigmaVe: alphasCumprod.map((signal) => Math.sqrt((1 - signal) / signal)),
  };
}
