/** The points that a run learns from: a fixed list, from which batches are drawn. */
import type { BoundPointDataset } from '../../datasets';
import { createRng } from '../lib/rng';

/** Points that represent a distribution: drawn once; batches are drawn from them. */
export const SET_POINTS = 65_536;

/**
 * @param labels [65 536] receives their classes, of a set with classes
 * @returns [65 536, 2] the points that a run with this seed learns from
 */
export const trainingPoints = (
  { sample }: Pick<BoundPointDataset, 'sample'>,
  seed: number,
  labels?: Int32Array,
): Float32Array => sample(SET_POINTS, createRng({ seed, stream: 'data', step: 0 }), labels);
