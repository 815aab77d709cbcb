import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  slicedWasserstein1,
  slicedWasserstein1Error,
  slicedWasserstein1Steps,
  wasserstein1Sorted,
} from '../../../src/evaluation/slicedWasserstein';
import { createRng } from '../../../src/lib/rng';

const projectionRng = (step = 0) => createRng({ seed: 5, stream: 'projection', step });

const gaussian = (n: number, std: number, step: number): Float32Array => {
  const rng = createRng({ seed: 4, stream: 'evaluation', step });
  return Float32Array.from({ length: 2 * n }, () => std * rng.normal());
};

const sorted = (values: readonly number[]) => Float64Array.from(values).sort();
const repeated = (values: readonly number[], times: number) =>
  values.flatMap((v) => Array<number>(times).fill(v));

/** The cheapest of all ways to pair the points off. */
function cheapestPairing(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0) return 0;
  return Math.min(...b.map((v, i) => Math.abs(a[0] - v) + cheapestPairing(a.slice(1), b.toSpliced(i, 1))));
}

describe('W1 on a line', () => {
  const values = (maxLength: number) =>
    fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength });

  it('is the mean cost of the cheapest pairing', () => {
    const pair = fc.integer({ min: 1, max: 6 }).chain((n) => {
      const set = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: n, maxLength: n });
      return fc.tuple(set, set);
    });
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(wasserstein1Sorted(sorted(a), sorted(b))).toBeCloseTo(cheapestPairing(a, b) / a.length, 12);
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it('of sets of different size is that of the sets repeated to equal size', () => {
    fc.assert(
      fc.property(values(12), values(12), (a, b) => {
        const [longA, longB] = [sorted(repeated(a, b.length)), sorted(repeated(b, a.length))];
        const byPairs = longA.reduce((sum, v, i) => sum + Math.abs(v - longB[i]), 0) / longA.length;
        expect(wasserstein1Sorted(sorted(a), sorted(b))).toBeCloseTo(byPairs, 12);
      }),
      { numRuns: 200, seed: 2 },
    );
  });
});

describe('sliced W1', () => {
  it('of a set and its copy moved by d is 2|d|/π, the mean of |cos|', () => {
    const points = gaussian(400, 1, 0);
    const moved = points.map((v, i) => v + (i % 2 === 0 ? 3 : -4));
    // 128 stratified directions integrate |cos| to about 1e-4; coordinates have 32 bits.
    expect(slicedWasserstein1(points, moved, 128, projectionRng())).toBeCloseTo((2 * 5) / Math.PI, 2);
  });

  it('of a set and its double is the mean distance from the centre, seen from all sides', () => {
    // Along every direction of N(0, I) and N(0, 4 I): W1 = (2 - 1) E|N(0, 1)| = √(2/π). Sampling error about 1.5 %.
    const distance = slicedWasserstein1(gaussian(8000, 1, 1), gaussian(8000, 2, 2), 64, projectionRng());
    expect(Math.abs(distance / Math.sqrt(2 / Math.PI) - 1)).toBeLessThan(0.06);
  });

  it('of a set to itself in any order is 0, and the order of the sets does not matter', () => {
    const points = gaussian(100, 1, 3);
    const backwards = Float32Array.from({ length: 200 }, (_, i) => points[2 * (99 - (i >> 1)) + (i & 1)]);
    expect(slicedWasserstein1(points, backwards, 16, projectionRng())).toBe(0);
    const other = gaussian(70, 1, 4);
    const there = slicedWasserstein1(points, other, 16, projectionRng());
    expect(slicedWasserstein1(other, points, 16, projectionRng())).toBeCloseTo(there, 14);
  });

  it('is a function of the seed, and yields after each direction', () => {
    const [a, b] = [gaussian(50, 1, 5), gaussian(50, 1, 6)];
    expect(slicedWasserstein1(a, b, 8, projectionRng(1))).toBe(slicedWasserstein1(a, b, 8, projectionRng(1)));
    expect([...slicedWasserstein1Steps(a, b, 4, projectionRng())]).toEqual([0.25, 0.5, 0.75, 1]);
  });

  it('refuses empty sets and no directions', () => {
    const points = gaussian(10, 1, 0);
    expect(() => slicedWasserstein1(points, new Float32Array(0), 8, projectionRng())).toThrow(RangeError);
    expect(() => slicedWasserstein1(points, points, 0, projectionRng())).toThrow(/0 projections/);
  });
});

describe('the standard error by the draw of the samples', () => {
  const shifted = (points: Float32Array, by: number) => points.map((v, i) => (i % 2 ? v : v + by));
  const deviationOf = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  };
  const far = {
    wider: (k: number) => gaussian(1000, 1.6, 100 + k),
    'shifted and narrower': (k: number) => shifted(gaussian(1000, 0.5, 100 + k), 2),
  };

  it.each(Object.entries(far))('is that of 60 draws, %s than the reference', (_, draw) => {
    const reference = gaussian(1000, 1, 20);
    const sets = Array.from({ length: 60 }, (_, k) => draw(k));
    const drawn = deviationOf(sets.map((set) => slicedWasserstein1(set, reference, 32, projectionRng())));
    const errors = sets.map((set) => slicedWasserstein1Error(set, reference, 32, projectionRng()));
    const ratio = errors.reduce((sum, error) => sum + error, 0) / errors.length / drawn;
    expect(ratio).toBeGreaterThan(0.75); // a deviation of 60 draws is known to a tenth of itself
    expect(ratio).toBeLessThan(1.3);
  });

  it('is that of a mean on a line where all points must move one way, with ties and sets of two sizes', () => {
    const a = Float32Array.from([0, 0, 1, 0, 1, 0, 3, 0]);
    const b = Float32Array.from([9, 0, 9, 0, 12, 0]);
    const always = { uniform: () => 0 } as ReturnType<typeof projectionRng>; // the one direction (1, 0)
    const squares = [0, 1, 1, 3].reduce((sum, v) => sum + (v - 1.25) ** 2, 0);
    expect(slicedWasserstein1Error(a, b, 1, always)).toBeCloseTo(Math.sqrt(squares / 3 / 4), 12);
  });
});
