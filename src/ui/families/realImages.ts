/** Real images of a data set, all or some, and points or images where the data set may hold either. */
import type { Images } from '../../../datasets/images';
import { type Family, familyOf } from '../../config/family';
import type { DataConfig } from '../../config/openDataset';
import type { DataSource } from '../../types/dataSource';
import * as words from '../../words/findings';
import { fromBytes } from '../canvas/pixels';
import { WORLD } from '../islands/place';
import { realPoints } from './points';
import { noiseFor, type RealSample } from './realSample';

/** All images that a run learns from first. @throws where they cannot be loaded, or none are open */
export async function imagesOf(
  { dataset }: Pick<DataConfig, 'dataset'>,
  source: DataSource | undefined,
): Promise<Images> {
  const { isImageDatasetId, loadImages } = await import('../../../datasets/images');
  if (isImageDatasetId(dataset)) return loadImages(dataset);
  if (source?.kind === 'images') return source;
  throw new Error(words.noImages);
}

/** Some of the images. @param indices of the images, in the order of the result */
export function pickImages(
  { images, height, width, channels }: Images,
  indices: readonly number[],
): RealSample {
  const size = height * width * channels;
  const bytes = new Uint8Array(indices.length * size);
  indices.forEach((index, i) => {
    bytes.set(images.subarray(index * size, (index + 1) * size), i * size);
  });
  const samples = fromBytes(bytes);
  return { shape: [height, width, channels], samples, eps: noiseFor(samples), world: WORLD };
}

/** The index of the n-th image of a class, modulo their number; of all images where there is no such class. */
export function indexInClass(
  { labels, count }: Pick<Images, 'labels' | 'count'>,
  label: number,
  n: number,
): number {
  const ofClass = labels ? [...labels.keys()].filter((i) => labels[i] === label) : [];
  return ofClass.length > 0 ? ofClass[n % ofClass.length] : n % count;
}

/** Points or the first images, whichever the data set holds. @throws where there are none yet */
export async function realSample(
  config: DataConfig,
  source: DataSource | undefined,
  count: Readonly<Record<Family, number>>,
): Promise<RealSample> {
  if (familyOf(config.dataset) === 'points') return realPoints(config, source, count.points);
  const images = await imagesOf(config, source);
  const number = Math.min(count.images, images.count);
  return pickImages(
    images,
    Array.from({ length: number }, (_, i) => i),
  );
}
