/**
 * A moving average of a weight that stochastic gradient descent keeps shaking: one weight, a quadratic loss, and gradients with noise. The
 * averages are those of training, with and without warm-up.
 */
import { createRng } from '../../lib/rng';

/** The share of its distance from the best value that a step takes away. */
const RATE = 0.1;
/** Standard deviation of the noise of a gradient. */
const NOISE = 1;
/** Where the weight starts; the best value is 0. */
export const START = 3;

/** The weight after each of n steps, the start first: w ← w - RATE (w + noise). */
export function noisyWeight(steps: number, seed: number): Float64Array {
  const rng = createRng({ seed, stream: 'noise', step: 0 });
  const weights = new Float64Array(steps + 1);
  weights[0] = START;
  for (let n = 1; n <= steps; n++)
    weights[n] = weights[n - 1] - RATE * (weights[n - 1] + NOISE * rng.normal());
  return weights;
}

/** @param decayAt the weight of the old average at a step, from 1 */
export function averageOf(weights: Float64Array, decayAt: (step: number) => number): Float64Array {
  const averages = Float64Array.from(weights);
  for (let n = 1; n < weights.length; n++) {
    const decay = decayAt(n);
    averages[n] = decay * averages[n - 1] + (1 - decay) * weights[n];
  }
  return averages;
}

/** The standard deviation of the weight once the start is forgotten: w is autoregressive with factor 1 - RATE. */
export const SHAKING = RATE * NOISE * Math.sqrt(1 / (1 - (1 - RATE) ** 2));

/** The standard deviation of its average over that of the weight: of an average of an autoregressive series. */
export function shakingLeft(decay: number): number {
  const factor = 1 - RATE;
  return Math.sqrt((((1 - decay) / (1 + decay)) * (1 + decay * factor)) / (1 - decay * factor));
}

/** Steps of which half of the average is made. */
export const halfLifeOf = (decay: number): number =>
  decay > 0 ? Math.max(1, Math.ceil(Math.log(0.5) / Math.log(decay))) : 1;
