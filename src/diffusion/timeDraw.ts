/**
 * A time draw is a training time and its importance weight. Times are drawn as u, the share of the process's times that come before
 * (`Process.drawTime`): the training loss is the mean over uniform u, and where u has another density p the weight 1/p(u) makes the loss
 * of a batch an unbiased estimate of that mean. Without the weight p itself is a weighting of the loss.
 */
import { normalQuantile } from '../lib/normalQuantile';
import type { TimeSamplingId } from './timeSampling';

export interface TimeDraw {
  /** In [0, 1]. */
  readonly u: number;
  /** 1/p(u), or 1 where p is a weighting. */
  readonly weight: number;
}

/** A density of u by its quantile function. @param q uniform in [0, 1) */
export type TimeDrawer = (q: number) => TimeDraw;

/** The fields that the draw of times reads. */
export interface TimeSamplingOptions {
  readonly timeSampling: TimeSamplingId;
  /** Mean and standard deviation of ln(u/(1 - u)), for logit-normal times. */
  readonly logitMean: number;
  readonly logitScale: number;
  /** Whether the weight of logit-normal times is 1/p(u); that of times by the loss always is. */
  readonly importanceWeights: boolean;
}

/**
 * The share of logit-normal times that are uniform where weights are on. Alone, 1/p has no finite variance: p falls to 0 at both ends
 * faster than any power. With the share no weight is above its inverse (a defensive mixture, Hesterberg 1995).
 */
const UNIFORM_SHARE = 0.1;

const uniformDraw: TimeDrawer = (u) => ({ u, weight: 1 });

/** The smallest probability whose quantile is taken: 0 has none, and batches draw multiples of 2⁻²⁴. */
const LEAST = 2 ** -40;

/** The density of sigmoid(m + s z), z ~ N(0, 1), at u. */
export function logitNormalDensity(u: number, mean: number, scale: number): number {
  if (!(u > 0 && u < 1)) return 0;
  const z = (Math.log(u / (1 - u)) - mean) / scale;
  return Math.exp(-0.5 * z * z) / (scale * Math.sqrt(2 * Math.PI) * u * (1 - u));
}

/** u = sigmoid(m + s z) (Esser et al. 2024, Eq. 19, where weights are off). */
function logitNormalDraw({ logitMean, logitScale, importanceWeights }: TimeSamplingOptions): TimeDrawer {
  const uniform = importanceWeights ? UNIFORM_SHARE : 0;
  const quantile = (q: number) => {
    const z = normalQuantile(Math.min(Math.max(q, LEAST), 1 - LEAST));
    return 1 / (1 + Math.exp(-(logitMean + logitScale * z)));
  };
  return (q) => {
    const u = q < uniform ? q / uniform : quantile((q - uniform) / (1 - uniform));
    if (!importanceWeights) return { u, weight: 1 };
    return { u, weight: 1 / (uniform + (1 - uniform) * logitNormalDensity(u, logitMean, logitScale)) };
  };
}

/**
 * u of a density that is constant in each of as many equal parts as there are masses.
 * @param masses of the parts, their sum 1
 */
export function partsDraw(masses: ArrayLike<number>): TimeDrawer {
  const parts = masses.length;
  const before = new Float64Array(parts + 1);
  for (let part = 0; part < parts; part++) before[part + 1] = before[part] + masses[part];
  return (q) => {
    let part = 0;
    while (part < parts - 1 && q >= before[part + 1]) part += 1;
    const within = Math.min((q - before[part]) / masses[part], 1);
    return { u: (part + within) / parts, weight: 1 / (masses[part] * parts) };
  };
}

/** The parts of [0, 1) whose losses are followed, of equal length. */
export const MOMENT_PARTS = 50;
/** The losses of a part before which all times are uniform, as many as Nichol & Dhariwal wait for. */
const WARM_UP = 10;
/** The losses of a part over which its second moment runs. */
const MEMORY = 50;
/** The share of times that is uniform, so that no part is left out for good (Nichol & Dhariwal's `uniform_prob`). */
const EXPLORATION = 0.001;

