/** The straightened flow of a run in Train. */
import { count, plural } from '../../lib/numbers';

export const title = 'Straighten the flow';
export const hint =
  'Draws pairs of noise z and Φ(z) by the ODE of the flow, and trains a copy of it on the lines between them (Liu et al. 2023)';
export const sides = { before: 'Flow', after: 'Straightened' };
export const flowAfter = (steps: number) => `flow, ${steps}`;
export const straightAfter = (steps: number) => `straight, ${steps}`;
export const clouds = 'Samples of the flow and of the straightened flow, by the number of steps';
export const table = 'Straightness, and energy distance by the number of Euler steps';
export const steps = (n: number) => `${count(n)} ${plural(n, { one: 'step', other: 'steps' })}`;
interface Measured {
  readonly pairs: number;
  readonly trainingSteps: number;
  readonly samples: number;
  /** Its mean and its spread, written. */
  readonly floor: string;
  readonly spread: string;
}
export const measured = ({ pairs, trainingSteps, samples, floor, spread }: Measured) =>
  `${count(pairs)} pairs, ${count(trainingSteps)} training steps. S = ∫E‖(z − Φ(z)) − u‖² dt is 0 on straight lines; energy distances of ${count(samples)} samples, floor ${floor} ± ${spread}`;
/** @param standing "4.2 times as far as real data"; null where the flow is near them */
export const oneStepAlike = (many: number, standing: string | null) =>
  `One step of the straightened flow cannot be distinguished from ${many} of the flow${standing === null ? '' : `; both are ${standing}`}`;
export const oneStepFarther = (times: string, many: number) =>
  `One step of the straightened flow is ${times} times as far from the data as ${many} of the flow`;
export const starting = 'Starting';
export const stages = {
  pairs: 'Drawing pairs',
  training: 'Training on the pairs',
  measuring: 'Measuring both',
};
export const straightening = 'Straightening the flow';
export const cancel = 'Cancel';
export const again = 'Straighten again';
export const use = 'Use the straightened flow';
export const notReady = 'It needs a flow that is trained, and paused or done';
export const failed = 'The flow could not be straightened.';
