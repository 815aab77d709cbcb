/**
 * A process is a pair of functions of time, alpha and sigma: x_t = alpha(t) x0 + sigma(t) eps.
 *
 * Discrete DDPM, VP-SDE, VE-SDE and flow matching are four values of this one type (Song et al. 2021; Kingma et al. 2021;
 * Lipman et al. 2023).
 * Everything else (samplers, losses, exact references) reads levels and does not know the process.
 */

/** The factor of the data (alpha) and the deviation of the noise (sigma) at one time. */
export interface Level {
  readonly alpha: number;
  readonly sigma: number;
}

/** No noise at all: the level at which every sampler ends. */
export const DATA_LEVEL: Level = { alpha: 1, sigma: 0 };

/** The forward SDE dx = drift·x dt + √diffusionSquared dw at one native time (Song et al. 2021, Eq. 5). */
export interface Rates {
  /** d ln alpha / dt: f(x, t) = drift·x; -β/2 for VP, 0 for VE. */
  readonly drift: number;
  /** g² = dσ²/dt - 2 drift σ²; β for VP, dσ²/dt for VE. */
  readonly diffusionSquared: number;
}

/** dα/dt and dσ/dt at one time: the velocity of a sample's path is alpha·x0 + sigma·eps (Albergo & Vanden-Eijnden 2023). */
export interface Slopes {
  readonly alpha: number;
  readonly sigma: number;
}

/** The facts of a process that need no parameters: enough to lay out a time axis and to choose words and charts. */
export interface ProcessTraits {
  /** True where time takes whole numbers only in training: 0 … T - 1. */
  readonly discrete: boolean;
  /** Whether alpha² + sigma² = 1 at every time, so that standardised data keep their variance. */
  readonly variancePreserving: boolean;
  /**
   * Coordinates in which solvers follow the probability-flow ODE. `scaled`: y = x/α over σ/α, where a diffusion has no drift
   * (Karras et al. 2022). `straight`: x itself over σ = t, where flow matching is finite up to α = 0. In both the ODE reads
   * dy/dσ = (y - x̂0)/σ.
   */
  readonly odeFrame: 'scaled' | 'straight';
  /** A native time as the page writes it: "312" for a chain, "0.31" for an SDE. */
  formatTime(time: number): string;
}

export interface Process extends ProcessTraits {
  /** Native time of the least noise: 0 for DDPM (one step of noise, not none), a small number for SDEs. */
  readonly timeMin: number;
  /** Native time of the most noise: T - 1 for DDPM, 1 for SDEs. */
  readonly timeMax: number;
  /** Signal and noise at a native time; between whole numbers of a discrete process, interpolated in log SNR. */
  level(time: number): Level;
  /** Drift and diffusion at a native time; of the log-SNR interpolation for a discrete process. */
  rates(time: number): Rates;
  /** dα/dt and dσ/dt per unit of native time; of the log-SNR interpolation for a discrete process. */
  slopes(time: number): Slopes;
  /**
   * The slopes at a level over their root mean square √((α'² + σ'²)/2): what velocity prediction outputs, whatever the unit of
   * time. (-1, 1) for flow matching, √2 (-σ, α) where variance is preserved, (0, √2) for VE.
   */
  direction(level: Level): Slopes;
  /** The factor of x_t in the input of the network. */
  inputScale(level: Level): number;
  /** The native time of a level with this log SNR; the inverse of `level`, clamped to [timeMin, timeMax]. */
  timeOfLogSnr(logSnr: number): number;
  /** The input of the network's time embedding: on the scale 0 to ~1000 whatever the process. */
  networkTime(time: number): number;
  /** A training time from a uniform number u in [0, 1). */
  drawTime(u: number): number;
}

/** Whether the forward process adds noise and leaves the data as they are, alpha = 1 at every time: variance-exploding. */
export const isDriftless = (process: Process): boolean => process.level(process.timeMax).alpha === 1;

/** The share of the variance at a level that is signal: α²/(α² + σ²), which is ᾱ for variance-preserving processes. */
export const shareOf = ({ alpha, sigma }: Level): number => alpha ** 2 / (alpha ** 2 + sigma ** 2);

/** log(alpha² / sigma²). */
export const logSnr = ({ alpha, sigma }: Level): number => 2 * (Math.log(alpha) - Math.log(sigma));

/** The level of a variance-preserving process (alpha² + sigma² = 1) with this log SNR. */
export const variancePreservingLevel = (logSnr: number): Level => ({
  alpha: Math.sqrt(1 / (1 + Math.exp(-logSnr))),
  sigma: Math.sqrt(1 / (1 + Math.exp(logSnr))),
});

/** The slopes that follow from the rates where alpha > 0. */
export const slopesOf = ({ alpha, sigma }: Level, { drift, diffusionSquared }: Rates): Slopes => ({
  alpha: drift * alpha,
  sigma: (diffusionSquared / 2 + drift * sigma * sigma) / sigma,
});

/** The direction of every variance-preserving process: the velocity in the angle φ, α = cos φ and σ = sin φ, times √2. */
export const variancePreservingDirection = ({ alpha, sigma }: Level): Slopes => ({
  alpha: -Math.SQRT2 * sigma,
  sigma: Math.SQRT2 * alpha,
});

/**
 * The factor that gives x_t about unit variance for standardised data: 1 for variance-preserving processes, 1/√(1+σ²) for VE (Karras et al.
 * 2022, c_in).
 */
export const unitVarianceScale = ({ alpha, sigma }: Level): number =>
  1 / Math.sqrt(alpha * alpha + sigma * sigma);
