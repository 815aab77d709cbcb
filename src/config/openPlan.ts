/** The sampling plan that a configuration names. */
import type { Process } from '../diffusion/process';
import { PROCESSES } from '../diffusion/processes';
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

/** The most levels that sampling can visit: all of a chain's, any number of a continuous process's. */
export const mostSamplingSteps = ({ process, T }: Pick<RunConfig, 'process' | 'T'>): number =>
  PROCESSES[process].discrete ? T : Number.POSITIVE_INFINITY;

/**
 * More sampling steps than a discrete chain has levels are taken as all of them.
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
