/** The classes of points: each label is that of the part on which its point lies, and the points are those of a draw without labels. */
import { describe, expect, test } from 'vitest';
import { createPointDataset, POINT_DATASET_IDS, POINT_DATASETS, type PointDataset } from '../../../datasets';
import { drawnClasses, ofClass } from '../../../datasets/ofClass';
import { createRng } from '../../../src/lib/rng';

const rng = (step = 1) => createRng({ seed: 5, stream: 'data', step });

const labelled = POINT_DATASET_IDS.filter((id) => (POINT_DATASETS[id] as PointDataset).classes);

/** Shares of n draws, whose deviation is at most ½/√n. */
function shares(labels: ArrayLike<number>, classes: number): number[] {
  return Array.from(
    { length: classes },
    (_, c) => Array.from(labels).filter((l) => l === c).length / labels.length,
  );
}

test('the sets with classes are moons, circles, both sets of Gaussians and the checkerboard', () => {
  expect(labelled).toEqual(['moons', 'gaussians-8', 'gaussians-25', 'circles', 'checkerboard']);
});

describe.each(labelled)('%s', (id) => {
  const data = createPointDataset(id);
  const classes = data.classes!.length;

  test('has the same points with labels and without, and equally likely classes', () => {
    const labels = new Int32Array(8000);
    expect(data.sample(8000, rng(), labels)).toEqual(data.sample(8000, rng()));
    for (const share of shares(labels, classes)) expect(share).toBeCloseTo(1 / classes, 1.5);
  });

  test('draws one class alone, as its labels say', () => {
    const labels = new Int32Array(4000);
    const points = data.sample(4000, rng(2), labels);
    for (const label of [0, classes - 1]) {
      const own = ofClass(data, label).sample(2000, rng(3));
      const of = points.filter((_, i) => labels[i >> 1] === label);
      for (const axis of [0, 1]) {
        const mean = (values: Float32Array) =>
          values.reduce((sum, v, i) => sum + ((i & 1) === axis ? v : 0), 0) / (values.length / 2);
        // a class has at most the deviation 1.5, and of 25 classes 160 points are here: 0.12 is one standard error
        expect(Math.abs(mean(own) - mean(of))).toBeLessThan(0.45);
      }
    }
  });

  test.runIf(data.mixture)('has the density of each class', () => {
    const whole = data.mixture!();
    for (const label of [0, classes - 1]) {
      const { weights, means } = ofClass(data, label).mixture!();
      expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 10);
      expect(weights).toHaveLength(whole.weights.length / classes);
      const points = ofClass(data, label).sample(3000, rng(4));
      for (const axis of [0, 1]) {
        const exact = means.reduce((sum, mean, k) => sum + weights[k] * mean[axis], 0);
        const mean = points.reduce((sum, v, i) => sum + ((i & 1) === axis ? v : 0), 0) / 3000;
        expect(Math.abs(mean - exact)).toBeLessThan(0.1); // four standard errors of a deviation of 1.4
      }
    }
  });
});

test('a circle has the class of its radius, and a square of the checkerboard that of its place', () => {
  const labels = new Int32Array(2000);
  const circles = createPointDataset('circles').sample(2000, rng(), labels);
  const radii = [0, 1].map((label) => {
    const own = circles.filter((_, i) => labels[i >> 1] === label);
    let sum = 0;
    for (let i = 0; i < own.length; i += 2) sum += Math.hypot(own[i], own[i + 1]);
    return sum / (own.length / 2);
  });
  expect(radii[0] / radii[1]).toBeCloseTo(2, 1);

  const points = createPointDataset('checkerboard').sample(2000, rng(), labels);
  const unit = Math.sqrt(16 / 12);
  const places = new Map<number, Set<string>>();
  for (let i = 0; i < 2000; i++) {
    const place = `${Math.floor(points[2 * i] * unit)},${Math.floor(points[2 * i + 1] * unit)}`;
    places.set(labels[i], (places.get(labels[i]) ?? new Set()).add(place));
  }
  expect([...places.values()].map((found) => found.size)).toEqual(new Array(8).fill(1));
  expect(new Set([...places.values()].flatMap((found) => [...found])).size).toBe(8);
});

describe('a table with a third column', () => {
  const rows = Float32Array.from({ length: 400 }, (_, i) => (i & 1 ? Math.sin(i) : i / 40));
  const labels = Int32Array.from({ length: 200 }, (_, row) => (row % 20 === 0 ? 1 : 0));
  const table = createPointDataset('csv', { kind: 'points', points: rows, labels, classes: ['a', 'b'] });

  test('gives each row its label', () => {
    const drawn = new Int32Array(3000);
    const points = table.sample(3000, rng(), drawn);
    const { offset, scale } = table.units!;
    for (let i = 0; i < 3000; i++) {
      const row = Math.round(((offset[0] + scale[0] * points[2 * i]) * 40) / 2);
      expect(drawn[i]).toBe(labels[row]);
    }
    expect(shares(drawn, 2)[1]).toBeCloseTo(0.05, 1);
  });

  test('draws a rare class alone, and all classes in turn equally often', () => {
    const isRare = (points: Float32Array) =>
      Array.from({ length: points.length / 2 }, (_, i) => {
        const row = Math.round(((table.units!.offset[0] + table.units!.scale[0] * points[2 * i]) * 40) / 2);
        return labels[row];
      });
    expect(new Set(isRare(drawnClasses(table, 1).sample(500, rng())))).toEqual(new Set([1]));
    expect(shares(isRare(drawnClasses(table, -1).sample(501, rng())), 2)).toEqual([250 / 501, 251 / 501]);
    expect(shares(isRare(drawnClasses(table, null).sample(3000, rng())), 2)[1]).toBeCloseTo(0.05, 1);
  });

  test('has no classes without that column', () => {
    expect(createPointDataset('csv', { kind: 'points', points: rows }).classes).toBeUndefined();
  });
});
