/**
 * A model with classes classifies: of all classes, that of a sample lets the model guess its noise best (Li et al. 2023, "Your diffusion model is
 * secretly a zero-shot classifier", Eq. 5; Clark & Jaini 2023). The error is an upper bound of -log p(x | class), but for its weights.
 */
import { logSnr, type Process } from '../process';

/**
 * The most and the least signal at which noise is guessed, in log SNR. Images: with more, every class guesses alike from what is seen, and adds
 * noise to the differences; with less, none sees anything. Measured with the shipped class model (docs/editing.md). Points: all at which classes
 * differ, so that the errors add up to the bound.
 */
const LOG_SNR = { images: { most: -1, least: -5 }, points: { most: 6, least: -6 } };
type Kind = keyof typeof LOG_SNR;

/** The part of it that a process has. */
function rangeOf(process: Process, kind: Kind) {
  const { most, least } = LOG_SNR[kind];
  return {
    most: Math.min(most, logSnr(process.level(process.timeMin))),
    least: Math.max(least, logSnr(process.level(process.timeMax))),
  };
}

/** @returns [count] native times, evenly spaced in log SNR, the same for all classes and samples */
export function classifyingTimes(process: Process, count: number, kind: Kind): number[] {
  const { most, least } = rangeOf(process, kind);
  return Array.from({ length: count }, (_, k) =>
    process.timeOfLogSnr(least + ((k + 0.5) / count) * (most - least)),
  );
}

/**
 * The class with the least error of each sample.
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

/**
 * How many samples have their least error under the class that they are of.
 * @param errors [n, classes]
 * @param labels [n]
 */
export function countRight(errors: Float32Array, labels: ArrayLike<number>): number {
  const guesses = leastErrors(errors, errors.length / labels.length);
  return guesses.reduce((sum, guess, i) => sum + Number(guess === labels[i]), 0);
}

/** Coordinates of a point. */
const DIMS = 2;

/**
 * p(class | x) of points by the model, classes equally likely: -log p(x | class) is ½ ∫ E‖ε - ε̂‖² dλ over the log SNR λ, but for what no class
 * changes (Kingma et al. 2021, Eq. 11 with Eq. 17).
 * @param errors [n, classes] mean squared errors at `classifyingTimes`, over coordinates and times
 * @returns [n, classes]
 */
export function diffusionClassifierPosterior(
  errors: Float32Array,
  classes: number,
  process: Process,
): Float32Array {
  const { most, least } = rangeOf(process, 'points');
  const nats = (DIMS * (most - least)) / 2;
  const posterior = new Float32Array(errors.length);
  for (let first = 0; first < errors.length; first += classes) {
    const own = errors.subarray(first, first + classes);
    const lowest = Math.min(...own);
    const shares = Array.from(own, (error) => Math.exp(nats * (lowest - error)));
    const total = shares.reduce((a, b) => a + b);
    for (const [c, share] of shares.entries()) posterior[first + c] = share / total;
  }
  return posterior;
}
