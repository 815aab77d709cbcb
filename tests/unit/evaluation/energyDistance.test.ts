import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  energyDistance,
  energyDistanceError,
  energyDistanceSteps,
  meanEnergyDistanceFrom,
} from '../../../src/evaluation/energyDistance';
import { createRng } from '../../../src/lib/rng';
import { timeRatio } from '../timing';

const gaussian = (n: number, std: number, step: number): Float32Array => {
  const rng = createRng({ seed: 3, stream: 'evaluation', step });
  return Float32Array.from({ length: 2 * n }, () => std * rng.normal());
};

const onLine = (xs: readonly number[]): Float32Array => Float32Array.from(xs.flatMap((x) => [x, 0]));

/** Energy distance on a line is 2 ∫ (F - G)² dx (Székely & Rizzo 2013): here of two step functions, exactly. */
function byDistributionFunctions(a: readonly number[], b: readonly number[]): number {
  const knots = [...a, ...b].sort((p, q) => p - q);
  const below = (set: readonly number[], x: number) => set.filter((v) => v <= x).length / set.length;
  let integral = 0;
  for (let i = 1; i < knots.length; i++) {
    integral += (below(a, knots[i - 1]) - below(b, knots[i - 1])) ** 2 * (knots[i] - knots[i - 1]);
  }
  return 2 * integral;
}

describe('energy distance', () => {
  it('of two single points is twice their distance', () => {
    expect(energyDistance(Float32Array.of(1, 2), Float32Array.of(4, 6))).toBe(10);
  });

  it('of a set to itself is 0', () => {
    const points = gaussian(300, 1, 0);
    expect(Math.abs(energyDistance(points, points.slice()))).toBeLessThan(1e-12);
  });

  it('on a line is twice the squared area between the distribution functions', () => {
    const value = fc.integer({ min: -100, max: 100 }).map((i) => i / 8); // exact in 32 bits
    const set = fc.array(value, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(set, set, (a, b) => {
        expect(energyDistance(onLine(a), onLine(b))).toBeCloseTo(byDistributionFunctions(a, b), 10);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('of N(0, I) and N(0, 4 I) is the closed form of Rayleigh means', () => {
    // X - Y is N(0, s² I) in the plane, whose length has mean s √(π/2).
    const closed = Math.sqrt(Math.PI / 2) * (2 * Math.sqrt(5) - Math.sqrt(2) - Math.sqrt(8)); // 0.288
    // One relative standard deviation at n = 4000 is about 3 %.
    expect(Math.abs(energyDistance(gaussian(4000, 1, 1), gaussian(4000, 2, 2)) / closed - 1)).toBeLessThan(
      0.1,
    );
  });

  it('does not change when both sets are turned, and grows with their scale', () => {
    const [a, b] = [gaussian(200, 1, 3), gaussian(150, 1.5, 4)];
    const turned = (points: Float32Array) =>
      points.map((v, i) => (i % 2 === 0 ? 0.6 * v - 0.8 * points[i + 1] : 0.8 * points[i - 1] + 0.6 * v));
    const distance = energyDistance(a, b);
    expect(energyDistance(turned(a), turned(b))).toBeCloseTo(distance, 5); // 32-bit coordinates
    expect(
      energyDistance(
        a.map((v) => 4 * v),
        b.map((v) => 4 * v),
      ),
    ).toBeCloseTo(4 * distance, 12);
  });

  it('in steps gives the same, and reports growing shares of the work', () => {
    const [a, b] = [gaussian(1000, 1, 5), gaussian(700, 1, 6)];
    const shares: number[] = [];
    const steps = energyDistanceSteps(a, b);
    let step = steps.next();
    for (; !step.done; step = steps.next()) shares.push(step.value);
    expect(step.value).toBe(energyDistance(a, b));
    expect(shares.length).toBeGreaterThan(10);
    expect(shares).toEqual([...shares].sort((p, q) => p - q));
    expect(shares[0]).toBeGreaterThan(0);
    expect(shares[shares.length - 1]).toBeLessThanOrEqual(1);
  });

  it('from several sets is the mean of the distances from each', () => {
    const references = [gaussian(300, 1, 9), gaussian(200, 1.2, 10), gaussian(250, 0.9, 11)];
    const measure = meanEnergyDistanceFrom(references);
    for (const points of [gaussian(150, 1, 12), gaussian(400, 2, 13)]) {
      const each = references.map((fresh) => energyDistance(points, fresh));
      expect(measure(points)).toBeCloseTo(each.reduce((sum, one) => sum + one, 0) / 3, 12);
    }
  });

  it('has the standard error that 60 draws have, far from the reference, where the spread at the floor is less than a third of it', () => {
    const reference = gaussian(1000, 1, 20);
    const far = Array.from({ length: 60 }, (_, k) => gaussian(1000, 1.6, 100 + k));
    const deviationOf = (sets: readonly Float32Array[]) => {
      const values = sets.map((set) => energyDistance(set, reference));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    };
    const errors = far.map((set) => energyDistanceError(set, reference));
    const drawn = deviationOf(far);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(mean / drawn).toBeGreaterThan(0.75); // a deviation of 60 draws is known to a tenth of itself
    expect(mean / drawn).toBeLessThan(1.3);
    const near = Array.from({ length: 20 }, (_, k) => gaussian(1000, 1, 200 + k));
    expect(drawn).toBeGreaterThan(3 * deviationOf(near));
    expect(energyDistanceError(near[0], reference)).toBeLessThan(mean / 3);
  });

  it('takes hardly more time than its distances: two for each pair of 3 000 points', () => {
    const [a, b] = [gaussian(3000, 1, 7), gaussian(3000, 1, 8)];
    const distances = () => {
      let sum = 0;
      for (let pass = 0; pass < 2; pass++)
        for (let i = 0; i < a.length; i += 2)
          for (let j = 0; j < b.length; j += 2)
            sum += Math.sqrt((a[i] - b[j]) ** 2 + (a[i + 1] - b[j + 1]) ** 2);
      return sum;
    };
    expect(timeRatio(() => energyDistance(a, b), distances)).toBeLessThan(2);
  });

  it('refuses empty sets and broken rows', () => {
    expect(() => energyDistance(new Float32Array(0), Float32Array.of(1, 2))).toThrow(
      /got 0 numbers, expected points/,
    );
    expect(() => energyDistance(Float32Array.of(1, 2), new Float32Array(3))).toThrow(RangeError);
  });
});
