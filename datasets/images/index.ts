/** Every set of pictures that ships, a record each. Ids are part of links and files: they never change. */
import * as words from '../../src/words/config';
import type { ImageDataset, ImageFile, ImagePart, Images, ImagesName } from './imageDataset';
import type { ReadBytes } from './load';

export {
  ImageDataError,
  type ImageDataset,
  type ImagePart,
  type Images,
} from './imageDataset';
export type { ReadBytes } from './load';

// Written out one by one, for a bundler finds assets by the literal text of the address.
const FILES = {
  mnistTrain: file(new URL('../assets/mnist-train-10k.bin', import.meta.url), 10_000, 1_610_335),
  mnistRest: file(new URL('../assets/mnist-train-rest.bin', import.meta.url), 50_000, 8_017_816),
  mnistTest: file(new URL('../assets/mnist-test.bin', import.meta.url), 10_000, 1_601_338),
  fashionTrain: file(new URL('../assets/fashion-mnist-train-10k.bin', import.meta.url), 10_000, 4_370_958),
  fashionRest: file(new URL('../assets/fashion-mnist-train-rest.bin', import.meta.url), 20_000, 8_793_341),
  fashionTest: file(new URL('../assets/fashion-mnist-test.bin', import.meta.url), 10_000, 4_407_469),
  facesTrain: file(new URL('../assets/pixel-faces-train.bin', import.meta.url), 4000, 348_440),
  facesTest: file(new URL('../assets/pixel-faces-test.bin', import.meta.url), 1000, 87_587),
  flowersTrain: file(new URL('../assets/flowers-train.bin', import.meta.url), 4000, 3_783_340),
  flowersTest: file(new URL('../assets/flowers-test.bin', import.meta.url), 1000, 945_770),
};

function file(url: URL, count: number, bytes: number): ImageFile {
  return { url, count, bytes };
}

export const IMAGE_DATASETS = {
  mnist: {
    ...words.datasets.mnist,
    samples: words.imageSamples.mnist,
    classifier: 'classifier/mnist.safetensors',
    height: 28,
    width: 28,
    channels: 1,
    classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    flips: false,
    parts: { train: [FILES.mnistTrain], full: [FILES.mnistTrain, FILES.mnistRest], test: [FILES.mnistTest] },
  },
  'fashion-mnist': {
    ...words.datasets.fashionMnist,
    samples: words.imageSamples.fashionMnist,
    classifier: 'classifier/fashion-mnist.safetensors',
    height: 28,
    width: 28,
    channels: 1,
    classes: words.clothes,
    flips: true,
    parts: {
      train: [FILES.fashionTrain],
      full: [FILES.fashionTrain, FILES.fashionRest],
      test: [FILES.fashionTest],
    },
  },
  'pixel-faces': {
    ...words.datasets.pixelFaces,
    samples: words.imageSamples.pixelFaces,
    classifier: null,
    height: 16,
    width: 16,
    channels: 3,
    classes: words.faces,
    flips: true,
    parts: { train: [FILES.facesTrain], full: [FILES.facesTrain], test: [FILES.facesTest] },
  },
  flowers: {
    ...words.datasets.flowers,
    samples: words.imageSamples.flowers,
    classifier: 'classifier/flowers.safetensors',
    height: 32,
    width: 32,
    channels: 3,
    classes: words.flowers,
    flips: true,
    parts: { train: [FILES.flowersTrain], full: [FILES.flowersTrain], test: [FILES.flowersTest] },
  },
} satisfies Record<string, ImageDataset>;

/** The user's own images: no record above, for size and classes come with the files. */
export const OWN_IMAGES: ImagesName = {
  ...words.datasets.ownImages,
  samples: words.imageSamples.ownImages,
};

export type ImageDatasetId = keyof typeof IMAGE_DATASETS;

export const IMAGE_DATASET_IDS = Object.keys(IMAGE_DATASETS) as ImageDatasetId[];

export function isImageDatasetId(id: string): id is ImageDatasetId {
  return Object.hasOwn(IMAGE_DATASETS, id);
}

/**
 * Fetches a part of a data set that ships.
 * @param part  'train' is the first load, 'full' all that ships, 'test' what no training sees
 * @throws ImageDataError when a file cannot be had or is not what it should be
 */
export async function loadImages(id: ImageDatasetId, part?: ImagePart, read?: ReadBytes): Promise<Images> {
  const { loadPart } = await import('./load'); // the menus need no decoder
  return loadPart(IMAGE_DATASETS[id], part, read);
}
