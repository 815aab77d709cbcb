/** The discrete chain of Ho et al. 2020 as a process: alpha_t = √ᾱ_t, sigma_t = √(1-ᾱ_t), t = 0 … T-1. */

import { processes } from '../../words/config';
import { oneStepToRescale } from '../../words/errors/refusals';
import { deriveCoefficients } from '../coefficients';
import {
  type Process,
  type Rates,
  slopesOf,
  unitVarianceScale,
  variancePreservingDirection,
  variancePreservingLevel,
} from '../process';
import { createBetas, SCHEDULES } from '../schedules';
import { formatStep, type ProcessKind } from './kind';

/** Traits of every chain. */
const CHAIN = {
  discrete: true,
  variancePreserving: true,
  odeFrame: 'scaled',
  formatTime: formatStep,
} as const;

/**
 * Between two steps the level is interpolated in log SNR; where the last step has none left (zero terminal SNR), alpha is
 * interpolated instead, which reaches 0 in a finite time.
 * @param betas [T] as `createBetas` returns them
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

  const rates = (time: number): Rates => {
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
  };

  return {
    ...CHAIN,
    timeMin: 0,
    timeMax: last,
    level,
    rates,
    slopes(time) {
      const step = intervalOf(time);
      if (last === 0 || !endsInNoise(step)) return slopesOf(level(time), rates(time));
      // At the end alpha is 0 and its rate infinite; the slope of alpha is that of the interpolation.
      const { alpha, sigma } = level(time);
      const slope = -sqrtAlphasCumprod[step];
      return { alpha: slope, sigma: (-alpha * slope) / sigma };
    },
    direction: variancePreservingDirection,
    inputScale: unitVarianceScale,
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

export const ddpm: ProcessKind = {
  ...CHAIN,
  label: processes.ddpm,
  name: 'DDPM',
  usesSchedule: true,
  lastTime: ({ T }) => T - 1,
  parameters: ({ schedule }) => ['T', ...SCHEDULES[schedule].parameters.chain, 'zeroTerminalSnr'],
  refusal: ({ zeroTerminalSnr, T }) => (zeroTerminalSnr && T < 2 ? oneStepToRescale : null),
  create: (options) => ddpmProcess(createBetas(options.schedule, options)),
};
