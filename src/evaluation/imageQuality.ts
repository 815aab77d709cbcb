/**
 * How good generated pictures are, in the eyes of the fixed classifier, beside the same figures of as many real pictures.
 */
import type { Classifier, Judgement } from './classifier';
import { frechetDistance, momentsOf } from './frechet';

/** A picture counts as clear when the classifier gives one class more than this. */
export const CLEAR = 0.8;

export interface ImageFigures {
  readonly count: number;
  /** Share of pictures with a confidence over `CLEAR`, 0 to 1. */
  readonly clear: number;
  /** [classes] share of each class, by the most likely one. */
  readonly histogram: Float64Array;
  /** Fréchet distance from the features of all real test pictures, in squared feature units. */
  readonly frechet: number;
}

export interface ImageQuality extends ImageFigures {
  /** The same figures of as many real pictures: no model does better but by chance. */
  readonly floor: ImageFigures;
}

/**
 * @param images [n, size, size] generated pictures, as `Classifier.judge` takes them; n at least 2
 * @param real   [n, size, size] as many real pictures, of those that the model learned from
 */
export function measureImages(
  classifier: Classifier,
  images: Uint8Array | Float32Array,
  real: Uint8Array | Float32Array,
): ImageQuality {
  return { ...figuresOf(classifier, images), floor: figuresOf(classifier, real) };
}

export function figuresOf(classifier: Classifier, images: Uint8Array | Float32Array): ImageFigures {
  const judgement = classifier.judge(images);
  const { count } = judgement;
  const { confidence, guess } = verdicts(judgement);
  const histogram = new Float64Array(classifier.classCount);
  let clear = 0;
  for (let n = 0; n < count; n++) {
    histogram[guess[n]] += 1 / count;
    if (confidence[n] > CLEAR) clear++;
  }
  const frechet = frechetDistance(
    momentsOf(judgement.features, classifier.featureCount),
    classifier.reference,
  );
  return { count, clear: clear / count, histogram, frechet };
}

/** @returns the most likely class of each picture and its softmax probability */
export function verdicts({ count, logits }: Judgement): { guess: Uint8Array; confidence: Float64Array } {
  const classes = logits.length / count;
  const guess = new Uint8Array(count);
  const confidence = new Float64Array(count);
  for (let n = 0; n < count; n++) {
    const row = logits.subarray(n * classes, (n + 1) * classes);
    for (let k = 1; k < classes; k++) if (row[k] > row[guess[n]]) guess[n] = k;
    const sum = row.reduce((total, z) => total + Math.exp(z - row[guess[n]]), 0);
    confidence[n] = 1 / sum;
  }
  return { guess, confidence };
}
