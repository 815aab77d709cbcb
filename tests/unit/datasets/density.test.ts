import { describe, expect, test } from 'vitest';
import { createPointDataset, POINT_DATASET_IDS, type PointSource } from '../../../datasets';
import { energyDistance } from '../../../src/evaluation/energyDistance';
import { realAgainstReal } from '../../../src/evaluation/floor';
import { sampleMixture } from '../../../src/lib/mixture';
import { createRng } from '../../../src/lib/rng';

const drawing = Float32Array.from({ length: 400 }, (_, i) => (i % 2 ? Math.sin(i / 30) : i / 200));
const SOURCES: Record<string, PointSource> = {
  text: { kind: 'text', text: 'Hello, noise' },
  drawn: { kind: 'points', points: drawing },
  csv: { kind: 'points', points: drawing },
};
const opened = POINT_DATASET_IDS.map((id) => createPointDataset(id, SOURCES[id]));

test('all sets but those with edges, bent bumps or rows declare a density', () => {
  expect(opened.filter(({ mixture }) => !mixture).map(({ id }) => id)).toEqual([
    'checkerboard',
    'pinwheel',
    'csv',
  ]);
});

describe.each(opened.filter(({ mixture }) => mixture).map((data) => [data.id, data] as const))(
  '%s',
  (_, data) => {
    test('has the density it declares: draws from it are as near to the data as other data', () => {
      const n = 4000;
      const rng = createRng({ seed: 5, stream: 'data', step: 9 });
      const floor = realAgainstReal((count) => data.sample(count, rng), n, 8);
      const distance = energyDistance(sampleMixture(data.mixture!(), n, rng), data.sample(n, rng));
      // five deviations of a floor that was itself estimated from eight pairs
      expect(distance).toBeLessThan(floor.mean + 5 * floor.spread);
    });

    test('has weights that sum to 1', () => {
      expect(data.mixture!().weights.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
    });
  },
);
