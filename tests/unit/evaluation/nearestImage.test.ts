import { expect, test } from 'vitest';
import { nearestImage } from '../../../src/evaluation/nearestImage';
import { createRng } from '../../../src/lib/rng';

const rng = createRng({ seed: 1, stream: 'evaluation', step: 0 });
const training = Uint8Array.from({ length: 50 * 16 }, () => Math.floor(256 * rng.uniform()));

test('a training picture is its own nearest, at distance 0', () => {
  for (const index of [0, 17, 49])
    expect(nearestImage(training.slice(index * 16, index * 16 + 16), training)).toEqual({
      index,
      distance: 0,
    });
});

test('the nearest is the one that a full search finds', () => {
  const query = Uint8Array.from({ length: 16 }, () => Math.floor(256 * rng.uniform()));
  const distances = Array.from({ length: 50 }, (_, n) =>
    Math.sqrt(query.reduce((sum, value, i) => sum + (value - training[n * 16 + i]) ** 2, 0) / 16),
  );
  const { index, distance } = nearestImage(query, training);
  expect(distance).toBeCloseTo(Math.min(...distances), 12);
  expect(distances[index]).toBeCloseTo(distance, 12);
});

test('a picture one grey level off in every pixel is at distance 1', () => {
  const query = training.slice(160, 176).map((value) => (value === 255 ? 254 : value + 1));
  expect(nearestImage(query, training)).toEqual({ index: 10, distance: 1 });
});

test('training bytes that are no whole number of pictures are refused', () => {
  expect(() => nearestImage(new Uint8Array(16), training.subarray(0, 20))).toThrow(RangeError);
});
