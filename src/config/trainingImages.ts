/** The images that a configuration learns from. */
import { IMAGE_DATASETS, type Images, isImageDatasetId } from '../../datasets/images';
import type { RunConfig } from './fields';

/** @returns how many; null for points, and for images of the user's own */
export function trainingImages({
  dataset,
  fullData,
  examples,
}: Pick<RunConfig, 'dataset' | 'fullData' | 'examples'>): number | null {
  if (!isImageDatasetId(dataset)) return null;
  const { parts } = IMAGE_DATASETS[dataset];
  const all = parts[fullData ? 'full' : 'train'].reduce((sum, { count }) => sum + count, 0);
  return Math.min(examples || all, all);
}

/** Images from the index `first` on. @param count at most so many */
export function imagesFrom(all: Images, first: number, count = all.count): Images {
  const size = all.images.length / all.count;
  const end = Math.min(first + count, all.count);
  return {
    ...all,
    count: end - first,
    images: all.images.subarray(first * size, end * size),
    ...(all.labels && { labels: all.labels.subarray(first, end) }),
  };
}

/** The images of a data set that a run learns from: all, or the first `examples` of them. */
export const learnedImages = (all: Images, { examples }: Pick<RunConfig, 'examples'>): Images =>
  examples === 0 ? all : imagesFrom(all, 0, examples);
