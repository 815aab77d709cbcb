/** The coefficients that a process reads of the betas of a discrete chain, as arrays over t. Names as in Ho et al. 2020 and the published code. */

/** Each array is [T]; index 0 is the first noising step: "0 means one step of noise, not none". */
export interface Coefficients {
  readonly T: number;
  /** ᾱ_t = Π_{s≤t} (1 - β_s). */
  readonly alphasCumprod: Float64Array;
  readonly sqrtAlphasCumprod: Float64Array;
  readonly sqrtOneMinusAlphasCumprod: Float64Array;
  /** log(ᾱ_t/(1-ᾱ_t)). */
  readonly logSnr: Float64Array;
}

/** @param betas [T] in (0, 1), the last may be 1 */
export function deriveCoefficients(betas: Float64Array): Coefficients {
  let product = 1;
  const alphasCumprod = betas.map((beta) => (product *= 1 - beta));
  return {
    T: betas.length,
    alphasCumprod,
    sqrtAlphasCumprod: alphasCumprod.map(Math.sqrt),
    sqrtOneMinusAlphasCumprod: alphasCumprod.map((signal) => Math.sqrt(1 - signal)),
    logSnr: alphasCumprod.map((signal) => Math.log(signal / (1 - signal))),
  };
}
