/**
 * An image data set is a list of images of one size, stored as bytes, in parts that are fetched when they are needed.
 */

import type { DatasetName } from '../pointDataset';

/** The choice of pictures: enough to begin with, all that ship, or those that no training sees. */
export type ImagePart = 'train' | 'full' | 'test';

/** How the page names images. */
export interface ImagesName extends DatasetName {
  /** One sample and several: "digit", "digits". */
  readonly samples: readonly [one: string, many: string];
}

export interface ImageDataset extends ImagesName {
  /** Address below the page's of the classifier by which samples are measured; null where none ships. */
  readonly classifier: string | null;
  readonly height: number;
  readonly width: number;
  /** 1 is grey, 3 is red, green, blue. */
  readonly channels: 1 | 3;
  /** Names of the labels, by number. */
  readonly classes: readonly string[];
  /** Whether a mirrored picture could as well be one of the set: a shirt may flip, a digit may not. */
  readonly flips: boolean;
  /** Files of each part, in order; the ones of 'full' are what 'train' has and more. */
  readonly parts: Readonly<Record<ImagePart, readonly ImageFile[]>>;
}

export interface ImageFile {
  readonly url: URL;
  readonly count: number;
  /** Bytes to fetch. */
  readonly bytes: number;
}

/** Pictures in memory. */
export interface Images {
  /** [count, height, width, channels], 0 to 255 */
  readonly images: Uint8Array;
  /** [count] class numbers */
  readonly labels?: Uint8Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** A packed file that is not what it should be, or could not be had. The message is for the user. */
export class ImageDataError extends Error {
  readonly code = 'bad-data';
  override readonly name = 'ImageDataError';
}
