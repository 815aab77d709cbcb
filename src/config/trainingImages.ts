/** The number of images that a configuration learns from. */
import { IMAGE_DATASETS, isImageDatasetId } from '../../datasets/images';
import type { RunConfig } from './fields';

/** @returns null for points, and for images of the user's own */
export function trainingImages({
  dataset,
  fullData,
}: Pick<RunConfig, 'dataset' | 'fullData'>): number | null {
  if (!isImageDatasetId(dataset)) return null;
  return IMAGE_DATASETS[dataset].parts[fullData ? 'full' : 'train'].reduce(
    (sum, { count }) => sum + count,
    0,
  );
}
