/** Walks of coin tosses: controls, charts and the sentence that is computed. */
import { count, plural } from '../../../../lib/numbers';

export const tosses = 'Würfe';
export const drift = 'Drift a';
export const diffusion = 'Diffusionskoeffizient b';
export const pathsPicture = 'Pfade aus Münzwürfen';
export const endsPicture = 'Wo die Pfade enden';

interface Walks {
  readonly tosses: number;
  readonly walks: number;
  readonly mean: string;
  readonly variance: string;
  /** a t and b² t at t = 1. */
  readonly drift: string;
  readonly spread: string;
  readonly distance: string;
}
export const finding = ({ tosses, walks, mean, variance, drift, spread, distance }: Walks) =>
  `Nach ${tosses} ${plural(tosses, { one: 'Wurf', other: 'Würfen' })} haben ${count(walks)} Irrfahrten den Mittelwert ${mean} und die Varianz ${variance}; a t ist ${drift}, b² t ist ${spread}. Die Verteilung von x(1) ist ${distance} von der Normalverteilung entfernt.`;

export const densityOfEnd = 'Dichte von x(1)';
