/**
 * The evaluator measures distances between samples and data, floors and exact references. It runs in a worker of its own, in float64 on
 * the processor, so that it does not slow training.
 */
import type { BoundPointDataset } from '../../datasets';
import { drawnClasses, ofClass } from '../../datasets/ofClass';
import type { DataQuestion, EvaluatorApi } from '../../workers/evaluator';
import { drawnLabel, seesClasses } from '../config/classNames';
import type { RunConfig } from '../config/fields';
import { type DataConfig, openDataset } from '../config/openDataset';
import { lossFloor } from '../diffusion/exact/floor';
import { type ExactField, guidedField } from '../diffusion/exact/guided';
import type { ExactReference } from '../diffusion/exact/mixture';
import { exactVelocity } from '../diffusion/exact/velocity';
import { timeNumbers } from '../diffusion/objective';
import { DATA_LEVEL, type Level } from '../diffusion/process';
import { createProcess } from '../diffusion/processes';
import { TIME_BINS, timeBin } from '../diffusion/timeBins';
import { isUnbiased, timeDrawer } from '../diffusion/timeDraw';
import { createRng, type Draw, evaluationDraw } from '../lib/rng';
import type { LossFloor, Quality } from '../types/quality';
import { compareConditional } from './conditional';
import { energyDistance, energyDistanceError } from './energyDistance';
import { exactClassPosterior, testPoints } from './exactClassPosterior';
import { EMPIRICAL_POINTS, exactReference, type TableRows, tableRows } from './exactReference';
import { type Floor, realAgainstReal } from './floor';
import { guidedSamples, powerDraw, powerSamples } from './guidedSamples';
import { createRecent } from './recent';
import { DEFAULT_PROJECTIONS, slicedWasserstein1, slicedWasserstein1Error } from './slicedWasserstein';
import { mean, standardError } from './standardError';

/** Directions are the same for every comparison: they are part of the measure, not of the run. */
const projections = () => createRng({ seed: 0, stream: 'projection', step: 0 });
const sliced = (a: Float32Array, b: Float32Array) =>
  slicedWasserstein1(a, b, DEFAULT_PROJECTIONS, projections());
/** Directions of its standard error, which needs to be known to a tenth of itself. */
const ERROR_PROJECTIONS = 32;
/** The same in the form of a floor's distance: it is short enough for one step. */
// biome-ignore lint/correctness/useYield: a short distance has no share to yield
function* slicedSteps(a: Float32Array, b: Float32Array): Generator<number, number> {
  return sliced(a, b);
}

interface QualityFloor {
  readonly energy: Floor;
  readonly sliced: Floor;
}

/** One data set with its references, computed at the first question. */
interface DatasetEntry {
  readonly data: BoundPointDataset;
  readonly exact: ExactReference;
  /** Points of which that is exact, or draws by which it estimates the density; null where it is exact for the density. */
  readonly finite: { readonly count: number; readonly isEstimate: boolean } | null;
  /** A table's rows of one class; null for other data. */
  readonly rowsOf: (label: number) => TableRows | null;
  /** References of single classes. */
  readonly classes: Map<number, ExactReference>;
  /** What samples are compared with, and floors of the quality by number of points: by `drawnLabel`. */
  readonly drawn: Map<
    number | null,
    { readonly data: BoundPointDataset; readonly floors: Map<number, QualityFloor> }
  >;
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
    energyError: energyDistanceError(points, fresh),
    energyFloor: floor.energy.mean,
    energyFloorSpread: floor.energy.spread,
    slicedWasserstein: sliced(points, fresh),
    slicedError: slicedWasserstein1Error(points, fresh, ERROR_PROJECTIONS, projections()),
    slicedFloor: floor.sliced.mean,
    slicedFloorSpread: floor.sliced.spread,
    count,
  };
}

/** @param count points on each side; the floor depends on it */
export function qualityFloor(data: BoundPointDataset, count: number, pairs = FLOOR_PAIRS): QualityFloor {
  const rng = createRng(evaluationDraw('floor'));
  const fresh = (n: number) => data.sample(n, rng);
  return {
    energy: realAgainstReal(fresh, count, pairs),
    sliced: realAgainstReal(fresh, count, pairs, slicedSteps),
  };
}

