import { describe, expect, test } from 'vitest';
import { streamlines, type VectorGrid, vectorAt } from '../../../src/lib/streamlines';

const SIDE = 22;
const HALF = 3;

/** A field by its formula, on the grid that score arrows stand on. */
function gridOf(field: (x: number, y: number) => readonly [number, number]): VectorGrid {
  const values = new Float32Array(2 * SIDE * SIDE);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const x = HALF * ((2 * ((i % SIDE) + 0.5)) / SIDE - 1);
    const y = HALF * (1 - (2 * (Math.floor(i / SIDE) + 0.5)) / SIDE);
    values.set(field(x, y), 2 * i);
  }
  return { side: SIDE, half: HALF, values };
}
const radii = (line: Float32Array) =>
  Array.from({ length: line.length / 2 }, (_, i) => Math.hypot(line[2 * i], line[2 * i + 1]));

describe('streamlines', () => {
  test('between centres the field is bilinear: exact for a linear one', () => {
    const grid = gridOf((x, y) => [2 * x - y, 0.5 * y + 1]);
    for (const [x, y] of [
      [0, 0],
      [1.3, -2.1],
      [-2.7, 2.5],
    ]) {
      const [u, v] = vectorAt(grid, x, y);
      expect(u).toBeCloseTo(2 * x - y, 5);
      expect(v).toBeCloseTo(0.5 * y + 1, 5);
    }
  });

  test('of a rotation are circles', () => {
    const lines = streamlines(gridOf((x, y) => [-y, x]));
    expect(lines.length).toBeGreaterThan(3);
    const circles = lines.map(radii).filter((all) => Math.min(...all) > 0.8 && Math.max(...all) < 0.8 * HALF);
    expect(circles.length).toBeGreaterThan(2);
    // the midpoint rule leaves a circle of radius r by stride⁴/8r³ a step: 0.002 over 800 steps at r = 0.8
    for (const all of circles) expect(Math.max(...all) - Math.min(...all)).toBeLessThan(0.004);
  });

  test('of the score of a Gaussian run straight to its centre', () => {
    const lines = streamlines(gridOf((x, y) => [-x, -y]));
    for (const line of lines) {
      const all = radii(line);
      for (let i = 1; i < all.length; i++) expect(all[i]).toBeLessThan(all[i - 1]);
      const angle = Math.atan2(line[1], line[0]);
      for (let i = 0; i < line.length; i += 2)
        if (all[i / 2] > 0.3)
          expect(Math.cos(Math.atan2(line[i + 1], line[i]) - angle)).toBeGreaterThan(0.9999);
    }
  });

  test('never share a cell, and cover most of the plane', () => {
    const lines = streamlines(gridOf((x, y) => [1, Math.sin(x + y)]));
    const owner = new Map<number, number>();
    lines.forEach((line, n) => {
      for (let i = 0; i < line.length; i += 2) {
        const column = Math.floor(((line[i] / HALF + 1) * SIDE) / 2);
        const cell = Math.floor(((1 - line[i + 1] / HALF) * SIDE) / 2) * SIDE + column;
        expect(owner.get(cell) ?? n).toBe(n);
        owner.set(cell, n);
      }
    });
    expect(owner.size).toBeGreaterThan(0.6 * SIDE * SIDE);
  });

  test('a field that is nowhere, and numbers that are none, give no lines', () => {
    expect(streamlines(gridOf(() => [0, 0]))).toEqual([]);
    expect(streamlines(gridOf(() => [Number.NaN, Number.NaN]))).toEqual([]);
  });
});
