/**
 * A sampling plan is a sampler written out: for each network evaluation, the time at which it happens and the
 * numbers by which the next state is mixed. Planning is float64 and knows the mathematics; the loop that applies a plan
 * knows only these numbers, so the same plan drives plain arrays in Node and tensors on a GPU.
 */
import type { Level } from '../process';

/** x ← cXt·x + cX0·x̂0 + cXtPrev·(x before the last step) + cX0Prev·(x̂0 of the last step) + cNoise·z. */
export interface LinearStep {
  readonly kind: 'linear';
  /** Native time and level at which the network is evaluated on the current x. */
  readonly time: number;
  readonly level: Level;
  readonly cXt: number;
  readonly cX0: number;
  readonly cXtPrev: number;
  readonly cX0Prev: number;
  readonly cNoise: number;
  /** Level of the state after this step, for display ({alpha: 1, sigma: 0} is data). */
  readonly to: Level;
}

/**
 * One Langevin corrector step at constant level: x ← x + δ·score + √(2δ)·z with δ = 2 (snr ‖z‖/‖score‖)², norms averaged
 * over the batch (Song et al. 2021, Alg. 4 and 5); score = (alpha·x̂0 - x)/sigma².
 */
export interface LangevinStep {
  readonly kind: 'langevin';
  readonly time: number;
  readonly level: Level;
  readonly snr: number;
  readonly to: Level;
}

export type PlanStep = LinearStep | LangevinStep;

export interface SamplingPlan {
  readonly steps: readonly PlanStep[];
  /** Network evaluations a sample costs. */
  readonly nfe: number;
  /** The start is initialScale·z, z ~ N(0, I): 1 for VP, √(alpha²+sigma²) in general. */
  readonly initialScale: number;
}
