/** DDIM (Song, Meng & Ermon 2021): one step from any level to any lower one, with as much new noise as η says. */

import * as words from '../../words/errors/refusals';
import { qPosterior } from '../posterior';
import type { Level } from '../process';
import { linearStep } from './plan';
import type { Sampler } from './sampler';
import { levelPairs } from './spacing';

/**
 * x_s = α_s x̂0 + √(σ_s² - σ_η²) ε̂ + σ_η z with σ_η² = η² β̃ and ε̂ = (x_t - α_t x̂0)/σ_t (Song, Meng & Ermon 2021, Eqs. 12
 * and 16). η = 0 draws no noise; η = 1 is ancestral sampling with β̃.
 * @param clippedEps from which x̂0 ε̂ is computed: from the clipped one, so that α_t x̂0 + σ_t ε̂ is x_t (GLIDE, improved-diffusion; in diffusers
 *   `use_clipped_model_output=True`), or from the one before it is clipped, so that ε̂ is the network's (diffusers' default). Both are one where
 *   nothing is clipped.
 */
export function ddimStep(from: Level, to: Level, eta: number, clippedEps = true) {
  const noise = eta ** 2 * qPosterior(from, to).small;
  const direction = Math.sqrt(Math.max(0, to.sigma ** 2 - noise));
  const ofEps = (-direction * from.alpha) / from.sigma;
  return {
    cXt: direction / from.sigma,
    ...(clippedEps ? { cX0: to.alpha + ofEps } : { cX0: to.alpha, cX0Unclipped: ofEps }),
    cNoise: Math.sqrt(noise),
  };
}

/** Denoising diffusion implicit models: fewer steps, and with η = 0 a sample is a function of its start. */
export const ddim: Sampler = {
  label: 'DDIM',
  equation: 'ddim',
  parameters: ['eta', 'clippedEps'],
  stochastic: ({ eta }) => eta > 0,
  // ε_θ: the network's own
  nameWith: ({ eta, clippedEps }) => `DDIM${eta > 0 ? `, η ${eta}` : ''}${clippedEps ? '' : ', εθ'}`,
  defaultSpacing: 'trailing',
  rule: 'rounded',
  plan: (_, grid, { eta, clippedEps }) =>
    levelPairs(grid).map(({ from, to }) =>
      linearStep({ ...from, to, ...ddimStep(from.level, to, eta, clippedEps) }),
    ),
  refusal: (_, { eta }) => (eta >= 0 && eta <= 1 ? null : words.badEta(eta)),
};
