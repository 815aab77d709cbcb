import { describe, expect, it } from 'vitest';
import { realAgainstReal, realAgainstRealSteps } from '../../../src/evaluation/floor';
import { createRng } from '../../../src/lib/rng';

function gaussianSource(step: number) {
  const rng = createRng({ seed: 8, stream: 'evaluation', step });
  return (n: number) => Float32Array.from({ length: 2 * n }, () => rng.normal());
}

describe('the floor', () => {
  it('of N(0, I) is (2/n) E|X - X′| = (2/n) √π, the expectation of the V-statistic', () => {
    // E|X - X′| = √2 √(π/2) = √π. The mean of 60 pairs scatters by about 5 %.
    const { mean } = realAgainstReal(gaussianSource(0), 400, 60);
    expect(Math.abs(mean / ((2 / 400) * Math.sqrt(Math.PI)) - 1)).toBeLessThan(0.2);
  });

  it('is the mean and the sample deviation of five pairs by default', () => {
    const { mean, spread, values } = realAgainstReal(gaussianSource(1), 100);
    expect(values).toHaveLength(5);
    expect(mean).toBeCloseTo(values.reduce((a, b) => a + b) / 5, 14);
    const squares = values.map((v) => (v - mean) ** 2).reduce((a, b) => a + b);
    expect(spread).toBeCloseTo(Math.sqrt(squares / 4), 14);
    expect(realAgainstReal(gaussianSource(1), 100, 1).spread).toBe(0);
  });

  it('takes any distance, and asks for fresh points on both sides of every pair', () => {
    let calls = 0;
    const sample = () => Float32Array.of(calls++, 0);
    const difference = function* (a: Float32Array, b: Float32Array): Generator<number, number> {
      yield 0.5;
      return b[0] - a[0];
    };
    expect([...realAgainstRealSteps(sample, 1, 4, difference)]).toEqual([0.125, 0.375, 0.625, 0.875]);
    expect(calls).toBe(8);
    expect(realAgainstReal(sample, 1, 3, difference)).toEqual({ mean: 1, spread: 0, values: [1, 1, 1] });
  });
});
