import { describe, expect, test } from 'vitest';
import { createCoverage, ink, inkOn, splat } from '../../../src/ui/canvas/splat';

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

  test('a disc ends where its stamp does: nothing of it is cut off in any of its places', () => {
    for (const radius of [0.5, 0.7, 1, 1.7, 3.4]) {
      for (const offset of [0, 0.25, 0.5, 0.75]) {
        const coverage = createCoverage(SIDE, SIDE);
        splat(coverage, { centreX: 32 + offset, centreY: 32 + offset, perUnit: 10 }, radius, part([0, 0]));
        // the same disc, pixel by pixel over the whole grid; radii are rounded to sixteenths
        const rounded = Math.round(radius * 16) / 16;
        let worst = 0;
        for (let y = 0; y < SIDE; y++)
          for (let x = 0; x < SIDE; x++) {
            const distance = Math.hypot(x - 32 - offset, y - 32 - offset);
            const full = Math.min(1, Math.max(0, rounded + 0.5 - distance));
            worst = Math.max(worst, Math.abs(coverage.values[y * SIDE + x] - full));
          }
        expect(worst).toBeLessThan(1e-6);
      }
    }
  });

  test('ink on a ground is what ink over that ground gives, and writes every pixel', () => {
    const style = { colour: [20, 90, 200], opacity: 0.66, glow: [255, 255, 255] } as const;
    const ground = [251, 249, 244] as const;
    const points = part([0, 0, 0.05, 0, 0.1, 0.1, -1, 2, -1, 2, -1, 2]);
    const odd = createCoverage(3, 3);
    odd.values.fill(1);
    const all = new Uint8ClampedArray(4 * 9);
    inkOn(odd, all, [0, 0, 0], { colour: [200, 100, 50], opacity: 1 });
    for (let p = 0; p < all.length; p += 4)
      expect(Array.from(all.subarray(p, p + 4))).toEqual([200, 100, 50, 255]);
    expect(total(odd.values)).toBe(0);
    const on = new Uint8ClampedArray(4 * SIDE * SIDE);
    const over = new Uint8ClampedArray(4 * SIDE * SIDE);
    for (let p = 0; p < over.length; p += 4) over.set([...ground, 255], p);
    const coverage = createCoverage(SIDE, SIDE);
    splat(coverage, placing, 3, points);
    inkOn(coverage, on, ground, style);
    splat(coverage, placing, 3, points);
    ink(coverage, over, style);
    // halves may round either way
    expect(Math.max(...on.map((v, p) => Math.abs(v - over[p])))).toBeLessThanOrEqual(1);
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
