/** The page's requests to the worker that reads images: decoding and resizing thousands of files takes seconds, which the page does not have. */
import type { CollectionSummary, PreparedImages } from '../src/interop/images/prepare';
import type { ImageFit } from '../src/interop/images/raster';
import type { ChosenFile } from '../src/interop/images/reader';

export interface ImagesApi {
  /** Lists the images in the files; what it lists is what the other calls convert. @throws an error whose message is for the user */
  open(files: readonly ChosenFile[]): Promise<CollectionSummary>;
  /** Up to `count` images from all over the collection, converted. */
  preview(fit: ImageFit, count: number): Promise<PreparedImages>;
  /** All images, converted. @param onProgress receives the number of images that are done, some times a second */
  prepare(fit: ImageFit, onProgress: (done: number) => void): Promise<PreparedImages>;
}
