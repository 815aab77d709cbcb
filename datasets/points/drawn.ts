/** A drawn set is what the user drew with mouse or finger: points along strokes, softened a little. */

import { datasets } from '../../src/words/config';
import * as words from '../../src/words/errors/data';
import { type PointDistribution, userMade } from '../pointDataset';
import { pointStatistics } from './empirical';
import { standardised } from './standardise';

/** Softening, as a share of the drawing's spread: about the width of a felt pen. */
const JITTER = 0.035;

/**
 * Kernel density of the drawing: one of its points at random, moved by a round Gaussian.
 * @throws DataSourceError for an empty drawing, too few points, or all in one place
 */
function fromDrawing(points: Float32Array): PointDistribution {
  const { mean, variance } = pointStatistics(points, words.theDrawing);
  const spread = (variance[0] + variance[1]) / 2;
  const jitter = JITTER * Math.sqrt(spread);
  const count = Math.floor(points.length / 2);
  const total = spread + jitter * jitter;
  const scale = 1 / Math.sqrt(total);
  const { sample } = standardised(
    (rng) => {
      const i = rng.integer(count);
      return [points[2 * i] + jitter * rng.normal(), points[2 * i + 1] + jitter * rng.normal()];
    },
    { mean, variance: total },
  );
  const indices = Array.from({ length: count }, (_, i) => i);
  return {
    sample,
    mixture: () => ({
      weights: indices.map(() => 1 / count),
      means: indices.map((i) => [(points[2 * i] - mean[0]) * scale, (points[2 * i + 1] - mean[1]) * scale]),
      stds: indices.map(() => jitter * scale),
    }),
  };
}

export const drawn = userMade(datasets.drawn, 'points', ({ points }) => fromDrawing(points));
