/**
 * A sampling plan that starts late: the first of the levels that it would visit are left out, and noise takes the place of the state at the
 * first one that is left (Nichol & Dhariwal 2021, Fig. 4).
 */
import type { Process } from '../diffusion/process';
import { planSampling } from '../diffusion/samplers';
import type { SamplingPlan } from '../diffusion/samplers/plan';
import { openPlan, type SamplingConfig } from './openPlan';

/**
 * @param skip share of the levels that are left out, 0 to below 1; one level is always left
 * @throws {RefusedError} as `openPlan`
 */
export function skippedPlan(config: SamplingConfig, process: Process, skip = 0): SamplingPlan {
  const whole = openPlan(config, process);
  const times = [...new Set(whole.steps.map(({ time }) => time))];
  const first = Math.min(times.length - 1, Math.round(skip * times.length));
  return first > 0 ? planSampling(process, { ...config, times: times.slice(first) }) : whole;
}
