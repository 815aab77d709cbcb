/** Loading is fetching a part's files, unzipping and checking them, and laying them end to end. */

import * as words from '../../src/words/errors/images';
import {
  ImageDataError,
  type ImageDataset,
  type ImageFile,
  type ImagePart,
  type Images,
} from './imageDataset';
import { decodePacked, type PackedShape } from './packed';

/** Where bytes come from: `fetch` in a browser, a file in Node. */
export type ReadBytes = (url: URL) => Promise<Uint8Array>;

/**
 * @param part  'train' is the first load, 'full' all that ships, 'test' what no training sees
 * @throws ImageDataError when a file cannot be had or is not what it should be
 */
export async function loadPart(
  { height, width, channels, classes, parts }: ImageDataset,
  part: ImagePart = 'train',
  read: ReadBytes = fetchBytes,
): Promise<Images> {
  const files: readonly ImageFile[] = parts[part];
  const loaded = await Promise.all(
    files.map(async ({ url, count }) => {
      const where = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
      const expected: PackedShape = { count, height, width, channels, classes: classes.length };
      return decodePacked(await unzip(await read(url), where), expected, where);
    }),
  );
  if (loaded.length === 1) return loaded[0];
  const count = loaded.reduce((sum, { count }) => sum + count, 0);
  const images = new Uint8Array(count * height * width * channels);
  const labels = new Uint8Array(count);
  let at = 0;
  for (const some of loaded) {
    images.set(some.images, at * height * width * channels);
    labels.set(some.labels!, at);
    at += some.count;
  }
  return { images, labels, count, height, width, channels };
}

async function fetchBytes(url: URL): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new ImageDataError(words.notFetched(url.pathname), {
      cause,
    });
  }
  if (!response.ok) {
    throw new ImageDataError(words.serverRefused(url.pathname, response.status));
  }
  return new Uint8Array(await response.arrayBuffer());
}

/** gzip carries a CRC-32 of its own: a damaged file ends here. */
async function unzip(bytes: Uint8Array, where: string): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  try {
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (cause) {
    throw new ImageDataError(words.cannotUnzip(where), { cause });
  }
}
