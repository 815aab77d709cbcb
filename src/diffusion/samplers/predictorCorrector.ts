/** The predictor–corrector sampler (Song et al. 2021): Langevin steps at a level, then a step to the next one. */

import * as labels from '../../words/config';
import * as words from '../../words/errors/refusals';
import { isDriftless, type Level, type Process } from '../process';
import { ancestralCoefficients } from './ddpm';
import { type LangevinStep, linearStep, type PlanStep } from './plan';
import type { Sampler } from './sampler';
import { type GridPoint, levelPairs } from './spacing';

/** Score networks of VE processes are evaluated no closer to t = 0 than this (Song et al. 2021's code, sampling ε). */
const VE_EVALUATION_MIN = 1e-5;

/**
 * Predictor–corrector sampling (Song et al. 2021, Alg. 1): at each level a few Langevin steps, then a step down. In the order of
 * the authors' code, corrector first; the last predictor step adds no noise. VE: Alg. 2 and 4, reverse-diffusion predictor;
 * otherwise Alg. 3 and 5 with the ancestral step of level pairs.
 */
export const predictorCorrector: Sampler = {
  label: labels.predictorCorrector,
  equation: 'sde',
  parameters: ['langevinSnr'],
  stochastic: () => true,
  defaultSpacing: 'linspace',
  rule: 'rounded',
  plan(process, grid, { langevinSnr: snr, correctorSteps, spacing }) {
    const exploding = isDriftless(process);
    return levelPairs(grid).flatMap(({ from, to }, i) => {
      const point = exploding && spacing === 'linspace' ? veEvaluation(process, i, grid.length) : from;
      const corrector: LangevinStep = {
        kind: 'langevin',
        ...point,
        snr,
        factor: exploding ? 1 : (from.level.alpha / to.alpha) ** 2,
        to: from.level,
      };
      const step = exploding ? reverseDiffusion(point.level, from.level, to) : ancestral(from.level, to);
      return [
        ...Array.from({ length: correctorSteps }, (): PlanStep => corrector),
        linearStep({ ...point, to, ...step }),
      ];
    });
  },
  refusal(_, { langevinSnr: snr, correctorSteps }) {
    if (!(snr > 0)) return words.badLangevinSnr(snr);
    if (!Number.isInteger(correctorSteps) || correctorSteps < 0)
      return words.badCorrectorSteps(correctorSteps);
    return null;
  },
};

/** The network is evaluated at linspace(1, 1e-5, n); the noise scales are those of linspace(1, 0, n). */
function veEvaluation(process: Process, i: number, n: number): GridPoint {
  const part = n === 1 ? 0 : i / (n - 1);
  const time = 1 + part * (VE_EVALUATION_MIN - 1);
  return { time, level: process.level(time) };
}

/** x + (σ² - σ_next²)·score + √(σ² - σ_next²) z, the score evaluated by the network at the level `evaluated`. */
function reverseDiffusion(evaluated: Level, from: Level, to: Level) {
  const removed = from.sigma ** 2 - to.sigma ** 2;
  const pull = removed / evaluated.sigma ** 2;
  return { cXt: 1 - pull, cX0: pull * evaluated.alpha, cNoise: to.sigma === 0 ? 0 : Math.sqrt(removed) };
}

function ancestral(from: Level, to: Level) {
  const { cX0, cXt, cNoise } = ancestralCoefficients(from, to, 'fixed-small');
  return { cX0, cXt, cNoise };
}
