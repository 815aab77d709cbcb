/** The sentences that the steps of a first visit compute. */
import { count, percent, plural } from '../../../lib/numbers';

export const noise = {
  clear: 'the digit is clear',
  fades: 'the digit fades',
  gone: 'almost nothing of the digit is left',
};
interface NoiseState {
  readonly time: string;
  readonly last: number;
  readonly signal: string;
  readonly noise: string;
  readonly state: keyof typeof noise;
}
export const noised = ({ time, last, signal, noise: share, state }: NoiseState) =>
  `At t = ${time} of ${last}, ${signal} of the variance is signal and ${share} noise: ${noise[state]}.`;

interface Evaluated {
  readonly nfe: number;
}
const withEvaluations = (nfe: number) =>
  `With ${count(nfe)} network ${plural(nfe, { one: 'evaluation', other: 'evaluations' })}`;
export const nearestImage = ({
  nfe,
  distance,
  usual,
}: Evaluated & { readonly distance: number; readonly usual: number }) =>
  `${withEvaluations(nfe)} the selected image is ${distance} away from the nearest training image (root mean square, of 255); training images are ${usual} from theirs.`;
export const evaluatedAlike = (nfe: number) =>
  `${withEvaluations(nfe)} the samples are as near to the data as other data.`;
export const evaluated = (nfe: number, standing: string) =>
  `${withEvaluations(nfe)} the samples are ${standing}.`;
export const stepsBack = 'Steps back';
export const drawing = 'The network draws …';

export const untrained = 'Nothing is trained yet. Press Train.';
const trainedFor = (steps: number, seconds: number) =>
  `${count(steps)} ${plural(steps, { one: 'step', other: 'steps' })} in ${count(seconds)} ${plural(seconds, { one: 'second', other: 'seconds' })}`;
export const beingMeasured = (steps: number, seconds: number) =>
  `${trainedFor(steps, seconds)}; the samples are being measured.`;
export const trainedAlike = (steps: number, seconds: number) =>
  `${trainedFor(steps, seconds)}: the samples are as near to the data as other data.`;
export const trained = (steps: number, seconds: number, standing: string) =>
  `${trainedFor(steps, seconds)}: the samples are ${standing}.`;

interface Schedules {
  readonly time: string;
  /** Whole percent. */
  readonly linear: number;
  readonly cosine: number;
}
export const schedules = ({ time, linear, cosine }: Schedules) => {
  const verdict =
    linear === cosine ? 'no difference here' : `${linear < cosine ? 'linear' : 'cosine'} has destroyed more`;
  return `At t = ${time}, ${percent(linear / 100, 0)} of the variance is signal with linear and ${percent(cosine / 100, 0)} with cosine: ${verdict}.`;
};
