/** Train, beside the cost of a run. */
import { count, figure, joined, percent } from '../../lib/numbers';

export const openPretrained = 'Open the pretrained model';

interface Reached {
  readonly clear: number;
  readonly frechet: number;
}
/** What the same training reached elsewhere, after some of its steps. */
export const reached = (images: number, points: readonly (Reached & { readonly step: number })[]) =>
  `With these settings, of ${count(images)} drawn images ${joined(
    points.map(({ step, clear }) => `${percent(clear)} were clear after ${count(step)} steps`),
  )}; their Fréchet distance was ${joined(points.map(({ frechet }) => figure(frechet, 3)))}.`;
export const reachedByReal = ({ clear, frechet }: Reached) =>
  `Of real ones ${percent(clear)} are, at ${figure(frechet, 3)}.`;
export const clearMeans = 'Clear: the fixed classifier gives one class more than 0.8';
