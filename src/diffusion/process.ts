/**
 * A process is a pair of functions of time, alpha and sigma: x_t = alpha(t) x0 + sigma(t) eps.
 *
 * Discrete DDPM, VP-SDE and VE-SDE are three values of this one type (Song et al. 2021; Kingma et al. 2021).
 * Everything else (samplers, losses, exact references) reads levels and never asks which process it has.
 */

/** What is left of the data (alpha) and how much noise there is (sigma) at one time. */
export interface Level {
  readonly alpha: number;
  readonly sigma: number;
}

/** No noise at all: where every reverse walk ends. */
export const DATA_LEVEL: Level = { alpha: 1, sigma: 0 };

/** The forward SDE dx = drift·x dt + √diffusionSquared dw at one native time (Song et al. 2021, Eq. 5). */
export interface Rates {
  /** d ln alpha / dt: f(x, t) = drift·x; -β/2 for VP, 0 for VE. */
  readonly drift: number;
  /** g² = dσ²/dt - 2 drift σ²; β for VP, dσ²/dt for VE. */
  readonly diffusionSquared: number;
}

export type ProcessId = 'ddpm' | 'vp-sde' | 've-sde';

export interface Process {
  readonly id: ProcessId;
  /** Native time of the least noise: 0 for DDPM (one step of noise, not none), a small number for SDEs. */
  readonly timeMin: number;
  /** Native time of the most noise: T - 1 for DDPM, 1 for SDEs. */
  readonly timeMax: number;
  /** True where time only takes whole numbers in training. */
  readonly discrete: boolean;
  /** Signal and noise at a native time; between whole numbers of a discrete process, interpolated in log SNR. */
  level(time: number): Level;
  /** Drift and diffusion at a native time; of the log-SNR interpolation for a discrete process. */
  rates(time: number): Rates;
  /** The native time of a level with this log SNR; the inverse of `level`, clamped to [timeMin, timeMax]. */
  timeOfLogSnr(logSnr: number): number;
  /** What the network's time embedding receives: on the scale 0 to ~1000 whatever the process. */
  networkTime(time: number): number;
  /** A training time from a uniform number u in [0, 1). */
  drawTime(u: number): number;
}

/** log(alpha² / sigma²). */
export const logSnr = ({ alpha, sigma }: Level): number => 2 * (Math.log(alpha) - Math.log(sigma));

/** The level of a variance-preserving process (alpha² + sigma² = 1) with this log SNR. */
export const variancePreservingLevel = (logSnr: number): Level => ({
  alpha: Math.sqrt(1 / (1 + Math.exp(-logSnr))),
  sigma: Math.sqrt(1 / (1 + Math.exp(logSnr))),
});

/**
 * What x_t is multiplied by before the network sees it, so that it has about unit variance for standardised data:
 * 1 for variance-preserving processes, 1/√(1+σ²) for VE (Karras et al. 2022, c_in).
 */
export const inputScale = ({ alpha, sigma }: Level): number => 1 / Math.sqrt(alpha * alpha + sigma * sigma);
