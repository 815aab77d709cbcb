/** How many sampling steps are taken. Beside `openPlan`, and not in it, which the first view loads. */
import { PROCESSES } from '../diffusion/processes';
import type { RunConfig } from './fields';

/** The most levels that sampling can visit: all of a chain's, any number of a continuous process's. */
export const mostSamplingSteps = ({ process, T }: Pick<RunConfig, 'process' | 'T'>): number =>
  PROCESSES[process].discrete ? T : Number.POSITIVE_INFINITY;

/** The sampling steps that a plan takes: of a chain with fewer levels than are asked for, all of them. */
export const stepsTaken = (config: Pick<RunConfig, 'samplingSteps' | 'process' | 'T'>): number =>
  Math.min(config.samplingSteps, mostSamplingSteps(config));