/** Points of the exact likelihood: its standard error is about a hundredth of a nat. */
const LIKELIHOOD_POINTS = 5000;

/** Training times at which the loss floor is computed. */
const FLOOR_TIMES = 100;
/**
 * Draws of the data at each time. Of a density the chance of the noise is in no draw, so that 250 leave 0.2 to 0.3 % of Monte Carlo error on
 * the mean; of points as many as cost a second or two: up to 0.5 % with 1000.
 */
const floorDraws = (points: number | undefined) => (points ? Math.min(1000, Math.ceil(5e5 / points)) : 250);

/**
 * The loss that the exact denoiser of the data has under a configuration: its mean, and its error of eps or of the velocity by time.
 * The mean is over the times as they count in training: uniform ones, or where no importance weight undoes it, their own density.
 */
function exactLoss(
  config: RunConfig,
  { data, exact, finite }: DatasetEntry,
  classes: readonly ExactReference[],
): LossFloor {
  const process = createProcess(config);
  const sums = new Float64Array(TIME_BINS);
  const counts = new Float64Array(TIME_BINS);
  const perTime = floorDraws(finite?.count);
  const drawer = timeDrawer(isUnbiased(config) ? { ...config, timeSampling: 'uniform' } : config);
  let loss = 0;
  for (let k = 0; k < FLOOR_TIMES; k++) {
    const time = process.drawTime(drawer((k + 0.5) / FLOOR_TIMES).u);
    const draw = evaluationDraw('lossFloor', 0, k);
    const labels = new Int32Array(perTime);
    const x0 = data.sample(perTime, createRng(draw), labels);
    const level = process.level(time);
    const known = 1 - config.labelDropout;
    const error =
      classes.length === 0
        ? lossFloor(exact, x0, level, draw)
        : known * floorOfClasses(classes, x0, labels, level, draw) +
          config.labelDropout * lossFloor(exact, x0, level, draw);
    const { weight, epsErrorScale, chartErrorScale } = timeNumbers(process, config, time);
    loss += (weight * error) / epsErrorScale / FLOOR_TIMES;
    sums[timeBin(process, time)] += (error / epsErrorScale) * chartErrorScale;
    counts[timeBin(process, time)] += 1;
  }
  // L_hybrid adds a bound whose least value is not that of the squared error alone
  return {
    loss: config.variance === 'learned' ? null : loss,
    byTime: Float32Array.from(sums, (sum, bin) => sum / counts[bin]),
    points: finite && !finite.isEstimate ? finite.count : null,
    draws: finite?.isEstimate ? finite.count : null,
  };
}

/** The floor of a network that knows the class of each point. */
function floorOfClasses(
  classes: readonly ExactReference[],
  x0: Float32Array,
  labels: Int32Array,
  level: Level,
  draw: Draw,
): number {
  let sum = 0;
  for (const [label, exact] of classes.entries()) {
    const own = x0.filter((_, i) => labels[i >> 1] === label);
    if (own.length > 0) sum += (own.length / x0.length) * lossFloor(exact, own, level, draw);
  }
  return sum;
}

/** Data sets whose references stay: every edit of a drawing is one. */
const MOST_DATASETS = 16;

/** The value of a key, made at the first request. */
function found<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

/** The evaluator's API without promises: Comlink makes each answer one. */
export type Evaluator = {
  [K in keyof EvaluatorApi]: (...args: Parameters<EvaluatorApi[K]>) => Awaited<ReturnType<EvaluatorApi[K]>>;
};

