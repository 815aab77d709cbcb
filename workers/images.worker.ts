/** The reader of images behind Comlink, with the platform's decoder; nothing else. */
import { expose, transfer } from 'comlink';
import { collectImages, type DecodeImage, type ImageCollection } from '../src/interop/images/collection';
import { type PreparedImages, prepareImages, summarise } from '../src/interop/images/prepare';
import type { ImageFit } from '../src/interop/images/raster';
import { keepToOwnOrigin } from '../src/lib/ownOrigin';
import type { ImagesApi } from './images';

keepToOwnOrigin(self);

/** EXIF orientation is applied, palettes and 16 bits become 8-bit colours. */
const decode: DecodeImage = async (bytes) => {
  const bitmap = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('this browser has no canvas in a worker');
    context.drawImage(bitmap, 0, 0);
    return { width, height, channels: 4, data: context.getImageData(0, 0, width, height).data };
  } finally {
    bitmap.close();
  }
};

let collection: ImageCollection | null = null;

function opened(): ImageCollection {
  if (!collection) throw new Error('open files first');
  return collection;
}

const PROGRESS_INTERVAL = 100; // milliseconds

async function prepared(
  fit: ImageFit,
  only: readonly number[] | undefined,
  onProgress: (done: number) => void,
): Promise<PreparedImages> {
  const converting = prepareImages(opened(), fit, decode, only);
  let reported = performance.now();
  for (;;) {
    const { value, done } = await converting.next();
    if (done) {
      const buffers = [value.images.buffer, ...(value.labels ? [value.labels.buffer] : [])];
      return transfer(value, buffers as ArrayBuffer[]);
    }
    if (performance.now() - reported < PROGRESS_INTERVAL) continue;
    reported = performance.now();
    onProgress(value);
  }
}

const api: ImagesApi = {
  async open(files) {
    collection = await collectImages(
      files.map(({ path, file }) => ({
        path,
        size: file.size,
        read: async () => new Uint8Array(await file.arrayBuffer()),
      })),
    );
    return summarise(collection, decode);
  },
  preview(fit, count) {
    const { length } = opened().images;
    const number = Math.min(count, length);
    const only = Array.from({ length: number }, (_, i) => Math.floor((i * length) / number));
    return prepared(fit, only, () => {});
  },
  prepare: (fit, onProgress) => prepared(fit, undefined, onProgress),
};

expose(api);
