/** Rings and grids of Gaussians: many modes, all alike, with an exactly known density. */

import { type GaussianMixture, sampleMixture } from '../../src/lib/mixture';
import { datasets } from '../../src/words/config';
import { builtIn, type PointDistribution } from '../pointDataset';
import type { Point } from './standardise';

/** Equally weighted round Gaussians around `centres` (whose mean must be 0), scaled to unit mean variance; each is a class. */
function equalMixture(centres: readonly Point[], std: number): PointDistribution {
  const spread = centres.reduce((sum, [x, y]) => sum + x * x + y * y, 0) / (2 * centres.length);
  const scale = 1 / Math.sqrt(spread + std * std);
  const mixture: GaussianMixture = {
    weights: centres.map(() => 1 / centres.length),
    means: centres.map(([x, y]) => [x * scale, y * scale]),
    stds: centres.map(() => std * scale),
    labels: centres.map((_, k) => k),
  };
  return {
    mixture: () => mixture,
    sample: (n, rng, labels) => sampleMixture(mixture, n, rng, labels),
    classes: centres.map((_, k) => String(k)),
  };
}

const ring = Array.from({ length: 8 }, (_, k): Point => {
  const angle = (2 * Math.PI * k) / 8;
  return [Math.cos(angle), Math.sin(angle)];
});

const grid = Array.from({ length: 25 }, (_, k): Point => [(k % 5) - 2, Math.floor(k / 5) - 2]);

/** Deviation 0.1 of the ring's radius: neighbours stand 7.7 deviations apart. */
export const gaussians8 = builtIn(datasets.gaussians8, equalMixture(ring, 0.1));

/** Deviation 0.12 of the spacing: neighbours stand 8.3 deviations apart. */
export const gaussians25 = builtIn(datasets.gaussians25, equalMixture(grid, 0.12));
