/** What straightening a flow has changed, as sentences. Pure. */
import type { StraightenStage } from '../../../types/straighten';
import { figure } from '../../format';

/** A flow before or after: its straightness, and the energy distances of its samples by the number of steps. */
export interface MeasuredFlow {
  readonly straightness: number;
  readonly distances: Readonly<Record<number, number>>;
}

/** Steps of the flow that the straightened one is held against. */
export const MANY = 50;

export function straightenFinding(
  before: MeasuredFlow,
  after: MeasuredFlow,
  { mean, spread }: { readonly mean: number; readonly spread: number },
): string {
  const [one, many] = [after.distances[1], before.distances[MANY]];
  if (Math.abs(one - many) <= 2 * spread)
    return `One step of the straightened flow cannot be distinguished from ${MANY} of the flow`;
  const times = one / Math.max(many, mean);
  return `One step of the straightened flow is ${figure(times)} times as far from the data as ${MANY} of the flow`;
}

const STAGES: Readonly<Record<StraightenStage, string>> = {
  pairs: 'Drawing pairs',
  training: 'Training on the pairs',
  measuring: 'Measuring both',
};

export const stageText = (stage: StraightenStage): string => STAGES[stage];
