/** Train, beside the cost of a run. */
import { count, figure, joined, percent } from '../../../lib/numbers';

export const openPretrained = 'Vortrainiertes Modell öffnen';

interface Reached {
  readonly clear: number;
  readonly frechet: number;
}
/** What the same training reached elsewhere, after some of its steps. */
export const reached = (images: number, points: readonly (Reached & { readonly step: number })[]) =>
  `Mit diesen Einstellungen waren von ${count(images)} gezogenen Bildern ${joined(
    points.map(({ step, clear }) => `nach ${count(step)} Schritten ${percent(clear)}`),
  )} klar; ihr Fréchet-Abstand war ${joined(points.map(({ frechet }) => figure(frechet, 3)))}.`;
export const reachedByReal = ({ clear, frechet }: Reached) =>
  `Von echten sind es ${percent(clear)}, bei ${figure(frechet, 3)}.`;
export const clearMeans = 'Klar: Der feste Klassifikator gibt einer Klasse mehr als 0,8';
