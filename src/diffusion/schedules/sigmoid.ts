/** The sigmoid schedule (Xu et al. 2022): betas rise along a logistic function. */

import { schedules } from '../../words/config';
import { END_POINTS, linspace, type Schedule } from './schedule';

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
/** ∫ logistic. */
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** The sigmoid schedule: β_t = sigmoid(linspace(-6, 6, T)) (β_max - β_min) + β_min (Xu et al. 2022, GeoDiff). */
export const sigmoid: Schedule = {
  label: schedules.sigmoid,
  parameters: END_POINTS,
  betas: ({ T, betaStart, betaEnd }) =>
    linspace(-6, 6, T).map((x) => logistic(x) * (betaEnd - betaStart) + betaStart),
  limit: ({ betaMin, betaMax }) => ({
    beta: (t) => betaMin + (betaMax - betaMin) * logistic(12 * t - 6),
    integral: (t) => betaMin * t + ((betaMax - betaMin) * (softplus(12 * t - 6) - softplus(-6))) / 12,
  }),
};
