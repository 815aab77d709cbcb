/** The points that a run learns from: a fixed list, from which batches are drawn. */
import type { BoundPointDataset } from '../../datasets';
import { createRng } from '../lib/rng';
import type { RunConfig } from './fields';

/** Points that represent a distribution: drawn once; batches are drawn from them. */
const SET_POINTS = 65_536;

interface TrainingPoints {
  /** [n, 2] */
  readonly points: Float32Array;
  /** [n] their classes, of a set with classes */
  readonly labels?: Int32Array;
}

/** The points that a run with this seed learns from: 65 536, or the first `examples` of them. */
export function trainingPoints(
  { sample, classes }: Pick<BoundPointDataset, 'sample' | 'classes'>,
  { seed, examples }: Pick<RunConfig, 'seed' | 'examples'>,
): TrainingPoints {
  const count = Math.min(examples || SET_POINTS, SET_POINTS);
  const labels = classes && new Int32Array(count);
  const points = sample(count, createRng({ seed, stream: 'data', step: 0 }), labels);
  return { points, ...(labels && { labels }) };
}
