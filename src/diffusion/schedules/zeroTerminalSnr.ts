/**
 * Rescaling to zero terminal SNR: √ᾱ is shifted so that its last value is 0 and stretched so that its first stays
 * (Lin et al. 2023, Alg. 1). Then training sees pure noise, as sampling does; eps-prediction is undefined at T - 1, where
 * x_T says nothing of x0, so that such chains are used with v- or x0-prediction.
 * @param betas [T], T ≥ 2
 * @returns [T] betas, the last exactly 1
 */
export function rescaleZeroTerminalSnr(betas: Float64Array): Float64Array {
  let product = 1;
  const roots = betas.map((beta) => {
    product *= 1 - beta;
    return Math.sqrt(product);
  });
  const first = roots[0];
  const last = roots[roots.length - 1];
  if (first === last) return betas.map(() => 1);
  const rescaled = roots.map((root) => (((root - last) * first) / (first - last)) ** 2);
  return rescaled.map((signal, t) => 1 - (t === 0 ? signal : signal / rescaled[t - 1]));
}
