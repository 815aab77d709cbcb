/** The CSV set is the user's own table: its rows, each as likely as the next. */

import { datasets } from '../../src/words/config';
import * as words from '../../src/words/errors/data';
import { DataSourceError, type PointDistribution, type PointSource, userMade } from '../pointDataset';
import { pointStatistics } from './empirical';

type PointRows = Extract<PointSource, { kind: 'points' }>;

/** Deviations that differ by more than this have units of their own: at one scale the narrow axis would be a line. */
const MAX_RATIO = 20;

/**
 * Rows drawn with replacement, unchanged but for scale: fresh points are a resample, so that the floor of a distance to them is
 * that of a bootstrap. One scale serves both axes, so that shapes keep their proportions; columns whose deviations differ more than
 * 20-fold (seconds beside volts) each have their own.
 * @throws DataSourceError for too few rows, or a column that does not vary
 */
function fromRows({ points, offset = [0, 0], labels: rowLabels, classes }: PointRows): PointDistribution {
  const { mean, variance } = pointStatistics(points, words.theTable);
  const flat = variance.findIndex((v) => !(v > 0));
  if (flat >= 0) throw new DataSourceError(words.flatColumn(flat + 1));
  const rows = Math.floor(points.length / 2);
  const own = [Math.sqrt(variance[0]), Math.sqrt(variance[1])] as const;
  const both = Math.sqrt((variance[0] + variance[1]) / 2);
  const shared = Math.max(...own) <= MAX_RATIO * Math.min(...own);
  const scale = shared ? ([both, both] as const) : own;
  return {
    units: { offset: [offset[0] + mean[0], offset[1] + mean[1]], scale },
    ...(rowLabels && { classes }),
    sample(n, rng, labels) {
      const out = new Float32Array(2 * n); // [n, 2]
      for (let i = 0; i < n; i++) {
        const row = rng.integer(rows);
        if (labels) labels[i] = rowLabels?.[row] ?? 0;
        out[2 * i] = (points[2 * row] - mean[0]) / scale[0];
        out[2 * i + 1] = (points[2 * row + 1] - mean[1]) / scale[1];
      }
      return out;
    },
  };
}

export const csv = userMade(datasets.csv, 'points', fromRows);
