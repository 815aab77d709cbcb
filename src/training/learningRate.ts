/** The learning rate of each step: it rises from 0 over the warm-up, then falls to 0 by the last step. */
import type { RunConfig } from '../config/fields';

type RateConfig = Pick<RunConfig, 'learningRate' | 'warmupSteps' | 'decay' | 'trainingSteps'>;

/** The factor of the rate after a share u in [0, 1] of the steps that follow the warm-up. */
const DECAY_FACTORS = {
  none: () => 1,
  linear: (u) => 1 - u,
  /** Loshchilov & Hutter 2017, Eq. 5, without restarts. */
  cosine: (u) => 0.5 * (1 + Math.cos(Math.PI * u)),
} as const satisfies Record<RunConfig['decay'], (u: number) => number>;

/** @param step from 1; beyond the last step the rate is that of the last */
export function learningRateAt(
  step: number,
  { learningRate, warmupSteps, decay, trainingSteps }: RateConfig,
): number {
  if (step <= warmupSteps) return (learningRate * step) / warmupSteps;
  const falling = trainingSteps - warmupSteps;
  const done = falling > 0 ? Math.min((step - 1 - warmupSteps) / falling, 1) : 0;
  return learningRate * DECAY_FACTORS[decay](done);
}

/** Weight of the old average: with warm-up (1+n)/(10+n) at first, so that early samples are not stale noise. @param step from 1 */
export const emaDecayAt = (
  step: number,
  { emaDecay, emaWarmup }: Pick<RunConfig, 'emaDecay' | 'emaWarmup'>,
): number => (emaWarmup ? Math.min(emaDecay, (1 + step) / (10 + step)) : emaDecay);
