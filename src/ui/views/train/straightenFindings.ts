/** How long a flow is straightened, and what that has changed, as sentences. Pure. */
import type { RunState } from '../../../state/run/run';
import * as words from '../../../words/train/straighten';
import { figure } from '../../format';
import { standingOf } from '../../quality';

/** A flow before or after: its straightness, and the energy distances of its samples by the number of steps. */
export interface MeasuredFlow {
  readonly straightness: number;
  readonly distances: Readonly<Record<number, number>>;
}

/** Steps of the flow that the straightened one is held against. */
export const MANY = 50;

/** The energy distance of real data from other real data. */
export interface Floor {
  readonly mean: number;
  readonly spread: number;
  /** Samples on each side. */
  readonly n: number;
}

/** Training steps of a run's flow. What was opened may not count those of its weights: its configuration then says them. */
export const stepsOfFlow = ({ base, step, config }: Pick<RunState, 'base' | 'step' | 'config'>): number =>
  base === 'model' ? Math.max(step, config.trainingSteps) : step;

export function straightenFinding(
  before: MeasuredFlow,
  after: MeasuredFlow,
  { mean, spread, n }: Floor,
): string {
  const [one, many] = [after.distances[1], before.distances[MANY]];
  if (Math.abs(one - many) <= 2 * spread) {
    const standing = standingOf({ kind: 'energy distance', value: many, floor: mean, spread, n });
    return words.oneStepAlike(MANY, standing?.kind === 'far' ? standing.text : null);
  }
  const times = one / Math.max(many, mean);
  return words.oneStepFarther(figure(times), MANY);
}
