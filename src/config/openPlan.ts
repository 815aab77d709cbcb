/** The sampling plan that a configuration names. */
import type { Process } from '../diffusion/process';
import { planSampling } from '../diffusion/samplers';
import type { SamplingPlan } from '../diffusion/samplers/plan';
import type { RunConfig } from './fields';

/** The parts of a configuration that decide how samples are drawn. */
export type SamplingConfig = Pick<
  RunConfig,
  | 'sampler'
  | 'samplingSteps'
  | 'spacing'
  | 'eta'
  | 'clippedEps'
  | 'clipDenoised'
  | 'solverOrder'
  | 'langevinSnr'
  | 'variance'
  | 'prediction'
>;

/**
 * More sampling steps than a discrete chain has levels are taken as all of them: see `stepsTaken`.
 * @throws {RefusedError} where the process cannot be sampled like this; the message is for the user
 */
export function openPlan(config: SamplingConfig, process: Process): SamplingPlan {
  const levels = process.discrete ? process.timeMax + 1 : Number.POSITIVE_INFINITY;
  return planSampling(process, {
    ...config,
    samplingSteps: Math.min(config.samplingSteps, levels),
    clippedEps: config.clippedEps || !config.clipDenoised,
  });
}
