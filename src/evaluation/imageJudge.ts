/**
 * The image judge answers two questions about generated pictures: how good they are in the eyes of the fixed classifier, and whether
 * one of them was remembered. Data and classifier are fetched at the first question and kept.
 */
import {
  IMAGE_DATASETS,
  type ImageDatasetId,
  type Images,
  isImageDatasetId,
  loadImages,
} from '../../datasets/images';
import type { ImageEvaluatorApi, NearestAnswer } from '../../workers/evaluator';
import { createRng } from '../lib/rng';
import { type Classifier, readClassifier } from './classifier';
import { figuresOf, type ImageFigures } from './imageQuality';
import { nearestImage } from './nearestImage';

/** Training pictures whose own nearest neighbours say how near is usual. */
const PROBES = 40;
const FLOOR_STEP = 5;

interface Parts {
  /** Pictures by data set; `full` for all that ship. */
  readonly load?: (id: ImageDatasetId, part: 'train' | 'full') => Promise<Images>;
  readonly fetchBytes?: (url: string) => Promise<Uint8Array>;
}

async function fetchFile(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} could not be fetched: the server says ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

const known = (dataset: string): ImageDatasetId => {
  if (isImageDatasetId(dataset)) return dataset;
  throw new Error(
    `the pictures of "${dataset}" are not at hand; known are ${Object.keys(IMAGE_DATASETS).join(', ')}`,
  );
};

/** What is asked for once, and kept; what failed is asked for again. */
function kept<T>(make: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (key) => {
    const found = made.get(key);
    if (found) return found;
    const making = make(key);
    made.set(key, making);
    making.catch(() => made.delete(key));
    return making;
  };
}

/** `count` different pictures, always the same ones. @returns [count, size] */
export function someImages({ images, count: all }: Images, count: number, step: number): Uint8Array {
  const size = images.length / all;
  const rng = createRng({ seed: 0, stream: 'evaluation', step });
  const order = Uint32Array.from({ length: all }, (_, i) => i);
  const some = new Uint8Array(count * size);
  for (let i = 0; i < count; i++) {
    const k = i + Math.floor(rng.uniform() * (all - i));
    [order[i], order[k]] = [order[k], order[i]];
    some.set(images.subarray(order[i] * size, (order[i] + 1) * size), i * size);
  }
  return some;
}

/** Mean distance of training pictures from the nearest other one: what no copy is expected to stay under. */
export function usualDistance({ images, count }: Images): number {
  const size = images.length / count;
  const probes = Math.min(PROBES, count - 1);
  let sum = 0;
  for (let i = 0; i < probes; i++) {
    const at = Math.floor((i * count) / probes) * size;
    const others = [images.subarray(0, at), images.subarray(at + size)].filter(({ length }) => length > 0);
    const query = images.subarray(at, at + size);
    sum += Math.min(...others.map((part) => nearestImage(query, part).distance));
  }
  return sum / probes;
}

export function createImageJudge({
  load = loadImages,
  fetchBytes = fetchFile,
}: Parts = {}): ImageEvaluatorApi {
  const imagesOf = kept((key) => {
    const [id, part] = key.split('/');
    return load(id as ImageDatasetId, part as 'train' | 'full');
  });
  const usualOf = kept(async (key) => usualDistance(await imagesOf(key)));
  const classifierAt = kept<Classifier>(async (url) => readClassifier(await fetchBytes(url)));
  const floors = new Map<string, ImageFigures>();
  return {
    async imageQuality({ dataset, classifier: url, images }) {
      const id = known(dataset);
      const [classifier, training] = await Promise.all([classifierAt(url), imagesOf(`${id}/train`)]);
      const count = images.length / classifier.size ** 2;
      const key = `${id}/${count}`;
      const floor = floors.get(key) ?? figuresOf(classifier, someImages(training, count, FLOOR_STEP));
      floors.set(key, floor);
      return { ...figuresOf(classifier, images), floor };
    },
    async nearestImage({ dataset, all, image }): Promise<NearestAnswer> {
      const key = `${known(dataset)}/${all ? 'full' : 'train'}`;
      const training = await imagesOf(key);
      const { index, distance } = nearestImage(image, training.images);
      const size = image.length;
      return {
        image: training.images.slice(index * size, (index + 1) * size),
        distance,
        usual: await usualOf(key),
        count: training.count,
      };
    },
  };
}
