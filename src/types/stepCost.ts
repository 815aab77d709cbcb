/** What a sampling step costs in evaluations of the network. */
export interface StepCost {
  /** From one level to the next one. */
  readonly steps: number;
  /** Evaluations of the plan in a step: 2 of second order, and one for each corrector step. */
  readonly each: number;
  /** In the last step, where a method of second order is of first. */
  readonly last: number;
  readonly correctors: number;
  readonly passes: 1 | 2;
}
