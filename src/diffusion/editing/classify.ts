/**
 * A model with classes classifies: of all classes, that of an image lets the model guess its noise best (Li et al. 2023, "Your diffusion model is
 * secretly a zero-shot classifier", Eq. 5; Clark & Jaini 2023). The error is an upper bound of -log p(x | class), but for its weights.
 */
import type { Process } from '../process';

/**
 * The most and the least signal at which noise is guessed, in log SNR: with more, every class guesses alike from what is seen, and adds noise to
 * the differences; with less, none sees anything. Measured with the shipped class model (docs/editing.md).
 */
const LOG_SNR = { most: -1, least: -5 };

/** @returns [count] native times, evenly spaced in log SNR, the same for all classes and images */
export const classifyingTimes = (process: Process, count: number): number[] =>
  Array.from({ length: count }, (_, k) =>
    process.timeOfLogSnr(LOG_SNR.least + ((k + 0.5) / count) * (LOG_SNR.most - LOG_SNR.least)),
  );

/**
 * The class with the least error of each image.
 * @param errors [n, classes]
 * @returns [n]
 */
export function leastErrors(errors: Float32Array, classes: number): Int32Array {
  const best = new Int32Array(errors.length / classes);
  for (let i = 0; i < best.length; i++)
    for (let c = 1; c < classes; c++)
      if (errors[i * classes + c] < errors[i * classes + best[i]]) best[i] = c;
  return best;
}
