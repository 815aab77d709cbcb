import { describe, expect, test } from 'vitest';
import { createCoverage, ink, splat } from '../../../src/ui/canvas/splat';

const SIDE = 64;
const placing = { centreX: 32, centreY: 32, perUnit: 10 };
const part = (points: number[], strength = 1) => {
  const states = Float32Array.from(points);
  return { from: states, to: states, share: 0, scale: 1, strength };
};
const total = (values: Float32Array) => values.reduce((a, b) => a + b, 0);

describe('splatting', () => {
  test('a point covers the area of its disc', () => {
    const coverage = createCoverage(SIDE, SIDE);
    splat(coverage, placing, 3, part([0, 0]));
    // π r² = 28.3; the edge falls linearly over one pixel, which adds π/12; quarter-pixel phases do the rest.
    expect(total(coverage.values)).toBeGreaterThan(27);
    expect(total(coverage.values)).toBeLessThan(30);
  });

  test('lies where the plane says, y upwards', () => {
    const coverage = createCoverage(SIDE, SIDE);
    splat(coverage, placing, 1, part([2, 1]));
    expect(coverage.values[(32 - 10) * SIDE + 32 + 20]).toBeGreaterThan(0.9);
  });

  test('between two states it lies between', () => {
    const coverage = createCoverage(SIDE, SIDE);
    const from = Float32Array.of(-2, 0);
    const to = Float32Array.of(2, 0);
    splat(coverage, placing, 1, { from, to, share: 0.25, scale: 1, strength: 1 });
    expect(coverage.values[32 * SIDE + 32 - 10]).toBeGreaterThan(0.9);
  });

  test('points outside, and points that are not numbers, are left out', () => {
    const coverage = createCoverage(SIDE, SIDE);
    splat(coverage, placing, 2, part([100, 0, Number.NaN, 0, 0, Number.POSITIVE_INFINITY]));
    expect(total(coverage.values)).toBe(0);
  });

  test('ink of n points covers as 1 - (1 - opacity)^n, and empties the grid', () => {
    const coverage = createCoverage(SIDE, SIDE);
    splat(coverage, placing, 2, part([0, 0]));
    splat(coverage, placing, 2, part([0, 0]));
    const pixels = new Uint8ClampedArray(4 * SIDE * SIDE).fill(255);
    ink(coverage, pixels, { colour: [0, 0, 0], opacity: 0.5 });
    expect(pixels[4 * (32 * SIDE + 32)]).toBeCloseTo(255 * 0.25, -1); // within rounding
    expect(total(coverage.values)).toBe(0);
  });
});
