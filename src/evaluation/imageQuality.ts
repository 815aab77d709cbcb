/**
 * Image quality is measured by the fixed classifier: confidence, classes and Fréchet distance of generated images, beside the same figures of
 * as many real images.
 */
import type { ImageFigures, ImageQuality } from '../types/quality';
import type { Classification, Classifier } from './classifier';
import { frechetDistance, momentsOf } from './frechet';

/** The classifier is confident of an image where it gives one class a higher probability than this. */
export const CONFIDENT = 0.8;

/**
 * @param images [n, height, width, channels] generated images, as `Classifier.classify` takes them; n at least 2
 * @param real   [n, height, width, channels] as many real images, of the training set
 */
export function measureImages(
  classifier: Classifier,
  images: Uint8Array | Float32Array,
  real: Uint8Array | Float32Array,
): ImageQuality {
  return { ...figuresOf(classifier, images), floor: figuresOf(classifier, real) };
}

export function figuresOf(classifier: Classifier, images: Uint8Array | Float32Array): ImageFigures {
  const classification = classifier.classify(images);
  const { count } = classification;
  const { confidence, guess } = mostLikelyClasses(classification);
  const histogram = new Float64Array(classifier.classCount);
  let confident = 0;
  for (let n = 0; n < count; n++) {
    histogram[guess[n]] += 1 / count;
    if (confidence[n] > CONFIDENT) confident++;
  }
  const frechet = frechetDistance(
    momentsOf(classification.features, classifier.featureCount),
    classifier.reference,
  );
  return { count, confident: confident / count, histogram, frechet };
}

/** @returns the most likely class of each image and its softmax probability */
export function mostLikelyClasses({ count, logits }: Classification): {
  guess: Uint8Array;
  confidence: Float64Array;
} {
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
