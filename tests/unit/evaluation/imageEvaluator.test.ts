/** The judge finds copies, and says how near is usual. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { IMAGE_DATASETS, type Images, loadImages } from '../../../datasets/images';
import { createImageEvaluator, someImages, usualDistance } from '../../../src/evaluation/imageEvaluator';
import { createRng, evaluationDraw } from '../../../src/lib/rng';

const SIZE = 6 * 6;
const COUNT = 200;

/** Pictures of independent random bytes. */
function randomImages(): Images {
  const rng = createRng({ seed: 3, stream: 'data', step: 0 });
  const images = Uint8Array.from({ length: COUNT * SIZE }, () => Math.floor(256 * rng.uniform()));
  return { images, count: COUNT, height: 6, width: 6, channels: 1 };
}

describe('the image judge', () => {
  const training = randomImages();
  const measures = createImageEvaluator({ load: async () => training });

  test('finds the training picture that a sample copies, at distance 0', async () => {
    const image = training.images.slice(17 * SIZE, 18 * SIZE);
    const answer = await measures.nearestImage({ dataset: 'mnist', all: false, examples: 0, image });
    expect(answer.distance).toBe(0);
    expect(answer.image).toEqual(image);
    expect(answer.count).toBe(COUNT);
  });

  test('searches only the first images, where a model has learned no others', async () => {
    const image = training.images.slice(17 * SIZE, 18 * SIZE);
    const answer = await measures.nearestImage({ dataset: 'mnist', all: false, examples: 17, image });
    expect(answer.count).toBe(17);
    expect(answer.distance).toBeGreaterThan(0);
    expect(
      (await measures.nearestImage({ dataset: 'mnist', all: false, examples: 18, image })).distance,
    ).toBe(0);
  });

  test('searches the images of the user’s own once it holds them, and the newest ones', async () => {
    const image = training.images.slice(17 * SIZE, 18 * SIZE);
    const question = { dataset: 'images', all: false, examples: 0, image };
    await expect(measures.nearestImage(question)).rejects.toThrow(/"images"/);
    const own = { ...training, images: training.images.slice(0, 16 * SIZE), count: 16 };
    await measures.holdImages(own);
    const answer = await measures.nearestImage(question);
    expect(answer.count).toBe(16);
    expect(answer.distance).toBeGreaterThan(0);
    await measures.holdImages(training);
    expect((await measures.nearestImage(question)).distance).toBe(0);
  });

  test('gives test images with their own labels, the same ones for a seed', async () => {
    const labels = Uint8Array.from({ length: COUNT }, (_, i) => training.images[i * SIZE] % 10);
    const parts: string[] = [];
    const withLabels = createImageEvaluator({
      async load(_, part) {
        parts.push(part);
        return { ...training, labels };
      },
    });
    const question = { dataset: 'mnist', count: 30, seed: 1 };
    const some = await withLabels.testImages(question);
    expect(some.images).toHaveLength(30 * SIZE);
    for (const [i, label] of some.labels.entries()) expect(label).toBe(some.images[i * SIZE] % 10);
    expect(await withLabels.testImages(question)).toEqual(some);
    expect(await withLabels.testImages({ ...question, seed: 2 })).not.toEqual(some);
    expect(parts).toEqual(['test']);
  });

  test('calls usual what lies between an exact copy and a pair at random', () => {
    // Two independent uniform bytes differ by 256/√6 = 104.5 in root mean square.
    const usual = usualDistance(training);
    expect(usual).toBeGreaterThan(0);
    expect(usual).toBeLessThan(256 / Math.sqrt(6));
    expect(usualDistance({ ...training, images: training.images.slice(0, SIZE), count: 1 })).toBeNull();
  });

  test('says of a data set without pictures which ones there are', async () => {
    const answer = measures.nearestImage({
      dataset: 'moons',
      all: false,
      examples: 0,
      image: new Uint8Array(SIZE),
    });
    await expect(answer).rejects.toThrow(/"moons".*mnist/);
  });

  test('draws different pictures, the same ones each time', () => {
    const draw = evaluationDraw('reference');
    const some = someImages(training, COUNT, draw);
    const sorted = (bytes: Uint8Array) =>
      Array.from({ length: COUNT }, (_, i) => bytes.subarray(i * SIZE, (i + 1) * SIZE).join()).sort();
    expect(sorted(some)).toEqual(sorted(training.images));
    expect(someImages(training, 5, draw)).toEqual(some.subarray(0, 5 * SIZE));
  });
});

describe('the quality of images', () => {
  const ROOT = resolve(import.meta.dirname, '../../..');
  const measures = createImageEvaluator({
    load: (id, part) =>
      loadImages(id, part, async (url) => new Uint8Array(await readFile(fileURLToPath(url)))),
    fetchBytes: async (path) => new Uint8Array(await readFile(`${ROOT}/public/${path}`)),
  });

  test.each(['mnist', 'flowers'] as const)(
    'of %s is that of real ones for test images, and not for noise',
    async (id) => {
      const { classifier, classes } = IMAGE_DATASETS[id];
      const { images } = await measures.testImages({ dataset: id, count: 200, seed: 1 });
      const real = await measures.imageQuality({ dataset: id, classifier, images });
      expect(real.count).toBe(200);
      expect(real.histogram).toHaveLength(classes.length);
      expect(Math.min(...real.histogram)).toBeGreaterThan(0.03);
      expect(real.confident).toBeGreaterThan(0.9);
      expect(real.frechet).toBeLessThan(2 * real.floor.frechet);
      const noise = images.map((_, i) => (i * 2654435761) >>> 24);
      const bad = await measures.imageQuality({ dataset: id, classifier, images: noise });
      expect(bad.floor).toEqual(real.floor);
      expect(bad.frechet).toBeGreaterThan(20 * bad.floor.frechet);
    },
    60_000,
  );
});
