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
/** @param floor its mean and its spread, written */
export const measured = (pairs: number, trainingSteps: number, floor: string, spread: string) =>
  `${count(pairs)} pairs, ${count(trainingSteps)} training steps. S = ∫E‖(z − Φ(z)) − u‖² dt is 0 on straight lines; energy distances of 2 000 samples, floor ${floor} ± ${spread}`;
export const oneStepAlike = (many: number) =>
  `One step of the straightened flow cannot be distinguished from ${many} of the flow`;
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
