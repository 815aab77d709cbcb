/** An empirical distribution is a finite set of points, each as likely as the next. */

import * as words from '../../src/words/errors/data';
import { DataSourceError } from '../pointDataset';

/** Fewer points than this have no shape to learn. */
const MIN_POINTS = 10;

export interface PointStatistics {
  readonly mean: readonly [number, number];
  /** population variance by axis */
  readonly variance: readonly [number, number];
}

/**
 * Mean and variance of [n, 2] points, in two passes so that a large offset does not eat the digits.
 * @throws DataSourceError when there are fewer than {@link MIN_POINTS}, one is not finite, or all are in one place
 */
export function pointStatistics(points: Float32Array, what: string): PointStatistics {
  const n = Math.floor(points.length / 2);
  if (n < MIN_POINTS) {
    throw new DataSourceError(words.tooFewPoints(what, n, MIN_POINTS));
  }
  const sum = [0, 0];
  for (let i = 0; i < 2 * n; i++) {
    if (!Number.isFinite(points[i])) {
      throw new DataSourceError(words.notFinite(what, (i >> 1) + 1));
    }
    sum[i & 1] += points[i];
  }
  const mean = [sum[0] / n, sum[1] / n] as const;
  const squares = [0, 0];
  for (let i = 0; i < 2 * n; i++) squares[i & 1] += (points[i] - mean[i & 1]) ** 2;
  const variance = [squares[0] / n, squares[1] / n] as const;
  if (!(variance[0] + variance[1] > 0)) {
    throw new DataSourceError(words.allInOnePlace(what));
  }
  return { mean, variance };
}
