/** Preparing turns a collection into training images: it describes what there is, offers a size and colours, and converts. */
import { count as written } from '../../lib/numbers';
import * as fileWords from '../../words/files/file';
import * as words from '../../words/files/images';
import { FileError } from '../fileError';
import {
  type CollectedImage,
  type DecodeImage,
  type ImageCollection,
  LEAST_IMAGES,
  type SkippedFile,
} from './collection';
import { fitRaster, type ImageFit, isColoured } from './raster';

interface ClassCount {
  readonly name: string;
  readonly count: number;
}

/** The summary of a collection that a user sees before using it. */
export interface CollectionSummary {
  readonly count: number;
  /** "28 × 28" or "20 × 31 to 4000 × 3000", in pixels, width first. */
  readonly sizes: string;
  readonly coloured: boolean;
  /** Empty where the files name no classes. */
  readonly classes: readonly ClassCount[];
  readonly labelSource: string | null;
  readonly skipped: readonly SkippedFile[];
  readonly notices: readonly string[];
  /** Sides that may be chosen; the first is the usual one. */
  readonly sides: readonly number[];
}

/** Sides that U-Nets of three levels take and a tab can train at. */
const USUAL_SIDES = [28, 32] as const;
const LARGEST_SIDE = 64;
/** A U-Net of three levels halves the side twice. */
const MULTIPLE = 4;
/** Images that are decoded to see whether there is colour. */
const LOOKED_AT = 24;

/** @throws FileError for fewer than 8 images */
export async function summarise(
  { images, labels, labelSource, skipped, notices }: ImageCollection,
  decode: DecodeImage,
): Promise<CollectionSummary> {
  if (images.length < LEAST_IMAGES) {
    const reasons = skipped.slice(0, 3).map(({ path, message }) => `${path}: ${message}`);
    throw new FileError({
      field: words.images,
      found: `${images.length}${reasons.length > 0 ? ` (${reasons.join(' ')})` : ''}`,
      expected: fileWords.atLeast(LEAST_IMAGES),
      hint: words.moreImages,
    });
  }
  const classes = labels
    ? labels.names.map((name, label) => ({ name, count: labels.numbers.filter((n) => n === label).length }))
    : [];
  return {
    count: images.length,
    sizes: sizesOf(images),
    coloured: await anyColour(images, decode),
    classes,
    labelSource,
    skipped,
    notices,
    sides: sidesOf(images),
  };
}

function sizesOf(images: readonly CollectedImage[]): string {
  const text = ({ width, height }: CollectedImage) => `${width} × ${height}`;
  const bySize = [...images].sort((a, b) => a.width * a.height - b.width * b.height);
  const [least, most] = [text(bySize[0]), text(bySize.at(-1)!)];
  return least === most ? least : words.sizes(least, most);
}

/** The side that all images have, where a U-Net takes it; then the usual ones. */
function sidesOf(images: readonly CollectedImage[]): readonly number[] {
  const [{ width }] = images;
  const common =
    images.every((image) => image.width === width && image.height === width) &&
    width % MULTIPLE === 0 &&
    width >= 8 &&
    width <= LARGEST_SIDE;
  return [...new Set(common ? [width, ...USUAL_SIDES] : USUAL_SIDES)];
}

async function anyColour(images: readonly CollectedImage[], decode: DecodeImage): Promise<boolean> {
  const stride = Math.max(1, Math.floor(images.length / LOOKED_AT));
  for (let i = 0; i < images.length; i += stride) {
    const raster = await images[i].raster(decode).catch(() => null); // named when it is converted
    if (raster && isColoured(raster)) return true;
  }
  return false;
}

/** Images ready to learn from, and the files that turned out to be damaged. */
export interface PreparedImages {
  /** [count, height, width, channels], 0 to 255 */
  readonly images: Uint8Array;
  /** [count] class numbers, where the files name classes */
  readonly labels?: Uint8Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  readonly classes: readonly string[];
  readonly skipped: readonly SkippedFile[];
}

/** Bytes of training images that a tab takes. */
const MOST_BYTES = 512 * 2 ** 20;

/**
 * Converts the images one by one.
 * @param only indices of the images, for a preview; all of them if absent
 * @yields the number of images that are done
 * @throws FileError for more than memory allows, or where fewer than 8 (of the chosen ones) can be decoded
 */
export async function* prepareImages(
  { images, labels }: ImageCollection,
  fit: ImageFit,
  decode: DecodeImage,
  only?: readonly number[],
): AsyncGenerator<number, PreparedImages> {
  const indices = only ?? images.map((_, i) => i);
  const { size, channels } = fit;
  const bytes = size * size * channels;
  if (indices.length * bytes > MOST_BYTES) {
    const most = written(Math.floor(MOST_BYTES / bytes));
    throw new FileError({
      field: words.images,
      found: words.atSize(written(indices.length), size),
      expected: words.atMostAtSize(most),
      hint: words.smallerSize,
    });
  }
  const out = new Uint8Array(indices.length * bytes);
  const numbers: number[] = [];
  const skipped: SkippedFile[] = [];
  let count = 0;
  for (const [done, index] of indices.entries()) {
    try {
      out.set(fitRaster(await images[index].raster(decode), fit), count * bytes);
      if (labels) numbers.push(labels.numbers[index]);
      count++;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      skipped.push({ path: images[index].name, message: error.message });
    }
    yield done + 1;
  }
  if (count < Math.min(LEAST_IMAGES, indices.length))
    throw new FileError({
      field: words.images,
      found: words.decoded(count, skipped[0].message),
      expected: fileWords.atLeast(LEAST_IMAGES),
      hint: words.saveDamagedAgain,
    });
  return {
    images: count === indices.length ? out : out.slice(0, count * bytes),
    ...(labels && { labels: Uint8Array.from(numbers) }),
    count,
    height: size,
    width: size,
    channels,
    classes: labels?.names ?? [],
    skipped,
  };
}
