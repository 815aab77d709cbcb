/** Copies among samples: what chance makes, what the search finds, and when copying begins. */
import { describe, expect, test } from 'vitest';
import {
  copiesAmong,
  copyingOnset,
  type ExampleSearch,
  exampleSearch,
  excessOfCopies,
} from '../../../src/evaluation/copies';
import { powerLaw } from '../../../src/lib/powerLaw';
import { createRng } from '../../../src/lib/rng';

/** [n, size] uniform numbers. */
function uniform(n: number, size: number, step: number): Float32Array {
  const rng = createRng({ seed: 5, stream: 'data', step });
  return Float32Array.from({ length: n * size }, () => rng.uniform());
}

/** Standard deviation of a share of independent samples, of which Wilson's interval on the page is made. */
const shareSpread = (share: number, count: number) => Math.sqrt((share * (1 - share)) / count);

const shareOf = (samples: Float32Array, size: number, search: ExampleSearch): number => {
  const copies = [...copiesAmong(samples, size, search)];
  return copies.filter(Boolean).length / copies.length;
};

describe('the share of copies', () => {
  test.each([1, 2, 3, 4])('of fresh data in %i dimensions is 3 to the power of minus the dimension', (d) => {
    const [examples, fresh] = [uniform(4000, d, 1), uniform(4000, d, 2)];
    const chance = 3 ** -d;
    const share = shareOf(fresh, d, exampleSearch(examples, d));
    // four deviations of 4 000 samples; the boundary of the cube moves it by less
    expect(Math.abs(share - chance)).toBeLessThan(4 * shareSpread(chance, 4000));
  });

  test('is 1 among the examples themselves, and 0 halfway between two of them', () => {
    const examples = uniform(50, 2, 3);
    expect(shareOf(examples, 2, exampleSearch(examples, 2))).toBe(1);
    const pair = Float32Array.of(0, 0, 2, 0);
    expect(shareOf(Float32Array.of(1, 0.5), 2, exampleSearch(pair, 2))).toBe(0);
  });

  test('counts a distance just under a third of the second, and not one just over', () => {
    const search = exampleSearch(Float32Array.of(0, 0, 4, 0), 2);
    expect(shareOf(Float32Array.of(0.99, 0), 2, search)).toBe(1); // 0.99 and 3.01
    expect(shareOf(Float32Array.of(1.01, 0), 2, search)).toBe(0); // 1.01 and 2.99
  });

  test('varies among sets of fresh data as its spread says', () => {
    const search = exampleSearch(uniform(2000, 2, 1), 2);
    const shares = Array.from({ length: 60 }, (_, k) => shareOf(uniform(200, 2, 100 + k), 2, search));
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    const deviation = Math.sqrt(shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / 59);
    expect(deviation / shareSpread(mean, 200)).toBeGreaterThan(0.7);
    expect(deviation / shareSpread(mean, 200)).toBeLessThan(1.3);
  });
});

describe('the search', () => {
  test('finds the two nearest of few numbers as one that looks at all', () => {
    const [examples, samples] = [uniform(300, 2, 7), uniform(100, 2, 8)];
    const search = exampleSearch(examples, 2);
    for (let i = 0; i < 100; i++) {
      const [x, y] = [samples[2 * i], samples[2 * i + 1]];
      const all = Array.from(
        { length: 300 },
        (_, k) => (examples[2 * k] - x) ** 2 + (examples[2 * k + 1] - y) ** 2,
      ).sort((a, b) => a - b);
      const [nearest, second] = search.nearestTwo(samples.subarray(2 * i, 2 * i + 2));
      expect(nearest).toBeCloseTo(all[0], 12);
      expect(second).toBeCloseTo(all[1], 12);
    }
  });

  test('of images takes an example as near as its mirror image, where a run learns both', () => {
    const examples = Float32Array.of(1, 2, 3, 4, 9, 9, 9, 9, -5, 0, 0, 5);
    const mirror = (values: Float32Array) => values.slice().reverse();
    const sample = Float32Array.of(4, 3, 2, 1);
    const search = exampleSearch(examples, 4, mirror);
    expect(search.nearestTwo(sample)[0]).toBe(0);
    expect(exampleSearch(examples, 4).nearestTwo(sample)[0]).toBe(20);
    // an example and its own mirror image are one example: the second nearest is another one
    expect(search.nearestTwo(sample)[1]).toBe(1 + 9 + 4 + 36);
  });
});

describe('copying', () => {
  const at = (...excess: number[]) => excess.map((value, i) => ({ step: 100 * 2 ** i, excess: value }));
  test('begins where a tenth is copies beyond chance, between measurements in the logarithm of the steps', () => {
    expect(copyingOnset(at(0, 0.2))).toBeCloseTo(100 * Math.SQRT2, 9);
    expect(copyingOnset(at(0, 0.05, 0.1, 0.9))).toBeCloseTo(400, 9);
    expect(copyingOnset(at(0.3, 0.9))).toBe(100);
    expect(copyingOnset(at(0, 0.02, 0.099))).toBeNull();
    expect(copyingOnset([])).toBeNull();
  });

  test('beyond chance is 0 at the share of fresh data and 1 where all are copies', () => {
    expect([1 / 9, 1].map((share) => excessOfCopies(share, 1 / 9))).toEqual([0, 1]);
    expect(excessOfCopies(0.55, 0.1)).toBeCloseTo(0.5, 12);
  });

  test('grows as a power that least squares finds', () => {
    const points = [10, 30, 100].map((x) => ({ x, y: 7 * x ** 0.8 }));
    expect(powerLaw(points)).toBeCloseTo(0.8, 12);
    expect(powerLaw(points.slice(0, 1))).toBeNull();
  });
});
