/** Walks of coin tosses: controls, charts and the sentence that is computed. */
import { count, plural } from '../../../lib/numbers';

export const tosses = 'Tosses';
export const drift = 'Drift a';
export const diffusion = 'Diffusion coefficient b';
export const pathsPicture = 'Paths of coin tosses';
export const endsPicture = 'Where the paths end';

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
  `After ${tosses} ${plural(tosses, { one: 'toss', other: 'tosses' })}, ${count(walks)} walks have mean ${mean} and variance ${variance}; a t is ${drift} and b² t is ${spread}. The distribution of x(1) is ${distance} from the normal one.`;

export const densityOfEnd = 'density of x(1)';
