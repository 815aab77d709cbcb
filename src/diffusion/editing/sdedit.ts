/**
 * SDEdit makes a sample of what somebody drew: it adds noise to the drawing, as much as the strength says, and takes the noise away
 * again with the model (Meng et al. 2022, Sec. 3). The more noise, the more realistic the sample, and the less faithful to the drawing.
 */
import type { Process } from '../process';
import { type PlanRequest, planSampling } from '../samplers';
import type { SamplingPlan } from '../samplers/plan';

/** The times that a plan visits, falling; a corrector visits the one before it again. */
export const timesOf = ({ steps }: SamplingPlan): number[] => [...new Set(steps.map(({ time }) => time))];

/**
 * The last part of a plan: of its n levels, the strength's share, rounded.
 * @param request of `whole`
 * @param strength 0 to 1
 * @returns null at strength 0, where no level is visited and the drawing stays as it is; `whole` at 1
 */
export function editingPlan(
  process: Process,
  request: PlanRequest,
  whole: SamplingPlan,
  strength: number,
): SamplingPlan | null {
  const times = timesOf(whole);
  const visited = Math.round(strength * times.length);
  if (visited === 0) return null;
  if (visited === times.length) return whole;
  return planSampling(process, { ...request, times: times.slice(-visited) });
}
