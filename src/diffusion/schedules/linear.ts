/** The linear schedule (Ho et al. 2020): betas rise evenly. */

import { schedules } from '../../words/config';
import { linspace, SCALED_END_POINTS, type Schedule } from './schedule';

/**
 * The linear schedule: β_t = linspace(1e-4, 0.02, T), scaled by 1000/T (Ho et al. 2020, Sec. 4, at T = 1000; the scaling is
 * Nichol & Dhariwal 2021's). Unscaled at T = 50 it ends at ᾱ_T = 0.603: the chain never reaches noise.
 */
export const linear: Schedule = {
  label: schedules.linear,
  parameters: SCALED_END_POINTS,
  betas({ T, betaStart, betaEnd, scaleBetas }) {
    const scale = scaleBetas ? 1000 / T : 1;
    return linspace(scale * betaStart, scale * betaEnd, T);
  },
  limit: ({ betaMin, betaMax }) => ({
    beta: (t) => betaMin + (betaMax - betaMin) * t,
    integral: (t) => betaMin * t + ((betaMax - betaMin) * t * t) / 2,
  }),
};
