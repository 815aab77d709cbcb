/** The size of the images that a data set holds, as a network of images must have it. */
import { IMAGE_DATASETS, isImageDatasetId } from '../../datasets/images';

/** @returns whether a data set can hold such images: one that ships has a size, images of the user's own have any, points have none */
export function holdsImages(dataset: string, size: number, channels: number): boolean {
  if (!isImageDatasetId(dataset)) return dataset === 'images';
  const images = IMAGE_DATASETS[dataset];
  return images.height === size && images.width === size && images.channels === channels;
}
