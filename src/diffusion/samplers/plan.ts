/**
 * A sampling plan is a sampler written out: for each network evaluation, the time at which it happens and the
 * numbers by which the next state is mixed. Planning is float64 and knows the mathematics; the loop that applies a plan
 * (apply.ts) knows only these numbers, so the same plan drives plain arrays in Node and tensors on a GPU.
 */
import type { Level } from '../process';

/**
 * x ← cXt·x + cX0·x̂0 + cX0Unclipped·(x̂0 before it is clipped) + cXtPrev·(x before the last step) + cX0Prev·(x̂0 of the last evaluation)
 * + cX0Prev2·(x̂0 of the one before it) + cNoise·z.
 */
export interface LinearStep {
  readonly kind: 'linear';
  /** Native time and level at which the network is evaluated on the current x. */
  readonly time: number;
  readonly level: Level;
  readonly cXt: number;
  readonly cX0: number;
  /** Absent where it is 0. */
  readonly cX0Unclipped?: number;
  readonly cXtPrev: number;
  readonly cX0Prev: number;
  /** Absent where it is 0. */
  readonly cX0Prev2?: number;
  /** No noise is drawn where this is 0 and there is no learned variance. */
  readonly cNoise: number;
  /**
   * Where the network predicts the variance: the noise has deviation exp(½(v·logMax + (1-v)·logMin)) per element, v the
   * fraction in [0, 1] that comes with x̂0; cNoise is used where the network has no such output.
   */
  readonly learnedVariance?: LogVarianceRange;
  /** Level of the state after this step, for display ({alpha: 1, sigma: 0} is data). */
  readonly to: Level;
}

/** log β̃ and log β of one step (Nichol & Dhariwal 2021, Eq. 15). */
interface LogVarianceRange {
  readonly logMin: number;
  readonly logMax: number;
}

/**
 * One Langevin corrector step at constant level: x ← x + δ·score + √(2δ)·z with δ = 2 factor (snr ‖z‖/‖score‖)², norms
 * averaged over the batch (Song et al. 2021, Alg. 4 and 5); score = (alpha·x̂0 - x)/sigma².
 */
export interface LangevinStep {
  readonly kind: 'langevin';
  readonly time: number;
  readonly level: Level;
  readonly snr: number;
  /** 1 for VE (Alg. 4), alpha_{t|t-1}² for variance-preserving processes (Alg. 5). */
  readonly factor: number;
  readonly to: Level;
}

/** x ← cXt·x + cNoise·z without a network evaluation: churn (Karras et al. 2022, Alg. 2, lines 4 to 6). */
export interface NoiseStep {
  readonly kind: 'noise';
  /** Level before, and its native time. */
  readonly time: number;
  readonly level: Level;
  readonly cXt: number;
  readonly cNoise: number;
  readonly to: Level;
}

export type PlanStep = LinearStep | LangevinStep | NoiseStep;

export interface SamplingPlan {
  readonly steps: readonly PlanStep[];
  /** Guesses a sample costs: evaluations of the network, or two each with guidance. */
  readonly nfe: number;
  /** The start is initialScale·z, z ~ N(0, I): √(alpha²+sigma²) of the first level, 1 for variance-preserving ones. */
  readonly initialScale: number;
}

/** A linear step from the coefficients that are not zero. */
export const linearStep = (
  step: Pick<LinearStep, 'time' | 'level' | 'to'> & Partial<LinearStep>,
): LinearStep => ({ kind: 'linear', cXt: 0, cX0: 0, cXtPrev: 0, cX0Prev: 0, cNoise: 0, ...step });

/** The plan of these steps, its cost counted and its start scaled. */
export const planOf = (steps: readonly PlanStep[]): SamplingPlan => ({
  steps,
  nfe: steps.filter(({ kind }) => kind !== 'noise').length,
  initialScale: Math.hypot(steps[0].level.alpha, steps[0].level.sigma),
});
