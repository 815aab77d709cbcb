/**
 * The evaluator measures: distances between samples and data, floors, exact references. It runs in a worker of its own, float64 on
 * the processor, so that it is never in the way of training.
 */
import type { BoundPointDataset } from '../../datasets';
import type { DataQuestion, EvaluatorApi, LossFloor } from '../../workers/evaluator';
import type { Quality } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { openDataset } from '../config/openDataset';
import { openProcess } from '../config/openProcess';
import { exactEmpirical } from '../diffusion/exact/empirical';
import { lossFloor } from '../diffusion/exact/floor';
import { type ExactReference, exactMixture } from '../diffusion/exact/mixture';
import { timeNumbers } from '../diffusion/objective';
import { DATA_LEVEL } from '../diffusion/process';
import { TIME_BINS, timeBin } from '../diffusion/timeBins';
import { createRng } from '../lib/rng';
import { energyDistance } from './energyDistance';
import { type Floor, realAgainstReal } from './floor';
import { DEFAULT_PROJECTIONS, slicedWasserstein1 } from './slicedWasserstein';

/** Steps of the stream 'evaluation': the sample that all models of a data set are held against, and those of its floor. */
const REFERENCE_STEP = 0;
const FLOOR_STEP = 1;
const EXACT_STEP = 2;
const LOSS_STEP = 3;

/** Directions are the same for every comparison: they are part of the measure, not of the run. */
const projections = () => createRng({ seed: 0, stream: 'projection', step: 0 });
const sliced = (a: Float32Array, b: Float32Array) =>
  slicedWasserstein1(a, b, DEFAULT_PROJECTIONS, projections());

interface QualityFloor {
  readonly energy: Floor;
  readonly slicedMean: number;
}

/** What is known of one data set. */
interface Known {
  readonly data: BoundPointDataset;
  readonly exact: ExactReference;
  /** Floors of the quality by number of points. */
  readonly floors: Map<number, QualityFloor>;
}

/** Points that stand for a data set whose density has no closed form: the reference is then exact for these. */
const EMPIRICAL_POINTS = 5000;

/** The exact answers for a data set: of its density where it is a mixture, else of a finite sample. */
export function exactReference(data: BoundPointDataset): ExactReference {
  if (data.mixture) return exactMixture(data.mixture());
  const rng = createRng({ seed: 0, stream: 'evaluation', step: EXACT_STEP });
  return exactEmpirical(data.sample(EMPIRICAL_POINTS, rng), 2);
}

/** Real-against-real pairs in a floor. */
const FLOOR_PAIRS = 5;

/**
 * Energy distance and sliced W1 of generated points from as many fresh ones, beside the mean of real-against-real pairs.
 * Every model of a data set is held against the same fresh points, so that a difference between two figures is one of the models.
 * @param points [n, 2] generated samples in data units
 * @param seed   another one draws other fresh points
 */
export function measureQuality(
  points: Float32Array,
  data: BoundPointDataset,
  floor = qualityFloor(data, points.length / 2),
  seed = 0,
): Quality {
  const count = points.length / 2;
  const fresh = data.sample(count, createRng({ seed, stream: 'evaluation', step: REFERENCE_STEP }));
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
export function qualityFloor(data: BoundPointDataset, count: number, pairs = FLOOR_PAIRS): QualityFloor {
  const rng = createRng({ seed: 0, stream: 'evaluation', step: FLOOR_STEP });
  const energy = realAgainstReal((n) => data.sample(n, rng), count, pairs);
  let slicedSum = 0;
  for (let pair = 0; pair < pairs; pair++)
    slicedSum += sliced(data.sample(count, rng), data.sample(count, rng));
  return { energy, slicedMean: slicedSum / pairs };
}

/** Points of the exact likelihood: its standard error is about a hundredth of a nat. */
const LIKELIHOOD_POINTS = 5000;

/** Training times at which the loss floor is computed. */
const FLOOR_TIMES = 100;
/** Draws of the data at each time: as many as cost a second or two, which leaves about 1 % of Monte Carlo error on the mean. */
const floorDraws = (components: number) => Math.min(1000, Math.ceil(5e5 / components));

/** The loss that the exact denoiser of the data has under a configuration: its mean, and its error of eps by time. */
export function exactLoss(config: RunConfig, data: BoundPointDataset, exact: ExactReference): LossFloor {
  const process = openProcess(config);
  const sums = new Float64Array(TIME_BINS);
  const counts = new Float64Array(TIME_BINS);
  const draws = floorDraws(data.mixture?.().weights.length ?? EMPIRICAL_POINTS);
  let loss = 0;
  for (let k = 0; k < FLOOR_TIMES; k++) {
    const time = process.drawTime((k + 0.5) / FLOOR_TIMES);
    const rng = createRng({ seed: k, stream: 'evaluation', step: LOSS_STEP });
    const draw = { seed: k, stream: 'evaluation', step: LOSS_STEP } as const;
    const error = lossFloor(exact, data.sample(draws, rng), process.level(time), draw);
    const { weight, epsErrorScale } = timeNumbers(process, config, time);
    loss += (weight * error) / epsErrorScale / FLOOR_TIMES;
    sums[timeBin(process, time)] += error;
    counts[timeBin(process, time)] += 1;
  }
  // L_hybrid adds a bound whose least value is not that of the squared error alone
  return {
    loss: config.variance === 'learned' ? null : loss,
    byTime: Float32Array.from(sums, (sum, bin) => sum / counts[bin]),
    reference: data.mixture ? 'density' : 'points',
  };
}

const dataKey = ({ config, source }: DataQuestion) =>
  JSON.stringify([
    config.dataset,
    config.text,
    config.drawing,
    source?.name,
    ...(source?.kind === 'points' ? [source.points.length, source.points.slice(0, 8)] : []),
  ]);

/** What a worker exposes, answered at once: Comlink makes each answer a promise. */
export type Evaluator = {
  [K in keyof EvaluatorApi]: (...given: Parameters<EvaluatorApi[K]>) => Awaited<ReturnType<EvaluatorApi[K]>>;
};

/** @returns an evaluator that remembers the data sets and floors it was asked about */
export function createEvaluator(): Evaluator {
  const known = new Map<string, Known>();
  const about = (question: DataQuestion): Known => {
    const key = dataKey(question);
    let entry = known.get(key);
    if (!entry) {
      const data = openDataset(question.config, question.source);
      entry = { data, exact: exactReference(data), floors: new Map() };
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
    floor(question) {
      const { data, exact } = about(question);
      return exactLoss(question.config, data, exact);
    },
    exactNegativeLogLikelihood(question) {
      const { data, exact } = about(question);
      if (!data.mixture) return null;
      const rng = createRng({ seed: 0, stream: 'evaluation', step: REFERENCE_STEP });
      const points = data.sample(LIKELIHOOD_POINTS, rng);
      const logDensity = exact.logDensity(points, DATA_LEVEL, new Float64Array(LIKELIHOOD_POINTS));
      return -logDensity.reduce((sum, value) => sum + value, 0) / points.length;
    },
    exactEps(question, time, places) {
      const level = openProcess(question.config).level(time);
      return about(question).exact.eps(places, level, new Float32Array(places.length));
    },
  };
}
