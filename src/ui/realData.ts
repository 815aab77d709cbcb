/** Real samples of a data set with noise for them: what the pictures of the forward process dissolve. */
import type { Images } from '../../datasets/images';
import type { DataSource } from '../../workers/protocol';
import { familyOf } from '../config/family';
import type { RunConfig } from '../config/fields';
import { createRng, fillNormal } from '../lib/rng';
import { fromBytes } from './canvas/pixels';
import { WORLD } from './islands/place';

export interface RealData {
  /** Of one sample: [2] for a point, [height, width, channels] for an image. */
  readonly shape: readonly number[];
  /** [count, ...shape] */
  readonly samples: Float32Array;
  /** [count, ...shape] standard normal: the same at every time, and for every schedule that is compared. */
  readonly eps: Float32Array;
  /** Half the height of a picture in deviations; of points alone. */
  readonly world: number;
}

export type DataConfig = Pick<RunConfig, 'dataset' | 'text' | 'drawing'>;

/** Which data are meant: equal keys have equal data. */
export const dataKey = ({ dataset, text, drawing }: DataConfig, source: DataSource | undefined): string =>
  [dataset, text, drawing, source?.name].join('|');

const noiseFor = (samples: Float32Array): Float32Array =>
  fillNormal(new Float32Array(samples.length), { seed: 0, stream: 'evaluation', step: 3 });

/** @throws DataSourceError where there are no points yet */
export async function realPoints(
  config: DataConfig,
  source: DataSource | undefined,
  count: number,
): Promise<RealData> {
  const { openDataset } = await import('../config/openDataset'); // not needed for the first view
  const { sample, box } = openDataset(config, source);
  const samples = sample(count, createRng({ seed: 0, stream: 'evaluation', step: 2 }));
  const reach = Math.max(...box.min.map(Math.abs), ...box.max.map(Math.abs));
  return { shape: [2], samples, eps: noiseFor(samples), world: Math.max(WORLD, 1.12 * reach) };
}

/** All images that a run would learn from first. @throws where they cannot be had, or none are open */
export async function imagesOf({ dataset }: DataConfig, source: DataSource | undefined): Promise<Images> {
  const { isImageDatasetId, loadImages } = await import('../../datasets/images');
  if (isImageDatasetId(dataset)) return loadImages(dataset);
  if (source?.kind === 'images') return source;
  throw new Error('there are no images yet');
}

/** Some of the images, by their numbers. */
export function someOf({ images, height, width, channels }: Images, numbers: readonly number[]): RealData {
  const size = height * width * channels;
  const bytes = new Uint8Array(numbers.length * size);
  numbers.forEach((n, i) => {
    bytes.set(images.subarray(n * size, (n + 1) * size), i * size);
  });
  const samples = fromBytes(bytes);
  return { shape: [height, width, channels], samples, eps: noiseFor(samples), world: WORLD };
}

/** The number of the n-th image of a class, counted round; of all images where there is no such class. */
export function numberOf(
  { labels, count }: Pick<Images, 'labels' | 'count'>,
  label: number,
  n: number,
): number {
  const ofClass = labels ? [...labels.keys()].filter((i) => labels[i] === label) : [];
  return ofClass.length > 0 ? ofClass[n % ofClass.length] : n % count;
}

/** Points or the first images, whichever the data set holds. */
export async function realData(
  config: DataConfig,
  source: DataSource | undefined,
  count: { readonly points: number; readonly images: number },
): Promise<RealData> {
  if (familyOf(config.dataset) === 'points') return realPoints(config, source, count.points);
  const images = await imagesOf(config, source);
  return someOf(
    images,
    Array.from({ length: Math.min(count.images, images.count) }, (_, i) => i),
  );
}
