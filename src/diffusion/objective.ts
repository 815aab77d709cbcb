/**
 * What the loss needs to know of a training time, as plain numbers: the target's mix of x0 and eps, the weight, and the ends
 * between which a learned variance lies. Predictions, weightings and processes differ by these numbers and by nothing else.
 */
import { lossWeight, PREDICTIONS, type PredictionId, type WeightingId } from './prediction';
import { DATA_LEVEL, type Level, type Process } from './process';
import type { VarianceId } from './samplers/sampler';

/** Numbers a sample for the learned variance: log β̃, log β, posterior variance, scale of the mean's error, constant. */
export const VARIANCE_NUMBERS = 5;

export interface TimeNumbers {
  readonly targetX0: number;
  readonly targetEps: number;
  readonly weight: number;
  /** What a squared error of the output is multiplied by to be one of eps. */
  readonly epsErrorScale: number;
  readonly variance: readonly number[];
}

/** The parts of a configuration that the objective depends on. */
export interface Objective {
  readonly prediction: PredictionId;
  readonly weighting: WeightingId;
  readonly minSnrGamma: number;
  /** Terms of the bound. */
  readonly T: number;
  readonly variance: VarianceId;
}

/** The time one of T steps before; null before the first. */
function timeBefore({ discrete, timeMin, timeMax }: Process, time: number, T: number): number | null {
  const before = time - (discrete ? 1 : (timeMax - timeMin) / T);
  return before < timeMin ? null : before;
}

/** Smallest posterior variance whose logarithm is taken: at the first step it is 0. */
const LEAST_VARIANCE = 1e-20;

/**
 * Numbers of one term of L_vlb at a time (Nichol & Dhariwal 2021, section 3.1), for the step to the time before by
 * q(x_s | x_t, x0) of any process (Kingma et al. 2021, Eq. 25).
 */
function varianceNumbers(process: Process, { T, prediction }: Objective, time: number): number[] {
  const to = process.level(time);
  const before = timeBefore(process, time, T);
  const from: Level = before === null ? DATA_LEVEL : process.level(before);
  const step = (to.alpha / from.alpha) ** 2;
  const beta = to.sigma ** 2 - step * from.sigma ** 2;
  const posterior = (beta * from.sigma ** 2) / to.sigma ** 2;
  const x0Share = (from.alpha * beta) / to.sigma ** 2;
  const meanScale = (x0Share * PREDICTIONS[prediction].toX0(to).cOut) ** 2;
  const logMax = Math.log(beta);
  if (before === null) {
    // The first step has no β̃ of its own: the second's stands in (Nichol & Dhariwal, "clipped at t = 0").
    const next = process.level(time + (process.discrete ? 1 : (process.timeMax - process.timeMin) / T));
    const nextBeta = next.sigma ** 2 - (next.alpha / to.alpha) ** 2 * to.sigma ** 2;
    const logMin = Math.min(
      Math.log(Math.max((nextBeta * to.sigma ** 2) / next.sigma ** 2, LEAST_VARIANCE)),
      logMax,
    );
    return [logMin, logMax, 0, meanScale, Math.log(2 * Math.PI)];
  }
  const logMin = Math.log(Math.max(posterior, LEAST_VARIANCE));
  return [logMin, logMax, posterior, meanScale, -logMin - 1];
}

export function timeNumbers(process: Process, config: Objective, time: number): TimeNumbers {
  const level = process.level(time);
  const prediction = PREDICTIONS[config.prediction];
  const { cX0, cEps } = prediction.target(level);
  return {
    targetX0: cX0,
    targetEps: cEps,
    weight: lossWeight(config.weighting, config.prediction, level, config.minSnrGamma),
    epsErrorScale: prediction.toEps(level).cOut ** 2,
    variance: config.variance === 'learned' ? varianceNumbers(process, config, time) : [],
  };
}
