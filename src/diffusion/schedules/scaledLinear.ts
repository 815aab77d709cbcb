/** The scaled-linear schedule (Rombach et al. 2022): the roots of the betas rise evenly. */

import { schedules } from '../../words/config';
import { END_POINTS, linspace, type Schedule } from './schedule';

/** The scaled-linear schedule of latent diffusion: β_t = linspace(√β_min, √β_max, T)² (Rombach et al. 2022). */
export const scaledLinear: Schedule = {
  label: schedules.scaledLinear,
  parameters: END_POINTS,
  betas: ({ T, betaStart, betaEnd }) =>
    linspace(Math.sqrt(betaStart), Math.sqrt(betaEnd), T).map((root) => root * root),
  limit({ betaMin, betaMax }) {
    const first = Math.sqrt(betaMin);
    const rise = Math.sqrt(betaMax) - first;
    return {
      beta: (t) => (first + rise * t) ** 2,
      integral: (t) => first * first * t + first * rise * t * t + (rise * rise * t ** 3) / 3,
    };
  },
};
