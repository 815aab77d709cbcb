/** The sampling plan that a configuration names. */
import type { Process } from '../diffusion/process';
import { planSampling } from '../diffusion/samplers';
import type { SamplingPlan } from '../diffusion/samplers/plan';
import type { RunConfig } from './fields';

/** The parts of a configuration that choose the way back from noise. */
export type SamplingConfig = Pick<
  RunConfig,
  'sampler' | 'samplingSteps' | 'spacing' | 'eta' | 'solverOrder' | 'langevinSnr' | 'variance' | 'prediction'
>;

/**
 * More sampling steps than a discrete chain has levels are taken as all of them.
 * @throws {RefusedError} where the process cannot be sampled like this; the message is for the user
 */
export function openPlan(config: SamplingConfig, process: Process): SamplingPlan {
  const { sampler, spacing, eta, variance, prediction } = config;
  const levels = process.discrete ? process.timeMax + 1 : Number.POSITIVE_INFINITY;
  return planSampling(process, {
    sampler,
    spacing,
    eta,
    variance,
    prediction,
    steps: Math.min(config.samplingSteps, levels),
    order: config.solverOrder,
    snr: config.langevinSnr,
  });
}
