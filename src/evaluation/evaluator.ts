/**
 * The evaluator measures distances between samples and data, floors and exact references. It runs in a worker of its own, in float64 on
 * the processor, so that it does not slow training.
 */
import type { BoundPointDataset } from '../../datasets';
import type { DataQuestion, EvaluatorApi } from '../../workers/evaluator';
import type { RunConfig } from '../config/fields';
import { openDataset } from '../config/openDataset';
import { exactEmpirical } from '../diffusion/exact/empirical';
import { lossFloor } from '../diffusion/exact/floor';
import { type ExactReference, exactMixture } from '../diffusion/exact/mixture';
import { exactVelocity } from '../diffusion/exact/velocity';
import { timeNumbers } from '../diffusion/objective';
import { DATA_LEVEL } from '../diffusion/process';
import { createProcess } from '../diffusion/processes';
import { TIME_BINS, timeBin } from '../diffusion/timeBins';
import { isUnbiased, timeDrawer } from '../diffusion/timeDraw';
import { createRng, evaluationDraw } from '../lib/rng';
import type { LossFloor, Quality } from '../types/quality';
import { energyDistance } from './energyDistance';
import { type Floor, realAgainstReal } from './floor';
import { DEFAULT_PROJECTIONS, slicedWasserstein1 } from './slicedWasserstein';

/** Directions are the same for every comparison: they are part of the measure, not of the run. */
const projections = () => createRng({ seed: 0, stream: 'projection', step: 0 });
const sliced = (a: Float32Array, b: Float32Array) =>
  slicedWasserstein1(a, b, DEFAULT_PROJECTIONS, projections());

interface QualityFloor {
  readonly energy: Floor;
  readonly slicedMean: number;
}

/** One data set with its references, computed at the first question. */
interface DatasetEntry {
  readonly data: BoundPointDataset;
  readonly exact: ExactReference;
  /** Floors of the quality by number of points. */
  readonly floors: Map<number, QualityFloor>;
}

/** Points that represent a data set whose density has no closed form: the reference is then exact for these. */
const EMPIRICAL_POINTS = 5000;

/** The exact answers for a data set: of its density where it is a mixture, else of a finite sample. */
export function exactReference(data: BoundPointDataset): ExactReference {
  if (data.mixture) return exactMixture(data.mixture());
  const rng = createRng(evaluationDraw('exactSample'));
  return exactEmpirical(data.sample(EMPIRICAL_POINTS, rng), 2);
}

/** Real-against-real pairs in a floor. */
const FLOOR_PAIRS = 5;

/**
 * Energy distance and sliced W1 of generated points from as many fresh ones, beside the mean of real-against-real pairs.
 * Every model of a data set is compared with the same fresh points, so that two figures differ only by the models.
 * @param points [n, 2] generated samples in data units
 * @param seed   of the fresh points
 */
export function measureQuality(
  points: Float32Array,
  data: BoundPointDataset,
  floor = qualityFloor(data, points.length / 2),
  seed = 0,
): Quality {
  const count = points.length / 2;
  const fresh = data.sample(count, createRng(evaluationDraw('reference', seed)));
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
  const rng = createRng(evaluationDraw('floor'));
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

/**
 * The loss that the exact denoiser of the data has under a configuration: its mean, and its error of eps or of the velocity by time.
 * The mean is over the times as they count in training: uniform ones, or where no importance weight undoes it, their own density.
 */
function exactLoss(config: RunConfig, data: BoundPointDataset, exact: ExactReference): LossFloor {
  const process = createProcess(config);
  const sums = new Float64Array(TIME_BINS);
  const counts = new Float64Array(TIME_BINS);
  const draws = floorDraws(data.mixture?.().weights.length ?? EMPIRICAL_POINTS);
  const drawer = timeDrawer(isUnbiased(config) ? { ...config, timeSampling: 'uniform' } : config);
  let loss = 0;
  for (let k = 0; k < FLOOR_TIMES; k++) {
    const time = process.drawTime(drawer((k + 0.5) / FLOOR_TIMES).u);
    const draw = evaluationDraw('lossFloor', 0, k);
    const error = lossFloor(exact, data.sample(draws, createRng(draw)), process.level(time), draw);
    const { weight, epsErrorScale, chartErrorScale } = timeNumbers(process, config, time);
    loss += (weight * error) / epsErrorScale / FLOOR_TIMES;
    sums[timeBin(process, time)] += (error / epsErrorScale) * chartErrorScale;
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

/** The evaluator's API without promises: Comlink makes each answer one. */
export type Evaluator = {
  [K in keyof EvaluatorApi]: (...args: Parameters<EvaluatorApi[K]>) => Awaited<ReturnType<EvaluatorApi[K]>>;
};

/** @returns an evaluator that stores the references and floors of every data set it has measured */
export function createEvaluator(): Evaluator {
  const entries = new Map<string, DatasetEntry>();
  const entryOf = (question: DataQuestion): DatasetEntry => {
    const key = dataKey(question);
    let entry = entries.get(key);
    if (!entry) {
      const data = openDataset(question.config, question.source);
      entry = { data, exact: exactReference(data), floors: new Map() };
      entries.set(key, entry);
    }
    return entry;
  };
  return {
    quality(question, points, reference) {
      const { data, floors } = entryOf(question);
      const count = points.length / 2;
      let floor = floors.get(count);
      if (!floor) {
        floor = qualityFloor(data, count);
        floors.set(count, floor);
      }
      return measureQuality(points, data, floor, reference);
    },
    floor(question) {
      const { data, exact } = entryOf(question);
      return exactLoss(question.config, data, exact);
    },
    exactNegativeLogLikelihood(question) {
      const { data, exact } = entryOf(question);
      if (!data.mixture) return null;
      const rng = createRng(evaluationDraw('reference'));
      const points = data.sample(LIKELIHOOD_POINTS, rng);
      const logDensity = exact.logDensity(points, DATA_LEVEL, new Float64Array(LIKELIHOOD_POINTS));
      return -logDensity.reduce((sum, value) => sum + value, 0) / points.length;
    },
    exactEps(question, time, places) {
      const level = createProcess(question.config).level(time);
      return entryOf(question).exact.eps(places, level, new Float32Array(places.length));
    },
    exactVelocity(question, time, places) {
      const process = createProcess(question.config);
      const direction = process.direction(process.level(time));
      const { exact } = entryOf(question);
      return exactVelocity(exact, process, time, direction, places, new Float32Array(places.length));
    },
  };
}
