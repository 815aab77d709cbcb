/** The average of one noisy weight, and what averages of a network draw: controls, charts and the sentences that are computed. */

export const averages = {
  newest: 'newest weights',
  '0.9': 'decay 0.9',
  '0.99': 'decay 0.99',
  '0.999': 'decay 0.999',
  'not warmed up': 'decay 0.999, no warm-up',
};
export const decay = 'Decay';
export const warmUp = 'Warm-up';
export const withWarmUp = 'with';
export const withoutWarmUp = 'without';
export const averagePicture = 'A weight and its average';
export const measuredPicture = 'Measured by decay';

export const noAverage = 'Decay 0 averages nothing: it is the newest weight.';

interface Average {
  readonly decay: string;
  readonly halfLife: string;
  /** The share of the start that is left after so many steps; null with warm-up. */
  readonly start: { readonly steps: number; readonly share: string } | null;
  readonly shaking: string;
}
export const average = ({ decay, halfLife, start, shaking }: Average) =>
  `With decay ${decay} half of the average is of the last ${halfLife} steps; ${start ? `after ${start.steps} steps without warm-up ${start.share} of the average is still the start` : 'with warm-up the start is soon forgotten'}. In the long run it moves ${shaking} times as far as the weight.`;

interface Measured {
  readonly steps: string;
  readonly rate: string;
  readonly weights: string;
  readonly distance: string;
  readonly floor: string;
}
export const measured = ({ steps, rate, weights, distance, floor }: Measured) =>
  `A network after ${steps} steps at a constant rate of ${rate}, ${weights}: ${distance} from the data (energy distance, 3 seeds); real data: ${floor}.`;

export const trainingStep = 'training step';
export const weight = 'a weight';
export const newestWeight = 'the newest weight';
export const itsAverage = 'its average';
export const bestValue = 'best value, dashed';
