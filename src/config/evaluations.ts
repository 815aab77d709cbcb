/** What a sample costs in evaluations of the network. Pure. */
import { createProcess } from '../diffusion/processes';
import type { StepCost } from '../types/stepCost';
import { concerns } from './family';
import type { RunConfig } from './fields';
import { openPlan } from './openPlan';

/**
 * Evaluations of the network for one of a sampling plan: classifier-free guidance mixes the guesses without and with the class (Ho & Salimans
 * 2022). A scale of 0 needs the first alone, 1 the second.
 */
export const passesOf = (config: RunConfig): 1 | 2 =>
  concerns('guidance', config) && config.guidance !== 0 && config.guidance !== 1 ? 2 : 1;

/** @throws {RefusedError} where the sampler refuses this configuration */
export function stepCost(config: RunConfig): StepCost {
  const { steps: all } = openPlan(config, createProcess(config));
  const linear = all.filter((step) => step.kind === 'linear');
  const steps = new Set(linear.map(({ to }) => to)).size;
  const correctors = all.filter(({ kind }) => kind === 'langevin').length / steps;
  const ofLast = linear.filter(({ to }) => to === linear[linear.length - 1].to).length;
  const ofFirst = linear.filter(({ to }) => to === linear[0].to).length;
  const passes = passesOf(config);
  return { steps, each: ofFirst + correctors, last: ofLast + correctors, correctors, passes };
}
