/** The Euler–Maruyama method on the reverse SDE (Song et al. 2021). */

import * as words from '../../words/errors/refusals';
import type { Process } from '../process';
import { linearStep } from './plan';
import type { Sampler } from './sampler';
import { type GridPoint, levelPairs } from './spacing';

/**
 * One step of size dt, backwards in time, on the reverse SDE dx = [f - g² ∇log p] dt + g dw̄ (Anderson 1982; Song et al. 2021,
 * Eq. 6), with f = drift·x and ∇log p = (α x̂0 - x)/σ².
 */
function reverseSdeStep(process: Process, { time, level }: GridPoint, dt: number) {
  const { drift, diffusionSquared } = process.rates(time);
  const pull = (diffusionSquared * dt) / level.sigma ** 2;
  return { cXt: 1 - drift * dt - pull, cX0: pull * level.alpha, cNoise: Math.sqrt(diffusionSquared * dt) };
}

/**
 * Euler–Maruyama on the reverse SDE. With `linspace` it is score_sde's: n evaluations at linspace(1, ε, n), each step of
 * size 1/n, the last without its noise. With the other spacings dt is the gap that is really there and the last step goes to x̂0
 * (Tweedie), since Euler's overshoots where the gap is as large as the time that is left.
 */
export const eulerMaruyama: Sampler = {
  label: 'Euler–Maruyama',
  equation: 'sde',
  parameters: [],
  stochastic: () => true,
  defaultSpacing: 'trailing',
  rule: 'rounded',
  plan: (process, grid, { spacing }) =>
    levelPairs(grid).map(({ from, to, next }) => {
      if (spacing === 'linspace') {
        const step = reverseSdeStep(process, from, process.timeMax / grid.length);
        return linearStep({ ...from, to, ...step, cNoise: next ? step.cNoise : 0 });
      }
      if (!next) return linearStep({ ...from, to, cX0: 1 });
      return linearStep({ ...from, to, ...reverseSdeStep(process, from, from.time - next.time) });
    }),
  refusal(process) {
    if (process.discrete) return words.sdeOfChain;
    if (process.odeFrame === 'straight') return words.infiniteRates;
    return null;
  },
};
