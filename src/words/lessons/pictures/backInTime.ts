/** The reverse SDE, with parts of it left out, and one step of it by Bayes: controls, charts and the sentence that is computed. */
import { count } from '../../../lib/numbers';

export const kinds = {
  sde: 'SDE: score and noise',
  ode: 'ODE: half the score',
  scoreAlone: 'Score, no noise',
  noiseAlone: 'Noise, no score',
};
export const drives = 'What drives the way back';
export const step = 'Step δ';
export const walkPicture = 'Paths back in time';
export const stepPicture = 'One step back';

interface Walk {
  readonly paths: number;
  readonly steps: number;
  readonly distance: string;
  /** Of fresh data: mean, deviation and number of draws. */
  readonly floor: string;
  readonly floorDeviation: string;
  readonly draws: number;
  readonly deviation: string;
}
export const walk = ({ paths, steps, distance, floor, floorDeviation, draws, deviation }: Walk) =>
  `${count(paths)} paths in ${steps} steps end ${distance} from the data (Wasserstein-1; fresh data: ${floor} ± ${floorDeviation}, ${draws} draws), with deviation ${deviation}.`;

interface Step {
  readonly delta: string;
  readonly place: string;
  readonly time: string;
  readonly distance: string;
}
export const stepBack = ({ delta, place, time, distance }: Step) =>
  `One step back of δ = ${delta} from x = ${place} at t = ${time}: the posterior is ${distance} from the Gaussian (total variation).`;

export const timeFalling = 't, falling';
export const data = 'data';
export const placeAtTime = 'x at t';
export const density = 'density';
export const byBayes = 'by Bayes';
export const gaussian = 'Gaussian';
