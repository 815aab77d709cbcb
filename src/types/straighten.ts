/** The result of straightening a flow (Liu et al. 2023): both flows, with the same noise. */
import type { StateDict } from './weights';

/** Pairs are drawn, a copy is trained on them, and both flows are measured. */
export type StraightenStage = 'pairs' | 'training' | 'measuring';

export interface StraightenSettings {
  /** Of the noise of the pairs; the samples and the measure have the next ones. */
  readonly seed: number;
  /** Training steps of the copy; those that the flow's run has done if absent. */
  readonly steps?: number | undefined;
}

export interface StraightFlow {
  /** ∫ E‖(z − Φ(z)) − u(x_t, t)‖² dt over its own pairs: 0 for straight lines at one speed. */
  readonly straightness: number;
  /** [n, 2] samples by Euler's method, after each number of steps. */
  readonly samples: readonly { readonly steps: number; readonly points: Float32Array }[];
}

export interface StraightenReport {
  readonly before: StraightFlow;
  readonly after: StraightFlow;
  /** Pairs that the copy was trained on, and its training steps. */
  readonly pairs: number;
  readonly steps: number;
  /** EMA weights of the copy, by their names in files. */
  readonly weights: StateDict;
}
