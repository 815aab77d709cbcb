/** A reader is a choice of image files that is open somewhere else, in a worker, until it is closed. */
import type { CollectionSummary, PreparedImages } from './prepare';
import type { ImageFit } from './raster';

/** A chosen file and the folders above it, "/" between them. */
export interface ChosenFile {
  readonly path: string;
  readonly file: Blob;
}

export interface ImageReader {
  readonly summary: CollectionSummary;
  /** Up to `count` images from all over the choice, as they would be learned from. */
  preview(fit: ImageFit, count: number): Promise<PreparedImages>;
  /** All of them. @param onProgress receives how many are converted @throws an error whose message is for the user */
  prepare(fit: ImageFit, onProgress: (done: number) => void): Promise<PreparedImages>;
  /** Ends the reader, and with it whatever it is doing. */
  close(): void;
}
