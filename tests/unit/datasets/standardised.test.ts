import { describe, expect, it } from 'vitest';
import {
  createPointDataset,
  isPointDatasetId,
  POINT_DATASET_IDS,
  type PointDatasetId,
  type PointSource,
} from '../../../datasets';
import { curveMoments } from '../../../datasets/points/standardise';
import { createRng } from '../../../src/lib/rng';
import { timeRatio } from '../timing';

const wave = Float32Array.from({ length: 600 }, (_, i) => (i % 2 === 0 ? 3 * i : 400 * Math.sin(i / 80)));
const SOURCES: Partial<Record<PointDatasetId, PointSource>> = {
  text: { kind: 'text', text: 'Noise, then a picture.' },
  drawn: { kind: 'points', points: wave },
  csv: { kind: 'points', points: wave },
};

const open = (id: PointDatasetId) => createPointDataset(id, SOURCES[id]);
const dataRng = (seed: number) => createRng({ seed, stream: 'data', step: 0 });

it('the registry has every id that links may name', () => {
  const ids =
    'moons swiss-roll gaussians-8 gaussians-25 circles checkerboard pinwheel spiral s-curve text drawn csv';
  expect(POINT_DATASET_IDS).toEqual(expect.arrayContaining(ids.split(' ')));
  expect(isPointDatasetId('moons')).toBe(true);
  expect(isPointDatasetId('toString')).toBe(false);
});

describe.each(POINT_DATASET_IDS)('%s', (id) => {
  const n = 200_000;
  const { sample, box } = open(id);
  const points = sample(n, dataRng(7));

  it('has mean 0 and a mean variance of 1', () => {
    const mean = [0, 0];
    const square = [0, 0];
    for (let i = 0; i < 2 * n; i++) {
      mean[i & 1] += points[i] / n;
      square[i & 1] += points[i] ** 2 / n;
    }
    // Five standard errors: 1/√n for a mean; the square of a coordinate deviates by at most about 1.5.
    const error = 5 / Math.sqrt(n);
    expect(Math.abs(mean[0])).toBeLessThan(error * Math.sqrt(square[0]));
    expect(Math.abs(mean[1])).toBeLessThan(error * Math.sqrt(square[1]));
    expect(Math.abs((square[0] + square[1]) / 2 - 1)).toBeLessThan(1.5 * error);
  });

  it('gives [n, 2] finite points, the same for the same seed and others for another', () => {
    expect(points).toHaveLength(2 * n);
    expect(points.every(Number.isFinite)).toBe(true);
    expect(sample(50, dataRng(7))).toEqual(sample(50, dataRng(7)));
    expect(sample(50, dataRng(8))).not.toEqual(sample(50, dataRng(7)));
  });

  it('scales a sample of any size alike: a small one is the beginning of a large one', () => {
    expect(sample(100, dataRng(7))).toEqual(points.slice(0, 200));
  });

  it('goes on from where its generator stands, so that two draws are of fresh points', () => {
    const rng = dataRng(7);
    expect(sample(20, rng)).not.toEqual(sample(20, rng));
  });

  it('lies in its box but for one point in a thousand, and fills it', () => {
    let outside = 0;
    const reach = [0, 0];
    for (let i = 0; i < 2 * n; i++) {
      if (points[i] < box.min[i & 1] || points[i] > box.max[i & 1]) outside++;
      reach[i & 1] = Math.max(reach[i & 1], Math.abs(points[i]));
    }
    expect(outside / n).toBeLessThan(1e-3);
    for (const axis of [0, 1]) {
      expect(Math.max(-box.min[axis], box.max[axis])).toBeLessThan(1.25 * reach[axis]);
    }
    expect(open(id).box).toEqual(box);
  });

  it('draws 20 000 points in less time than twenty random numbers each', () => {
    const plain = () => {
      const rng = dataRng(0);
      for (let i = 0; i < 200_000; i++) rng.normal();
    };
    expect(timeRatio(() => sample(20_000, dataRng(0)), plain)).toBeLessThan(2);
  });
});

it('the moments of a half circle by quadrature are the integrals', () => {
  const { mean, variance } = curveMoments((u) => [Math.cos(Math.PI * u), Math.sin(Math.PI * u)]);
  expect(mean[0]).toBeCloseTo(0, 12);
  expect(mean[1]).toBeCloseTo(2 / Math.PI, 7);
  expect(variance).toBeCloseTo((1 - (2 / Math.PI) ** 2) / 2, 7);
});
