/** A sampler writes a plan: the numbers by which states are mixed on the way from noise to data. */
import type { PredictionId } from '../prediction';
import type { Process } from '../process';
import type { Refusal } from '../refusal';
import type { PlanStep } from './plan';
import type { ChainRule, GridPoint, SpacingId } from './spacing';

export type VarianceId = 'fixed-small' | 'fixed-large' | 'learned';

/** Churn of Karras et al. 2022, Alg. 2: how much noise `heun` adds back before each step. */
export interface Churn {
  /** S_churn: 0 for none, the ODE; at most n(√2 - 1) takes effect. */
  readonly amount: number;
  /** S_min, S_max: the range of σ in which noise is added. */
  readonly sigmaMin: number;
  readonly sigmaMax: number;
  /** S_noise: a little over 1 makes up for lost detail. */
  readonly noise: number;
}

/** What any sampler may read; each reads its own part. */
export interface SamplerOptions {
  /** Levels visited, a whole number from 1. */
  readonly steps: number;
  /** `ddim`: 0 deterministic to 1 as noisy as `ddpm`. */
  readonly eta: number;
  /** `ddpm`: which Σθ. */
  readonly variance: VarianceId;
  /** `dpm-solver++`: 1, or 2 for 2M. */
  readonly order: number;
  /** `predictor-corrector`: signal-to-noise ratio of a Langevin step. */
  readonly snr: number;
  /** `predictor-corrector`: Langevin steps at each level, a whole number from 0. */
  readonly correctorSteps: number;
  /** `heun`. */
  readonly churn: Churn;
  /** Exponent of the karras spacing. */
  readonly rho: number;
  readonly spacing: SpacingId;
  /** What the network is asked for, where that is known: some levels rule out eps. */
  readonly prediction?: PredictionId;
}

export interface Sampler {
  readonly label: string;
  /** The spacing with which it gives good samples for every schedule. */
  readonly defaultSpacing: SpacingId;
  readonly rule: ChainRule;
  /** @param grid from the most noise to the least, `options.steps` points; the last step goes to data */
  plan(process: Process, grid: readonly GridPoint[], options: SamplerOptions): PlanStep[];
  /** Why it cannot do this, or null. */
  refusal(process: Process, options: SamplerOptions): Refusal | null;
}

/** Why a solver that divides by alpha cannot start from this process, or null. */
export function zeroSignalRefusal(process: Process, what: string): Refusal | null {
  if (process.level(process.timeMax).alpha > 0) return null;
  return {
    reason: `${what} works in the coordinates x/α, and with zero terminal SNR α is 0 at the start.`,
    wayOut: 'Choose the sampler ddim or ddpm, or turn off the zero-terminal-SNR rescaling.',
  };
}
