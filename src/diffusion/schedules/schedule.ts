/** A schedule assigns a beta, the variance of the noise that one step adds, to every timestep. */

/** The parameters of all schedules. Not every schedule uses every field. */
export interface ScheduleOptions {
  /** Number of steps, a whole number from 1. */
  readonly T: number;
  /** First beta of the linear family (as it would be at T = 1000 where the schedule is scaled), in (0, 1). */
  readonly betaStart: number;
  /** Last beta of the linear family, in (0, 1). */
  readonly betaEnd: number;
  /** Multiply `linear` and `quadratic` by 1000/T, so that the chain ends in noise whatever T is. */
  readonly scaleBetas: boolean;
  /** Offset of `cosine`: keeps the first betas from being too small. */
  readonly cosineS: number;
  /** Handles of `drawn`. */
  readonly handles: string;
}

/** Betas as a function of time; index 0 is the first, smallest noising step. */
export interface Schedule {
  /** Name in menus. */
  readonly label: string;
  /** The options that it reads, in the order of a form: as betas of a chain, and in the continuous limit. */
  readonly parameters: {
    readonly chain: readonly Exclude<keyof ScheduleOptions, 'T'>[];
    readonly continuous: readonly (keyof LimitOptions)[];
  };
  /** [T] betas, unchecked. */
  betas(options: ScheduleOptions): Float64Array;
  /**
   * ∫₀ᵗ β(u) du of the continuous limit β(t) = lim T·β_{tT}, t in [0, 1] (Song et al. 2021, App. B; the limit is
   * taken at the scale of T = 1000 where betas do not depend on T), and its derivative β(t).
   */
  limit(options: LimitOptions): ContinuousBeta;
}

/** The parameters of the continuous limit: end points in units of 1/time, that is 1000 times the discrete betas. */
interface LimitOptions {
  /** β at t = 0 of the linear family; 0.1 is 1000·1e-4. */
  readonly betaMin: number;
  /** β at t = 1 of the linear family; 20 is 1000·0.02. */
  readonly betaMax: number;
  readonly cosineS: number;
  readonly handles: string;
}

export interface ContinuousBeta {
  beta(t: number): number;
  /** ∫₀ᵗ β. */
  integral(t: number): number;
}

/** The parameters of schedules that run from a first to a last beta. */
export const END_POINTS = {
  chain: ['betaStart', 'betaEnd'],
  continuous: ['betaMin', 'betaMax'],
} as const;

/** The same for those that may be scaled by 1000/T; their continuous limit has no T. */
export const SCALED_END_POINTS = { ...END_POINTS, chain: [...END_POINTS.chain, 'scaleBetas'] } as const;

/** count numbers from start to stop, both included; for count = 1, start. */
export function linspace(start: number, stop: number, count: number): Float64Array {
  const step = count > 1 ? (stop - start) / (count - 1) : 0;
  const values = Float64Array.from({ length: count }, (_, i) => start + i * step);
  if (count > 1) values[count - 1] = stop;
  return values;
}
