import { describe, expect, it } from 'vitest';
import { POINT_DATASETS } from '../../../datasets';
import { type GaussianMixture, mixtureLogDensity } from '../../../src/lib/mixture';
import { createRng } from '../../../src/lib/rng';

const sampleOf = (
  id: 'moons' | 'swiss-roll' | 'circles' | 'checkerboard' | 'pinwheel' | 's-curve',
  n: number,
) => POINT_DATASETS[id].sample(n, createRng({ seed: 11, stream: 'data', step: 0 }));

/** Rows of [n, 2] points. */
const rows = (points: Float32Array): [number, number][] =>
  Array.from({ length: points.length / 2 }, (_, i) => [points[2 * i], points[2 * i + 1]]);

const rms = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);

describe.each([
  ['gaussians-8', 8],
  ['gaussians-25', 25],
] as const)('%s', (id, modes) => {
  const mixture = POINT_DATASETS[id].open().mixture?.() as GaussianMixture;
  const n = 100_000;
  const points = POINT_DATASETS[id].sample(n, createRng({ seed: 12, stream: 'data', step: 0 }));

  it('declares a density of mean 0, mean variance 1 and weights that sum to 1', () => {
    const { weights, means, stds } = mixture;
    expect(means).toHaveLength(modes);
    expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    for (const axis of [0, 1]) {
      expect(means.reduce((sum, mean, k) => sum + weights[k] * mean[axis], 0)).toBeCloseTo(0, 12);
    }
    const second = means.reduce(
      (sum, [x, y], k) => sum + weights[k] * ((x * x + y * y) / 2 + stds[k] ** 2),
      0,
    );
    expect(second).toBeCloseTo(1, 12);
  });

  it('draws what it declares: χ² of a histogram against the density', () => {
    const side = 96;
    const reach = 2.4;
    const cell = (2 * reach) / side;
    const counts = new Float64Array(side * side);
    for (const [x, y] of rows(points)) {
      const [i, j] = [Math.floor((x + reach) / cell), Math.floor((y + reach) / cell)];
      if (i >= 0 && i < side && j >= 0 && j < side) counts[j * side + i]++;
    }
    let chiSquare = 0;
    let cells = 0;
    let mass = 0;
    for (let j = 0; j < side; j++) {
      for (let i = 0; i < side; i++) {
        // Simpson's rule on each axis: a cell is half a deviation wide.
        let density = 0;
        for (const [dx, wx] of [
          [0, 1],
          [0.5, 4],
          [1, 1],
        ]) {
          for (const [dy, wy] of [
            [0, 1],
            [0.5, 4],
            [1, 1],
          ]) {
            const at = [(i + dx) * cell - reach, (j + dy) * cell - reach];
            density += (wx * wy * Math.exp(mixtureLogDensity(mixture, at))) / 36;
          }
        }
        mass += density * cell * cell;
        const expected = n * density * cell * cell;
        if (expected < 5) continue; // too few for χ²
        chiSquare += (counts[j * side + i] - expected) ** 2 / expected;
        cells++;
      }
    }
    expect(mass).toBeCloseTo(1, 3);
    expect(cells).toBeGreaterThan(20 * modes);
    // χ² with `cells` degrees of freedom has that mean and variance twice that: four deviations.
    expect(Math.abs(chiSquare - cells)).toBeLessThan(4 * Math.sqrt(2 * cells));
  });
});

describe('shapes', () => {
  it('moons: undone by the closed-form moments, points are 0.07 from two half circles of radius 1', () => {
    // Mean (1/2, 1/4). Variances: 3/4 in x; 5/8 - 1/π - 1/16 in y; and 0.07² of noise in both.
    const scale = Math.sqrt((3 / 4 + 5 / 8 - 1 / Math.PI - 1 / 16) / 2 + 0.07 ** 2);
    const misses = rows(sampleOf('moons', 20_000)).map(([px, py]) => {
      const [x, y] = [px * scale + 0.5, py * scale + 0.25];
      const [upper, lower] = [Math.hypot(x, y) - 1, Math.hypot(x - 1, y - 0.5) - 1];
      return Math.abs(upper) < Math.abs(lower) ? upper : lower;
    });
    expect(Math.abs(rms(misses) / 0.07 - 1)).toBeLessThan(0.05);
  });

  it('circles: half of the points at each of two radii, one twice the other', () => {
    const scale = Math.sqrt((1 + 1 / 4) / 4 + 0.05 ** 2);
    const radii = rows(sampleOf('circles', 20_000)).map(([x, y]) => scale * Math.hypot(x, y));
    const outer = radii.filter((r) => r > 0.75);
    expect(Math.abs(outer.length / radii.length - 0.5)).toBeLessThan(0.02);
    expect(outer.reduce((a, b) => a + b) / outer.length).toBeCloseTo(1, 1.9);
  });

  it('checkerboard: every point on a dark square, each square alike', () => {
    const scale = Math.sqrt(16 / 12);
    const squares = new Map<string, number>();
    for (const [x, y] of rows(sampleOf('checkerboard', 16_000))) {
      const [i, j] = [Math.floor(x * scale + 1e-6), Math.floor(y * scale + 1e-6)];
      squares.set(`${i},${j}`, (squares.get(`${i},${j}`) ?? 0) + 1);
    }
    const dark = [...squares].filter(([, count]) => count > 100); // rounding moves a few over an edge
    expect(dark).toHaveLength(8);
    for (const [square, count] of dark) {
      const [i, j] = square.split(',').map(Number);
      expect(Math.abs(i + j) % 2).toBe(0);
      expect(Math.abs(count - 2000)).toBeLessThan(5 * Math.sqrt(2000));
    }
  });

  it('pinwheel: looks the same after a fifth of a turn', () => {
    // The fifth moment E (x + iy)⁵ is not 0 for five arms; the first to fourth are.
    const points = rows(sampleOf('pinwheel', 50_000));
    const moment = (k: number) => {
      const sum = [0, 0];
      for (const [x, y] of points) {
        const angle = k * Math.atan2(y, x);
        sum[0] += Math.cos(angle) / points.length;
        sum[1] += Math.sin(angle) / points.length;
      }
      return Math.hypot(sum[0], sum[1]);
    };
    for (const k of [1, 2, 3, 4]) expect(moment(k)).toBeLessThan(0.02); // 1/√n is 0.0045
    expect(moment(5)).toBeGreaterThan(0.2);
  });

  it('S-curve: looks the same after half a turn', () => {
    const points = rows(sampleOf('s-curve', 50_000));
    const cubes = points.reduce((sum, [x, y]) => sum + x ** 3 + y ** 3 + x * x * y, 0) / points.length;
    expect(Math.abs(cubes)).toBeLessThan(0.06); // odd moments vanish; the sampling error is about 0.015
  });
});
