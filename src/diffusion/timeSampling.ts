/** The ways in which the times of a training batch are drawn, as menus and forms name them; `timeDraw.ts` draws them. */
import { timeSamplings } from '../words/config';

interface TimeSampling {
  /** Name in menus. */
  readonly label: string;
  /** The parameters that it reads. Names are those of the configuration's fields. */
  readonly parameters: readonly ('logitMean' | 'logitScale' | 'importanceWeights')[];
}

export const TIME_SAMPLINGS = {
  uniform: { label: timeSamplings.uniform, parameters: [] },
  stratified: { label: timeSamplings.stratified, parameters: [] },
  'logit-normal': {
    label: timeSamplings.logitNormal,
    parameters: ['logitMean', 'logitScale', 'importanceWeights'],
  },
  'second-moment': { label: timeSamplings.byLoss, parameters: [] },
} as const satisfies Record<string, TimeSampling>;

export type TimeSamplingId = keyof typeof TIME_SAMPLINGS;
