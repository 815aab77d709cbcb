/**
 * The numbers that the loss needs of a training time: the target's mix of x0 and eps, the weight, and the ends
 * between which a learned variance lies. Predictions, weightings and processes differ by these numbers and by nothing else.
 */
import { clippedPosterior } from './posterior';
import {
  comparedField,
  type LossSpaceId,
  lossWeight,
  PREDICTIONS,
  type PredictionId,
  type WeightingId,
} from './prediction';
import type { Process } from './process';
import type { VarianceId } from './samplers/sampler';

/** Numbers a sample for the learned variance: log β̃, log β, posterior variance, scale of the mean's error, constant, weight. */
export const VARIANCE_NUMBERS = 6;

export interface TimeNumbers {
  readonly targetX0: number;
  readonly targetEps: number;
  readonly weight: number;
  /** The factor that makes a squared error of the output one of eps. */
  readonly epsErrorScale: number;
  /** The same to be one of the quantity that charts of the loss by time show: eps, or the velocity where the network outputs it. */
  readonly chartErrorScale: number;
  readonly variance: readonly number[];
}

/** The parts of a configuration that the objective depends on. */
export interface Objective {
  readonly prediction: PredictionId;
  readonly weighting: WeightingId;
  readonly minSnrGamma: number;
  readonly lossSpace: LossSpaceId;
  /** Terms of the bound. */
  readonly T: number;
  readonly variance: VarianceId;
}

/** Smallest variance whose logarithm is taken. */
const LEAST_VARIANCE = 1e-20;

/**
 * Numbers of one term of L_vlb at a time (Nichol & Dhariwal 2021, section 3.1), for the step to the time before by
 * q(x_s | x_t, x0) of any process (Kingma et al. 2021, Eq. 25).
 */
function varianceNumbers(process: Process, { T, prediction }: Objective, time: number): number[] {
  const level = process.level(time);
  const step = process.discrete ? 1 : (process.timeMax - process.timeMin) / T;
  const before = time - step < process.timeMin ? null : process.level(time - step);
  const { cX0, small, large } = clippedPosterior(level, before, process.level(time + step));
  const meanScale = (cX0 * PREDICTIONS[prediction].toX0(level, process.direction(level)).cOut) ** 2;
  const logMax = Math.log(large);
  const logMin = Math.min(Math.log(Math.max(small, LEAST_VARIANCE)), logMax);
  // The first term is a likelihood of the data and not a KL: it has no posterior variance.
  return before === null
    ? [logMin, logMax, 0, meanScale, Math.log(2 * Math.PI), 1]
    : [logMin, logMax, small, meanScale, -logMin - 1, 1];
}

export function timeNumbers(process: Process, config: Objective, time: number): TimeNumbers {
  const level = process.level(time);
  const prediction = PREDICTIONS[config.prediction];
  const direction = process.direction(level);
  const { cX0, cEps } = prediction.target(level, direction);
  const epsErrorScale = prediction.toEps(level, direction).cOut ** 2;
  return {
    targetX0: cX0,
    targetEps: cEps,
    weight: lossWeight(config.weighting, config.prediction, level, direction, config),
    epsErrorScale,
    chartErrorScale: comparedField(config.prediction) === 'eps' ? epsErrorScale : 1,
    variance: config.variance === 'learned' ? varianceNumbers(process, config, time) : [],
  };
}
