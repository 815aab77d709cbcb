import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { IMAGE_DATASETS, loadImages } from '../../../datasets/images';
import { type Classifier, readClassifier } from '../../../src/evaluation/classifier';
import { momentsOf } from '../../../src/evaluation/frechet';
import { CONFIDENT, measureImages, mostLikelyClasses } from '../../../src/evaluation/imageQuality';
import { FileError } from '../../../src/interop/fileError';
import { readSafetensors, writeSafetensors } from '../../../src/interop/safetensors';

const ROOT = resolve(import.meta.dirname, '../../..');
const read = async (url: URL) => new Uint8Array(await readFile(fileURLToPath(url)));
const weightsOf = (id: string) => new Uint8Array(readFileSync(`${ROOT}/public/classifier/${id}.safetensors`));

interface Fixture {
  indices: number[];
  features: number[][];
  logits: number[][];
  rampFeatures: number[];
  rampLogits: number[];
  clearOfFirst1000: number;
  featureMeanOfFirst1000: number[];
  covarianceTraceOfFirst1000: number;
}

const largest = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);
};

// float32 sums in another order: logits reach 30, so 1e-3 is some hundred roundings.
const TOLERANCE = 1e-3;

describe.each(['mnist', 'fashion-mnist', 'flowers'] as const)('the %s classifier', (id) => {
  const expected: Fixture = JSON.parse(readFileSync(`${ROOT}/tests/fixtures/classifier/${id}.json`, 'utf8'));
  const { height, width, channels } = IMAGE_DATASETS[id];
  const size = height * width * channels;
  let classifier: Classifier;
  let images: Uint8Array;
  let labels: Uint8Array;

  beforeAll(async () => {
    classifier = readClassifier(weightsOf(id), IMAGE_DATASETS[id]);
    const test = await loadImages(id, 'test', read);
    images = test.images;
    labels = test.labels!;
  });

  test('gives the features and logits of PyTorch', () => {
    const picked = expected.indices.flatMap((i) => [...images.subarray(i * size, (i + 1) * size)]);
    const { features, logits, count } = classifier.classify(Uint8Array.from(picked));
    expect(count).toBe(expected.indices.length);
    expect(largest(features, expected.features.flat())).toBeLessThan(TOLERANCE);
    expect(largest(logits, expected.logits.flat())).toBeLessThan(TOLERANCE);
  });

  test('takes floats in [-1, 1] as well as bytes', () => {
    const ramp = Float32Array.from({ length: size }, (_, i) => -1 + (2 * i) / (size - 1));
    const { features, logits } = classifier.classify(ramp);
    expect(largest(features, expected.rampFeatures)).toBeLessThan(TOLERANCE);
    expect(largest(logits, expected.rampLogits)).toBeLessThan(TOLERANCE);
  });

  test('has the same share of clear pictures, the same moments and the stated accuracy over 1 000 pictures', () => {
    const classification = classifier.classify(images.subarray(0, 1000 * size));
    const { confidence, guess } = mostLikelyClasses(classification);
    const clear = confidence.filter((c) => c > CONFIDENT).length / 1000;
    expect(Math.abs(clear - expected.clearOfFirst1000)).toBeLessThanOrEqual(0.001); // one picture at the brink
    const { mean, covariance } = momentsOf(classification.features, 64);
    expect(largest(mean, expected.featureMeanOfFirst1000)).toBeLessThan(TOLERANCE);
    let trace = 0;
    for (let i = 0; i < 64; i++) trace += covariance[i * 65];
    expect(trace / expected.covarianceTraceOfFirst1000).toBeCloseTo(1, 5);
    const { testAccuracy } = JSON.parse(readFileSync(`${ROOT}/public/classifier/${id}.json`, 'utf8'));
    const right = guess.filter((label, i) => label === labels[i]).length / 1000;
    // Three standard deviations of a share over 1 000, and a little for the test pictures' order.
    const spread = Math.sqrt((testAccuracy * (1 - testAccuracy)) / 1000);
    expect(Math.abs(right - testAccuracy)).toBeLessThan(3 * spread + 0.005);
  }, 60_000);
});

describe('the digit classifier', () => {
  test('is right on at least 98.5 % of every fourth test picture', async () => {
    const { images, labels, count } = await loadImages('mnist', 'test', read);
    const fourths = Array.from({ length: count / 4 }, (_, i) => 4 * i);
    const picked = new Uint8Array(fourths.length * 784);
    for (const [i, n] of fourths.entries()) picked.set(images.subarray(n * 784, (n + 1) * 784), i * 784);
    const { guess } = mostLikelyClasses(readClassifier(weightsOf('mnist')).classify(picked));
    const right = fourths.filter((n, i) => guess[i] === labels![n]).length;
    expect(fourths).toHaveLength(2500);
    expect(right / fourths.length).toBeGreaterThanOrEqual(0.985);
  });

  test('finds real digits as good as the floor, and noise far worse', async () => {
    const { images } = await loadImages('mnist', 'train', read);
    const classifier = readClassifier(weightsOf('mnist'));
    const part = (k: number) => images.subarray(k * 500 * 784, (k + 1) * 500 * 784);
    const noise = part(2).map((_, i) => (i * 2654435761) >>> 24);
    const real = measureImages(classifier, part(0), part(1));
    expect(real.confident).toBeGreaterThan(0.95);
    expect(real.frechet).toBeLessThan(4 * real.floor.frechet);
    expect(Math.min(...real.histogram)).toBeGreaterThan(0.04);
    const bad = measureImages(classifier, noise, part(1));
    expect(bad.floor).toEqual(real.floor);
    expect(bad.frechet).toBeGreaterThan(20 * bad.floor.frechet);
  }, 60_000);
});

describe('a classifier file that is not one', () => {
  const good = () => readSafetensors(weightsOf('mnist'));

  test('a missing or misshapen tensor is refused by name', () => {
    const missing = good();
    missing.delete('conv2.weight');
    expect(() => readClassifier(writeSafetensors(missing))).toThrow(FileError);
    expect(() => readClassifier(writeSafetensors(missing))).toThrow('conv2.weight');
    const bent = good();
    expect(() =>
      readClassifier(
        writeSafetensors(bent.set('reference.mean', { dtype: 'F32', shape: [1], data: new Float32Array(1) })),
      ),
    ).toThrow('reference.mean');
    bent.set('logits.weight', { dtype: 'F32', shape: [64, 10], data: bent.get('logits.weight')!.data });
    expect(() => readClassifier(writeSafetensors(bent))).toThrow('logits.weight');
  });

  test('images of another shape than the file’s are refused by the tensor that tells', () => {
    const shapes = {
      'conv1.weight': { height: 28, channels: 3 },
      'features.weight': { height: 32, channels: 1 },
    };
    for (const [name, shape] of Object.entries(shapes))
      expect(() => readClassifier(weightsOf('mnist'), shape)).toThrow(name);
  });

  test('part of a picture is refused', () => {
    expect(() => readClassifier(weightsOf('mnist')).classify(new Uint8Array(1000))).toThrow(RangeError);
  });
});
