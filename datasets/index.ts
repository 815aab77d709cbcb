/** Everything two-dimensional that can be learned, a line each. Ids are part of links and files: they never change. */

import { createRng } from '../src/lib/rng';
import type { PointDataset, PointDistribution, PointSource } from './pointDataset';
import { checkerboard } from './points/checkerboard';
import { circles } from './points/circles';
import { csv } from './points/csv';
import { drawn } from './points/drawn';
import { gaussians8, gaussians25 } from './points/gaussians';
import { moons } from './points/moons';
import { pinwheel } from './points/pinwheel';
import { sCurve } from './points/sCurve';
import { smiley } from './points/smiley';
import { spiral } from './points/spiral';
import { swissRoll } from './points/swissRoll';
import { text } from './points/text';

export type { PointDataset, PointSource } from './pointDataset';
export { DataSourceError } from './pointDataset';

export const POINT_DATASETS = {
  moons,
  'swiss-roll': swissRoll,
  'gaussians-8': gaussians8,
  'gaussians-25': gaussians25,
  circles,
  checkerboard,
  pinwheel,
  spiral,
  's-curve': sCurve,
  smiley,
  text,
  drawn,
  csv,
} satisfies Record<string, PointDataset>;

export type PointDatasetId = keyof typeof POINT_DATASETS;

export const POINT_DATASET_IDS = Object.keys(POINT_DATASETS) as PointDatasetId[];

export function isPointDatasetId(id: string): id is PointDatasetId {
  return Object.hasOwn(POINT_DATASETS, id);
}

/** Lower and upper corner of a rectangle, in standardised units. */
interface Box {
  readonly min: readonly [number, number];
  readonly max: readonly [number, number];
}

/** A data set bound to its source. */
export interface BoundPointDataset extends PointDistribution {
  readonly id: PointDatasetId;
  /** Bounds of 20 000 points, always the same, with a margin of 3 % on each side: what predictions of x0 are clipped to. */
  readonly box: Box;
}

const BOX_POINTS = 20_000;
const BOX_MARGIN = 0.03;

function boundingBox(distribution: PointDistribution): Box {
  // A step that no training draw uses: the box must not depend on the run's seed.
  const points = distribution.sample(BOX_POINTS, createRng({ seed: 0, stream: 'data', step: 0xffffffff }));
  const min: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const max: [number, number] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < points.length; i++) {
    const axis = i & 1;
    if (points[i] < min[axis]) min[axis] = points[i];
    if (points[i] > max[axis]) max[axis] = points[i];
  }
  for (const axis of [0, 1]) {
    const margin = BOX_MARGIN * (max[axis] - min[axis]);
    min[axis] -= margin;
    max[axis] += margin;
  }
  return { min, max };
}

/** @throws DataSourceError when a user-made set's source is missing or cannot be learned from; the message is for the user */
export function createPointDataset(id: PointDatasetId, source?: PointSource): BoundPointDataset {
  const distribution = POINT_DATASETS[id].open(source);
  return { ...distribution, id, box: boundingBox(distribution) };
}
