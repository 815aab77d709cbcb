/**
 * The variance-preserving SDE dx = -½β(t)x dt + √β(t) dw: the discrete chain with β_t = β(t)Δt as Δt → 0
 * (Song et al. 2021, Eq. 11). Then alpha = exp(-½∫β), sigma² = 1 - alpha² (their Eq. 29).
 */
import type { Process } from '../process';
import type { ContinuousBeta } from '../schedules/schedule';

import { continuousProcess } from './continuous';

/** Below this the score grows without bound and samplers stop (Song et al. 2021, App. C). */
const VP_TIME_MIN = 1e-3;

/** @param limit β(t) and its integral, as a schedule's `limit` gives them */
export function vpSdeProcess({ beta, integral }: ContinuousBeta): Process {
  return continuousProcess({
    id: 'vp-sde',
    timeMin: VP_TIME_MIN,
    level(time) {
      const total = integral(time);
      return { alpha: Math.exp(-0.5 * total), sigma: Math.sqrt(-Math.expm1(-total)) };
    },
    rates: (time) => ({ drift: -0.5 * beta(time), diffusionSquared: beta(time) }),
  });
}
