/** The discrete chain of Ho et al. 2020 as a process: alpha_t = √ᾱ_t, sigma_t = √(1-ᾱ_t), t = 0 … T-1. */
import { deriveCoefficients } from '../coefficients';
import { type Process, variancePreservingLevel } from '../process';

/**
 * Between two steps the level is interpolated in log SNR; where the last step has none left (zero terminal SNR), alpha is
 * interpolated instead, which reaches 0 in a finite time.
 * @param betas [T] as `createBetas` gives them
 */
export function ddpmProcess(betas: Float64Array): Process {
  const { T, sqrtAlphasCumprod, sqrtOneMinusAlphasCumprod, logSnr } = deriveCoefficients(betas);
  const last = T - 1;
  const clamp = (time: number) => Math.min(Math.max(time, 0), last);
  const intervalOf = (time: number) => Math.max(0, Math.min(Math.floor(clamp(time)), last - 1));
  const endsInNoise = (step: number) => step + 1 === last && logSnr[last] === Number.NEGATIVE_INFINITY;

  const level = (time: number) => {
    const at = clamp(time);
    const step = Math.floor(at);
    const part = at - step;
    if (part === 0) return { alpha: sqrtAlphasCumprod[step], sigma: sqrtOneMinusAlphasCumprod[step] };
    if (endsInNoise(step)) {
      const alpha = (1 - part) * sqrtAlphasCumprod[step];
      return { alpha, sigma: Math.sqrt(1 - alpha * alpha) };
    }
    return variancePreservingLevel((1 - part) * logSnr[step] + part * logSnr[step + 1]);
  };

  return {
    id: 'ddpm',
    timeMin: 0,
    timeMax: last,
    discrete: true,
    level,
    rates(time) {
      const { alpha, sigma } = level(time);
      if (last === 0) return { drift: 0, diffusionSquared: 0 };
      const step = intervalOf(time);
      if (endsInNoise(step)) {
        const rate = sqrtAlphasCumprod[step] / alpha;
        return { drift: -rate, diffusionSquared: 2 * rate };
      }
      // For alpha² = 1/(1+exp(-λ)): d ln alpha/dt = ½σ²λ' and g² = -σ²λ' (Kingma et al. 2021, App. E).
      const slope = logSnr[step + 1] - logSnr[step];
      return { drift: 0.5 * sigma * sigma * slope, diffusionSquared: -sigma * sigma * slope };
    },
    timeOfLogSnr(target) {
      if (target >= logSnr[0] || last === 0) return 0;
      if (target <= logSnr[last]) return last;
      let low = 0;
      let high = last;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (logSnr[middle] >= target) low = middle;
        else high = middle;
      }
      if (endsInNoise(low)) return low + 1 - Math.sqrt(1 / (1 + Math.exp(-target))) / sqrtAlphasCumprod[low];
      return low + (logSnr[low] - target) / (logSnr[low] - logSnr[high]);
    },
    networkTime: (time) => (time * 1000) / T,
    drawTime: (u) => Math.min(Math.floor(u * T), last),
  };
}
