/** The CSV set is the user's own table: its rows, each as likely as the next. */

import { DataSourceError, type PointDistribution, userMade } from '../pointDataset';
import { pointStatistics } from './empirical';

/**
 * Rows drawn with replacement, unchanged but for scale: fresh points are a resample, so that the floor of a distance to them is
 * that of a bootstrap. Each axis has its own scale, because columns may have different units.
 * @throws DataSourceError for too few rows, or a column that does not vary
 */
function fromRows(points: Float32Array): PointDistribution {
  const { mean, variance } = pointStatistics(points, 'The table');
  const flat = variance.findIndex((v) => !(v > 0));
  if (flat >= 0)
    throw new DataSourceError(
      `The table's column ${flat + 1} has the same value in every row: it must vary.`,
    );
  const rows = Math.floor(points.length / 2);
  const scale = [Math.sqrt(variance[0]), Math.sqrt(variance[1])] as const;
  return {
    units: { offset: mean, scale },
    sample(n, rng) {
      const out = new Float32Array(2 * n); // [n, 2]
      for (let i = 0; i < n; i++) {
        const row = rng.integer(rows);
        out[2 * i] = (points[2 * row] - mean[0]) / scale[0];
        out[2 * i + 1] = (points[2 * row + 1] - mean[1]) / scale[1];
      }
      return out;
    },
  };
}

export const csv = userMade(
  'CSV file',
  'Two columns of numbers from a file of your own.',
  'points',
  ({ points }) => fromRows(points),
);
