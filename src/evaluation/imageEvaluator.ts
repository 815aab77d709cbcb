/**
 * The image evaluator measures generated images by the fixed classifier, and finds the training image nearest to one of them, which shows
 * memorisation. Data and classifier are fetched at the first question and cached.
 */
import {
  IMAGE_DATASETS,
  type ImageDatasetId,
  type ImagePart,
  type Images,
  isImageDatasetId,
  loadImages,
} from '../../datasets/images';
import type { ImageEvaluatorApi } from '../../workers/evaluator';
import { learnedImages } from '../config/trainingImages';
import { createRng, type Draw, evaluationDraw } from '../lib/rng';
import type { ImageFigures, NearestAnswer } from '../types/quality';
import { type Classifier, readClassifier } from './classifier';
import { figuresOf } from './imageQuality';
import { nearestImage } from './nearestImage';

/** Training images whose own nearest neighbours give the usual distance. */
const PROBES = 40;

interface Parts {
  /** Images by data set; `full` for all that ship. */
  readonly load?: (id: ImageDatasetId, part: ImagePart) => Promise<Images>;
  readonly fetchBytes?: (url: string) => Promise<Uint8Array>;
}

async function fetchFile(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} could not be fetched: the server says ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

const shippedId = (dataset: string): ImageDatasetId => {
  if (isImageDatasetId(dataset)) return dataset;
  throw new Error(
    `no images of "${dataset}" ship; those of these data sets do: ${Object.keys(IMAGE_DATASETS).join(', ')}`,
  );
};

/** Caches results by key; a failure is not cached, so that the next call tries again. */
function cached<T>(load: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const results = new Map<string, Promise<T>>();
  return (key) => {
    const earlier = results.get(key);
    if (earlier) return earlier;
    const result = load(key);
    results.set(key, result);
    result.catch(() => results.delete(key));
    return result;
  };
}

/** @returns [count] different numbers below `all`, the same ones at every call */
function someIndices(all: number, count: number, draw: Draw): Uint32Array {
  const rng = createRng(draw);
  const order = Uint32Array.from({ length: all }, (_, i) => i);
  for (let i = 0; i < count; i++) {
    const k = i + Math.floor(rng.uniform() * (all - i));
    [order[i], order[k]] = [order[k], order[i]];
  }
  return order.subarray(0, count);
}

/** @returns [count, size] the images with these indices */
function imagesAt({ images, count }: Images, indices: Uint32Array): Uint8Array {
  const size = images.length / count;
  const some = new Uint8Array(indices.length * size);
  for (const [i, at] of indices.entries()) some.set(images.subarray(at * size, (at + 1) * size), i * size);
  return some;
}

/** @returns [count, size] different images, the same ones at every call */
export const someImages = (all: Images, count: number, draw: Draw): Uint8Array =>
  imagesAt(all, someIndices(all.count, count, draw));

/** The same images with their labels; 0 where the data have none. */
export function someLabelled(all: Images, count: number, draw: Draw) {
  const indices = someIndices(all.count, count, draw);
  const labels = Uint8Array.from(indices, (at) => all.labels?.[at] ?? 0);
  return { images: imagesAt(all, indices), labels };
}

/** Mean distance of training images from the nearest other one: a sample that is much nearer is a copy. Null of one image. */
export function usualDistance({ images, count }: Images): number | null {
  if (count < 2) return null;
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

function answerOf(image: Uint8Array, { images, count }: Images, usual: number | null): NearestAnswer {
  const { index, distance } = nearestImage(image, images);
  return { image: images.slice(index * image.length, (index + 1) * image.length), distance, usual, count };
}

export function createImageEvaluator({
  load = loadImages,
  fetchBytes = fetchFile,
}: Parts = {}): ImageEvaluatorApi {
  const imagesOf = cached((key) => {
    const [id, part] = key.split('/');
    return load(id as ImageDatasetId, part as ImagePart);
  });
  let own: Images | null = null;
  /** Usual distances of the own images, by how many of them were learned. */
  const ofOwn = new Map<number, number | null>();
  /** @param key the data set, the part, and how many of its images were learned */
  const learnedOf = cached(async (key) => {
    const [id, part, examples] = key.split('/');
    const images = learnedImages(await imagesOf(`${id}/${part}`), { examples: Number(examples) });
    return { images, usual: usualDistance(images) };
  });
  /** @param key the data set, whose images it takes, and the address */
  const classifierOf = cached<Classifier>(async (key) => {
    const [id] = key.split(' ', 1);
    return readClassifier(await fetchBytes(key.slice(id.length + 1)), IMAGE_DATASETS[id as ImageDatasetId]);
  });
  const floors = new Map<string, ImageFigures>();
  return {
    async imageQuality({ dataset, classifier: url, images, reference = 0 }) {
      const id = shippedId(dataset);
      const [classifier, training] = await Promise.all([
        classifierOf(`${id} ${url}`),
        imagesOf(`${id}/train`),
      ]);
      const figures = figuresOf(classifier, images);
      const key = `${id}/${figures.count}/${reference}`;
      const draw = evaluationDraw('imageFloor', 0, reference);
      const floor = floors.get(key) ?? figuresOf(classifier, someImages(training, figures.count, draw));
      floors.set(key, floor);
      return { ...figures, floor };
    },
    async testImages({ dataset, count, seed }) {
      const all = await imagesOf(`${shippedId(dataset)}/test`);
      return someLabelled(all, Math.min(count, all.count), evaluationDraw('testImages', seed));
    },
    async holdImages(images) {
      own = images;
      ofOwn.clear();
    },
    async nearestImage({ dataset, all, examples, image }): Promise<NearestAnswer> {
      if (dataset === 'images' && own) {
        const images = learnedImages(own, { examples });
        const usual = ofOwn.get(images.count) ?? usualDistance(images);
        ofOwn.set(images.count, usual);
        return answerOf(image, images, usual);
      }
      const learned = await learnedOf(`${shippedId(dataset)}/${all ? 'full' : 'train'}/${examples}`);
      return answerOf(image, learned.images, learned.usual);
    },
  };
}
