/** The quadratic schedule: betas rise with the square of the time. */

import { schedules } from '../../words/config';
import { SCALED_END_POINTS, type Schedule } from './schedule';

/** The quadratic schedule: β_t = β_min + (β_max - β_min) (t/(T-1))², end points and scaling as in `linear`. */
export const quadratic: Schedule = {
  label: schedules.quadratic,
  parameters: SCALED_END_POINTS,
  betas({ T, betaStart, betaEnd, scaleBetas }) {
    const scale = scaleBetas ? 1000 / T : 1;
    return Float64Array.from({ length: T }, (_, t) => {
      const u = T > 1 ? t / (T - 1) : 0;
      return scale * (betaStart + (betaEnd - betaStart) * u * u);
    });
  },
  limit: ({ betaMin, betaMax }) => ({
    beta: (t) => betaMin + (betaMax - betaMin) * t * t,
    integral: (t) => betaMin * t + ((betaMax - betaMin) * t ** 3) / 3,
  }),
};
