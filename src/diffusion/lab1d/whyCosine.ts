/**
 * Linear against cosine, without a network and without chance: where each schedule spends its steps, how much signal is left after a
 * share of them, and the error of DDIM with the exact denoiser of a one-dimensional mixture, by the number of steps.
 */
import { normalQuantile } from '../../lib/normalQuantile';
import { exactMixture } from '../exact/mixture';
import { logSnr, type Process } from '../process';
import { createProcess } from '../processes';
import { planSampling } from '../samplers';
import { arrays, finalState, sampleWithPlan } from '../samplers/apply';
import { TWO_PEAKS } from './liveDensity';

export const TOTAL = 1000;

export const CHAINS = {
  linear: createProcess({ process: 'ddpm', schedule: 'linear', T: TOTAL }),
  cosine: createProcess({ process: 'ddpm', schedule: 'cosine', T: TOTAL }),
} as const;

export type ChainId = keyof typeof CHAINS;

/** ᾱ, the share of the variance that is signal, at a share of the way to noise. */
export function signalAt({ level, timeMax }: Process, share: number): number {
  const { alpha } = level(Math.round(share * timeMax));
  return alpha * alpha;
}

/** The share of a chain's steps whose log SNR lies from `low` to below `high`. */
export function shareOfSteps({ level, timeMax }: Process, low: number, high: number): number {
  let inside = 0;
  for (let t = 0; t <= timeMax; t++) {
    const value = logSnr(level(t));
    if (value >= low && value < high) inside++;
  }
  return inside / (timeMax + 1);
}

/** Starts at the quantiles of N(0, 1): an even sample without chance. */
const STARTS = 400;
const shares = Float64Array.from({ length: STARTS }, (_, i) => (i + 0.5) / STARTS);

/** The place below which a share of the mixture lies, by bisection of its distribution function. */
function quantileOf(share: number): number {
  const { weights, means, stds } = TWO_PEAKS;
  const below = (x: number) =>
    weights.reduce((sum, weight, k) => sum + weight * normalCdf((x - means[k][0]) / stds[k]), 0);
  let [low, high] = [-6, 6];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (below(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Φ(z), by bisection of its quantile function. */
function normalCdf(z: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (normalQuantile(middle) < z) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

let targets: Float64Array | null = null;

/**
 * Wasserstein-1 between the data and what DDIM makes of N(0, 1) with the exact denoiser: of one dimension, where DDIM keeps the order
 * of its starts, the mean distance of quantiles. It is the error of the steps alone.
 * @param skipped the share of the way back that is left out at the noisy end: sampling starts with N(0, 1) at a later step
 */
export function ddimError(id: ChainId, steps: number, skipped = 0): number {
  targets ??= shares.map(quantileOf);
  const process = CHAINS[id];
  const exact = exactMixture(TWO_PEAKS);
  const remaining = (1 - skipped) * TOTAL;
  const times = Array.from({ length: steps }, (_, i) => Math.round(remaining * (1 - i / steps)) - 1);
  const plan = planSampling(process, { sampler: 'ddim', samplingSteps: steps, times });
  const start = shares.map((share) => normalQuantile(share) * plan.initialScale);
  const ends = finalState(
    sampleWithPlan(
      plan,
      arrays(1),
      (x, _, level) => ({ x0: exact.posteriorMean(x, level, new Float64Array(STARTS)) }),
      start,
      () => new Float64Array(STARTS),
    ),
  );
  const goals = targets;
  return ends.toSorted().reduce((sum, x, i) => sum + Math.abs(x - goals[i]), 0) / STARTS;
}
