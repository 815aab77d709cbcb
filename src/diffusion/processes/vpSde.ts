/**
 * The variance-preserving SDE dx = -½β(t)x dt + √β(t) dw: the discrete chain with β_t = β(t)Δt as Δt → 0
 * (Song et al. 2021, Eq. 11). Then alpha = exp(-½∫β), sigma² = 1 - alpha² (their Eq. 29).
 */

import * as labels from '../../words/config';
import { badRates } from '../../words/errors/refusals';
import { type Process, variancePreservingDirection } from '../process';
import { SCHEDULES } from '../schedules';
import type { ContinuousBeta, Schedule } from '../schedules/schedule';
import { CONTINUOUS, continuousProcess, rescalingRefusal } from './continuous';
import type { ProcessKind } from './kind';

/** Below this the score grows without bound and samplers stop (Song et al. 2021, App. C). */
const VP_TIME_MIN = 1e-3;

/** @param limit β(t) and its integral, as a schedule's `limit` returns them */
function vpSdeProcess({ beta, integral }: ContinuousBeta): Process {
  return continuousProcess({
    variancePreserving: true,
    timeMin: VP_TIME_MIN,
    direction: variancePreservingDirection,
    level(time) {
      const total = integral(time);
      return { alpha: Math.exp(-0.5 * total), sigma: Math.sqrt(-Math.expm1(-total)) };
    },
    rates: (time) => ({ drift: -0.5 * beta(time), diffusionSquared: beta(time) }),
  });
}

export const vpSde: ProcessKind = {
  ...CONTINUOUS,
  label: labels.processes.vpSde,
  name: 'VP',
  variancePreserving: true,
  usesSchedule: true,
  lastTime: () => 1,
  parameters: ({ schedule }) => SCHEDULES[schedule].parameters.continuous,
  refusal(options) {
    const { betaMin, betaMax, schedule } = options;
    const rescaling = rescalingRefusal('VP-SDE', options);
    if (rescaling) return rescaling;
    const { continuous }: Schedule['parameters'] = SCHEDULES[schedule].parameters;
    if (!continuous.includes('betaMax')) return null;
    if (!(betaMin >= 0 && betaMax > 0 && betaMax >= betaMin)) return badRates(betaMin, betaMax);
    return null;
  },
  create: (options) => vpSdeProcess(SCHEDULES[options.schedule].limit(options)),
};
