/** β̃, β and the best variance between, and what a learned one gains: controls, charts and the sentences that are computed. */
import { count } from '../../../lib/numbers';

export const learned = 'learned';
export const steps = 'Steps of the chain';
export const onTrained = 'Measured on a trained network';
export const theBound = 'The bound';
export const samplesIn = (steps: string) => `Samples, ${steps} steps`;
export const variancesPicture = 'Variance of each step';
export const measuredPicture = 'Measured with three variances';
export const natsPerDimension = 'nats per dimension';

export const cost = (steps: number, small: string, large: string) =>
  `With ${steps} steps and the exact mean, β̃ costs ${small} nats of the bound and β ${large}.`;

interface Measured {
  readonly T: number;
  /** "β̃ 1.44 ± 0.01, β …". */
  readonly values: string;
}
export const bound = ({
  T,
  values,
  points,
  more,
}: Measured & { readonly points: number; readonly more: string }) =>
  `One network, read three ways (T = ${T}, 3 seeds): ${values} (nats per dimension at ${count(points)} fresh points). β̃ needs ${more} nats more than the learned variance.`;
export const samples = ({
  T,
  values,
  drawn,
  steps,
  floor,
  ratio,
}: Measured & {
  readonly drawn: number;
  readonly steps: string;
  readonly floor: string;
  readonly ratio: string;
}) =>
  `One network, read three ways (T = ${T}, 3 seeds): ${values} (energy distance of ${count(drawn)} samples in ${steps} steps; real data: ${floor}). β̃ ends ${ratio} times as far as the learned variance.`;

export const varianceOverBeta = 'variance, over β';
export const betaDashed = 'β, dashed';
export const best = 'the best, with the exact mean';
