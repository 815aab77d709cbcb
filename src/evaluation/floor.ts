/** A floor is the distance between two samples of real data: the score of a perfect model. */

import { energyDistanceSteps, finish } from './energyDistance';

/** A distance between point sets [n, 2] and [m, 2], computed in steps. */
export type StepwiseDistance = (a: Float32Array, b: Float32Array) => Generator<number, number>;

export interface Floor {
  readonly mean: number;
  /** Sample standard deviation over the pairs; 0 for a single pair. */
  readonly spread: number;
  readonly values: readonly number[];
}

/**
 * The floor of a distance: its mean and spread over independent pairs of real samples.
 * @param sample  returns [n, 2] fresh points at every call
 * @param n       points in each set: the floor falls as 1/n (energy distance) or 1/√n (W1), so use the n of the comparison
 * @param repeats pairs; at least 1
 * @yields the share of the work that is done
 */
export function* realAgainstRealSteps(
  sample: (n: number) => Float32Array,
  n: number,
  repeats = 5,
  distance: StepwiseDistance = energyDistanceSteps,
): Generator<number, Floor> {
  const values: number[] = [];
  for (let k = 0; k < repeats; k++) {
    const steps = distance(sample(n), sample(n));
    let step = steps.next();
    while (!step.done) {
      yield (k + step.value) / repeats;
      step = steps.next();
    }
    values.push(step.value);
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / repeats;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, spread: repeats > 1 ? Math.sqrt(squares / (repeats - 1)) : 0, values };
}

/** {@link realAgainstRealSteps}, all at once: about half a second for 5 000 points and five pairs. */
export function realAgainstReal(
  sample: (n: number) => Float32Array,
  n: number,
  repeats = 5,
  distance: StepwiseDistance = energyDistanceSteps,
): Floor {
  return finish(realAgainstRealSteps(sample, n, repeats, distance));
}
