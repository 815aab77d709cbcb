/**
 * The exact field of classifier-free guidance (Ho & Salimans 2022, Eq. 6): ε + w (ε(class) − ε), the field of all data moved w times as
 * far as to that of the class. At each level by itself it is the score of p_t(x)^(1−w) p_t(x|c)^w. Sampling with it does not draw from
 * p_0(x)^(1−w) p_0(x|c)^w: noise and powers do not commute, so these are not the noised densities of any one distribution.
 */
import type { ExactReference } from './mixture';

/** The linear answers of a reference: all that a field is made of. */
export type ExactField = Omit<ExactReference, 'logDensity'>;

/**
 * @param all     the field of all data
 * @param ofClass that of one class
 * @param scale   w: 0 for all data, 1 for the class as it is
 */
export function guidedField(all: ExactField, ofClass: ExactField, scale: number): ExactField {
  const mixed =
    (quantity: 'score' | 'eps' | 'posteriorMean'): ExactField['eps'] =>
    (points, level, out) => {
      const ofOne = ofClass[quantity](points, level, out.slice());
      all[quantity](points, level, out);
      for (let i = 0; i < out.length; i++) out[i] += scale * (ofOne[i] - out[i]);
      return out;
    };
  return { dims: all.dims, score: mixed('score'), eps: mixed('eps'), posteriorMean: mixed('posteriorMean') };
}
