/**
 * Image quality is measured by the fixed classifier: confidence, classes and Fréchet distance of generated images, beside the same figures of
 * as many real images.
 */
import type { ImageFigures, ImageQuality } from '../types/quality';
import type { Classifier, Judgement } from './classifier';
import { frechetDistance, momentsOf } from './frechet';

/** An image counts as clear where the classifier gives one class a higher probability than this. */
export const CLEAR = 0.8;

/**
 * @param images [n, size, size] generated images, as `Classifier.judge` takes them; n at least 2
 * @param real   [n, size, size] as many real images, of the training set
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

/** @returns the most likely class of each image and its softmax probability */
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
