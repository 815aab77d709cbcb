/** A sampler writes a plan: the numbers by which states are mixed on the way from noise to data. */

import { variances } from '../../words/config';
import { startsWithoutSignal } from '../../words/errors/refusals';
import type { PredictionId } from '../prediction';
import type { Process } from '../process';
import type { Refusal } from '../refusal';
import type { PlanStep } from './plan';
import type { ChainRule, GridPoint, SpacingId } from './spacing';

/** Choices of Σθ, the variance of an ancestral step, by their names in menus: β̃, β, or a second output of the network. */
export const VARIANCES = variances;
export type VarianceId = keyof typeof VARIANCES;

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

/** Options that belong to one sampler each. Names are those of the configuration's fields. */
interface SamplerParameters {
  /** `ddim`: 0 deterministic to 1 as noisy as `ddpm`. */
  readonly eta: number;
  /** `ddim`: whether ε̂ is computed from the clipped x̂0; see `ddimStep`. */
  readonly clippedEps: boolean;
  /** `dpm-solver++`: 1, 2 for 2M, or 3. */
  readonly solverOrder: number;
  /** `predictor-corrector`: signal-to-noise ratio of a Langevin step. */
  readonly langevinSnr: number;
}

/** The options of all samplers; each reads its own part. */
export interface SamplerOptions extends SamplerParameters {
  /** Levels visited, a whole number from 1. */
  readonly samplingSteps: number;
  /** `ddpm`: which Σθ. */
  readonly variance: VarianceId;
  /** `predictor-corrector`: Langevin steps at each level, a whole number from 0. */
  readonly correctorSteps: number;
  /** `heun`. */
  readonly churn: Churn;
  /** Exponent of the karras spacing. */
  readonly rho: number;
  readonly spacing: SpacingId;
  /** The prediction of the network, where it is known: some levels rule out eps. */
  readonly prediction?: PredictionId;
}

/**
 * The equation of one step, by the name that the page typesets it under: a sampler's own, or that of what it integrates, the
 * probability-flow ODE or the reverse SDE.
 */
export type StepEquation = 'ddpm' | 'ddim' | 'dpm-solver++' | 'ode' | 'sde';

export interface Sampler {
  /** Name in menus. */
  readonly label: string;
  readonly equation: StepEquation;
  /** The parameters that it alone reads: a form shows them beside it, and two runs of it differ by their values. */
  readonly parameters: readonly (keyof SamplerParameters)[];
  /** Whether steps draw noise, so that the same start leads to different samples. */
  stochastic(parameters: SamplerParameters): boolean;
  /** Its name with parameters that are not the usual ones: "DDIM, η 0.5". The label where this is absent. */
  nameWith?(parameters: SamplerParameters): string;
  /** The spacing with which it gives good samples for every schedule. */
  readonly defaultSpacing: SpacingId;
  readonly rule: ChainRule;
  /** @param grid from the most noise to the least, `options.samplingSteps` points; the last step goes to data */
  plan(process: Process, grid: readonly GridPoint[], options: SamplerOptions): PlanStep[];
  /** Why it cannot do this, or null. */
  refusal(process: Process, options: SamplerOptions): Refusal | null;
}

/** Why a solver that divides by alpha cannot start from this process, or null. */
export function zeroSignalRefusal(process: Process, what: string): Refusal | null {
  if (process.odeFrame === 'straight' || process.level(process.timeMax).alpha > 0) return null;
  return startsWithoutSignal(what);
}
