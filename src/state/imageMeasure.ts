/** Images are measured in the eyes of the fixed classifier of their data set, where one ships, in the evaluator's worker. */
import type { ImageEvaluatorApi, ImageQuality } from '../../workers/evaluator';

/** Classifiers that ship, at these addresses below the page's. */
const CLASSIFIERS: Readonly<Record<string, string>> = {
  mnist: 'classifier/mnist.safetensors',
  'fashion-mnist': 'classifier/fashion-mnist.safetensors',
};

/** Whether images of a data set can be measured at all. */
export const hasClassifier = (dataset: string): boolean => dataset in CLASSIFIERS;

/** -1 … 1 as 0 … 255, as pictures are saved. */
export function toBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++)
    bytes[i] = Math.round(127.5 * (Math.min(1, Math.max(-1, values[i])) + 1));
  return bytes;
}

/** @param samples [n, height, width, channels] in -1 … 1; n at least 2 @returns null where no classifier knows the data set */
export type MeasureImages = (dataset: string, samples: Float32Array) => Promise<ImageQuality | null>;

/** @param base address of the page */
export function createImageMeasure(
  evaluator: Pick<ImageEvaluatorApi, 'imageQuality'>,
  base: string,
): MeasureImages {
  return async (dataset, samples) => {
    if (!hasClassifier(dataset)) return null;
    const classifier = new URL(CLASSIFIERS[dataset], base).href;
    return evaluator.imageQuality({ dataset, classifier, images: toBytes(samples) });
  };
}