/**
 * The running second moment of the loss by time, from which Nichol & Dhariwal 2021 (Sec. 3.3, Eq. 18) draw: p ∝ √E[L²], the density with
 * the least variance of L/p.
 */
export interface LossMoments {
  /** [2, MOMENT_PARTS] a copy of the mean squares, then counts: all that a run needs to go on exactly. */
  read(): Float32Array;
  /** Goes on from what `read` gave. @throws Error where that is not what `isLossMoments` asks */
  restore(values: Float32Array): void;
  /** Adds the loss of a sample, its own weight included and the importance weight not. What is not finite does not count. */
  add(u: number, loss: number): void;
  draw(): TimeDrawer;
}

export const LOSS_MOMENTS_LENGTH = 2 * MOMENT_PARTS;

export const isLossMoments = (values: Float32Array): boolean =>
  values.length === LOSS_MOMENTS_LENGTH && values.every((value) => value >= 0 && Number.isFinite(value));

export function createLossMoments(): LossMoments {
  const moments = new Float32Array(LOSS_MOMENTS_LENGTH);
  return {
    read: () => moments.slice(),
    restore(values) {
      if (!isLossMoments(values))
        throw new Error(`the moments of the loss must be ${LOSS_MOMENTS_LENGTH} numbers from 0, finite`);
      moments.set(values);
    },
    add(u, loss) {
      const square = loss * loss;
      if (!Number.isFinite(square)) return;
      const part = Math.min(Math.floor(u * MOMENT_PARTS), MOMENT_PARTS - 1);
      const count = moments[MOMENT_PARTS + part] + 1;
      moments[part] += (square - moments[part]) / Math.min(count, MEMORY);
      moments[MOMENT_PARTS + part] = Math.min(count, MEMORY);
    },
    draw() {
      const counts = moments.subarray(MOMENT_PARTS);
      if (counts.some((count) => count < WARM_UP)) return uniformDraw;
      const roots = Float64Array.from(moments.subarray(0, MOMENT_PARTS), Math.sqrt);
      const sum = roots.reduce((total, root) => total + root, 0);
      if (!(sum > 0)) return uniformDraw;
      const masses = roots.map((root) => (1 - EXPLORATION) * (root / sum) + EXPLORATION / MOMENT_PARTS);
      return partsDraw(masses);
    },
  };
}

/**
 * How a configuration draws its times now.
 * @param moments of the losses so far, for times drawn by them
 */
export function timeDrawer(options: TimeSamplingOptions, moments: LossMoments | null = null): TimeDrawer {
  switch (options.timeSampling) {
    case 'uniform':
    case 'stratified':
      return uniformDraw;
    case 'logit-normal':
      return logitNormalDraw(options);
    case 'second-moment':
      return moments?.draw() ?? uniformDraw;
    default:
      return options.timeSampling satisfies never;
  }
}

/** Whether the mean loss of a batch estimates the mean over uniform times: where it does not, the density of the times is a weighting. */
export const isUnbiased = ({ timeSampling, importanceWeights }: TimeSamplingOptions): boolean =>
  timeSampling !== 'logit-normal' || importanceWeights;

/** The density of the times at u where it is a weighting, else 1. */
export const timeWeighting = (options: TimeSamplingOptions, u: number): number =>
  isUnbiased(options) ? 1 : logitNormalDensity(u, options.logitMean, options.logitScale);

/**
 * The times of a batch.
 * @param uniform [B] numbers in [0, 1); all ways but `uniform` spread them over the batch first, one in each of B equal parts
 */
export function drawTimes(
  uniform: Float64Array,
  { timeSampling }: Pick<TimeSamplingOptions, 'timeSampling'>,
  drawer: TimeDrawer,
): TimeDraw[] {
  return Array.from(uniform, (q, i) => drawer(timeSampling === 'uniform' ? q : (i + q) / uniform.length));
}
