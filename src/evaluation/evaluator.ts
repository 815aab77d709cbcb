/**
 * The evaluator measures: distances between samples and data, floors, exact references. It runs in a worker of its own, float64 on
 * the processor, so that it is never in the way of training.
 */
import type { BoundPointDataset } from '../../datasets';
import type { DataQuestion } from '../../workers/evaluator';
import type { Quality } from '../../workers/protocol';
import { openDataset } from '../config/openDataset';
import { createRng } from '../lib/rng';
import { energyDistance } from './energyDistance';
import { type Floor, realAgainstReal } from './floor';
import { DEFAULT_PROJECTIONS, slicedWasserstein1 } from './slicedWasserstein';

/** Steps of the stream 'evaluation': the sample that all models of a data set are held against, and those of its floor. */
const REFERENCE_STEP = 0;
const FLOOR_STEP = 1;

/** Directions are the same for every comparison: they are part of the measure, not of the run. */
const projections = () => createRng({ seed: 0, stream: 'projection', step: 0 });
const sliced = (a: Float32Array, b: Float32Array) =>
  slicedWasserstein1(a, b, DEFAULT_PROJECTIONS, projections());

interface QualityFloor {
  readonly energy: Floor;
  readonly slicedMean: number;
}

/** Floors of one data set by number of points. */
interface Known {
  readonly data: BoundPointDataset;
  readonly floors: Map<number, QualityFloor>;
}

/**
 * Energy distance and sliced W1 of generated points from as many fresh ones, beside the mean of five real-against-real pairs.
 * Every model of a data set is held against the same fresh points, so that a difference between two figures is one of the models.
 * @param points [n, 2] generated samples in data units
 */
export function measureQuality(
  points: Float32Array,
  data: BoundPointDataset,
  floor = qualityFloor(data, points.length / 2),
): Quality {
  const count = points.length / 2;
  const fresh = data.sample(count, createRng({ seed: 0, stream: 'evaluation', step: REFERENCE_STEP }));
  return {
    energyDistance: energyDistance(points, fresh),
    energyFloor: floor.energy.mean,
    energyFloorSpread: floor.energy.spread,
    slicedWasserstein: sliced(points, fresh),
    slicedFloor: floor.slicedMean,
    count,
  };
}

/** @param count points on each side; the floor depends on it */
export function qualityFloor(data: BoundPointDataset, count: number): QualityFloor {
  const rng = createRng({ seed: 0, stream: 'evaluation', step: FLOOR_STEP });
  const energy = realAgainstReal((n) => data.sample(n, rng), count);
  let slicedSum = 0;
  const PAIRS = 5;
  for (let pair = 0; pair < PAIRS; pair++)
    slicedSum += sliced(data.sample(count, rng), data.sample(count, rng));
  return { energy, slicedMean: slicedSum / PAIRS };
}

const dataKey = ({ config, source }: DataQuestion) =>
  JSON.stringify([
    config.dataset,
    config.text,
    config.drawing,
    source?.name,
    source?.points.length,
    source?.points.slice(0, 8),
  ]);

export interface Evaluator {
  quality(question: DataQuestion, points: Float32Array): Quality;
}

/** @returns an evaluator that remembers the data sets and floors it was asked about */
export function createEvaluator(): Evaluator {
  const known = new Map<string, Known>();
  const about = (question: DataQuestion): Known => {
    const key = dataKey(question);
    let entry = known.get(key);
    if (!entry) {
      entry = { data: openDataset(question.config, question.source), floors: new Map() };
      known.set(key, entry);
    }
    return entry;
  };
  return {
    quality(question, points) {
      const { data, floors } = about(question);
      const count = points.length / 2;
      let floor = floors.get(count);
      if (!floor) {
        floor = qualityFloor(data, count);
        floors.set(count, floor);
      }
      return measureQuality(points, data, floor);
    },
  };
}