/** @returns an evaluator that stores the references and floors of the data sets it has measured last */
export function createEvaluator(): Evaluator {
  const entryFor = createRecent(
    MOST_DATASETS,
    ({ source, ...config }: DataConfig & Pick<DataQuestion, 'source'>) => {
      const data = openDataset(config, source);
      const rows = tableRows(data, source);
      const entry: DatasetEntry = {
        data,
        exact: exactReference(data, rows),
        finite: data.mixture
          ? null
          : { count: rows ? rows.points.length / 2 : EMPIRICAL_POINTS, isEstimate: !rows?.areAll },
        rowsOf: (label) => tableRows(data, source, label),
        classes: new Map(),
        drawn: new Map(),
      };
      return entry;
    },
  );
  const entryOf = ({ config: { dataset, text, drawing }, source }: DataQuestion) =>
    entryFor({ dataset, text, drawing, source });
  const ofLabel = ({ data, classes, rowsOf }: DatasetEntry, label: number): ExactReference =>
    found(classes, label, () => exactReference(ofClass(data, label), rowsOf(label)));
  /** What the samples of a configuration are compared with: a class, where the network draws one. */
  const drawnOf = (question: DataQuestion) => {
    const { data, drawn } = entryOf(question);
    const label = seesClasses(question.config) && data.classes ? drawnLabel(question.config) : null;
    return found(drawn, label, () => ({ data: drawnClasses(data, label), floors: new Map() }));
  };
  /** The field of the data, or of one class under guidance, where that is what the network draws. */
  const fieldOf = (question: DataQuestion): ExactField => {
    const entry = entryOf(question);
    const { label, guidance } = question.config;
    if (!seesClasses(question.config) || !entry.data.classes || label < 0) return entry.exact;
    return guidedField(entry.exact, ofLabel(entry, label), guidance);
  };
  return {
    guidance(question, samples, seed) {
      const entry = entryOf(question);
      const { label, guidance: scale, clipDenoised } = question.config;
      const [n, own] = [samples.length / 2, ofLabel(entry, label)];
      const box = clipDenoised ? entry.data.box : null;
      const exact = guidedSamples(question.config, fieldOf(question), n, seed, box);
      const density = { data: entry.data, label, scale };
      const points = powerSamples(density, [entry.exact, own], (1 + 2 * FLOOR_PAIRS) * n, powerDraw());
      let used = 0;
      const draw = () => points.subarray(2 * n * used, 2 * n * ++used);
      const power = draw().slice();
      const { mean: floor, spread: floorSpread } = realAgainstReal(draw, n, FLOOR_PAIRS);
      const distances = {
        learnedToExact: energyDistance(samples, exact),
        exactToPower: energyDistance(exact, power),
        floor,
        floorSpread,
      };
      return { exact, power, distances };
    },
    quality(question, points, reference) {
      const { data, floors } = drawnOf(question);
      const count = points.length / 2;
      let floor = floors.get(count);
      if (!floor) {
        floor = qualityFloor(data, count);
        floors.set(count, floor);
      }
      return measureQuality(points, data, floor, reference);
    },
    floor(question) {
      const entry = entryOf(question);
      const names = seesClasses(question.config) ? (entry.data.classes ?? []) : [];
      return exactLoss(
        question.config,
        entry,
        names.map((_, label) => ofLabel(entry, label)),
      );
    },
    exactNegativeLogLikelihood(question) {
      const { data, exact } = entryOf(question);
      if (!data.mixture) return null;
      const rng = createRng(evaluationDraw('reference'));
      const points = data.sample(LIKELIHOOD_POINTS, rng);
      const logDensity = exact.logDensity(points, DATA_LEVEL, new Float64Array(LIKELIHOOD_POINTS));
      const nats = logDensity.map((value) => -value / 2); // of the two dimensions of a point
      return { value: mean(nats), error: standardError(nats), points: LIKELIHOOD_POINTS };
    },
    conditional(question, known, points) {
      const { data } = drawnOf(question);
      return data.mixture ? compareConditional(data.mixture(), known, points) : null;
    },
    exactClassPosterior: (question, points) => exactClassPosterior(entryOf(question).data, points),
    testPoints: (question, count, seed) => testPoints(entryOf(question).data, count, seed),
    exactEps(question, time, places) {
      const level = createProcess(question.config).level(time);
      return fieldOf(question).eps(places, level, new Float32Array(places.length));
    },
    exactVelocity(question, time, places) {
      const process = createProcess(question.config);
      const direction = process.direction(process.level(time));
      return exactVelocity(
        fieldOf(question),
        process,
        time,
        direction,
        places,
        new Float32Array(places.length),
      );
    },
  };
}
