/** DPM-Solver++ (Lu et al. 2022b): an exponential integrator of the probability-flow ODE, with data prediction. */
import { isDriftless } from '../process';
import { linearStep } from './plan';
import type { Sampler } from './sampler';
import { levelPairs, sigmaOf } from './spacing';

/**
 * DPM-Solver++ (Lu et al. 2022b): the probability-flow ODE in λ = log(α/σ), its linear part solved exactly, x̂0 taken as
 * constant over a step (order 1, equal to DDIM with η = 0) or as a line through the last two evaluations (order 2, "2M", Alg. 2).
 *
 * With h = λ_s - λ_t and e^{-h} = ratio: x_s = (σ_s/σ_t) x_t + α_s (1 - e^{-h}) D, D = x̂0 + ½ (h/h_last)(x̂0 - x̂0_last).
 * The step to data has h = ∞ and is of order 1, as is the first, which has no predecessor, and a step from α = 0.
 */
export const dpmSolverPlusPlus: Sampler = {
  label: 'DPM-Solver++',
  equation: 'dpm-solver++',
  parameters: ['solverOrder'],
  stochastic: () => false,
  nameWith: ({ solverOrder }) => (solverOrder === 1 ? 'DPM-Solver++ 1' : 'DPM-Solver++'),
  defaultSpacing: 'trailing',
  rule: 'open',
  plan(_, grid, { solverOrder: order }) {
    let hLast = Number.POSITIVE_INFINITY;
    return levelPairs(grid).map(({ from, to }) => {
      const ratio = sigmaOf(to) / sigmaOf(from.level);
      const h = -Math.log(ratio);
      const full = to.alpha * (1 - ratio);
      const correction = order === 1 || to.sigma === 0 ? 0 : (full * h) / (2 * hLast);
      hLast = h;
      return linearStep({
        ...from,
        to,
        cXt: to.sigma / from.level.sigma,
        cX0: full + (Number.isFinite(correction) ? correction : 0),
        cX0Prev: Number.isFinite(correction) ? -correction : 0,
      });
    });
  },
  refusal(process, { solverOrder: order }) {
    if (order !== 1 && order !== 2)
      return {
        message: `DPM-Solver++ has order 1 or 2 (2M) here, not ${order}.`,
        hint: 'Choose order 2, or order 1 to compare.',
      };
    if (isDriftless(process))
      return {
        message:
          'DPM-Solver++ is written for processes that scale the data down; a VE process would need a parametrisation of its own.',
        hint: 'Choose the sampler heun, which has order 2 as well, or the process vp-sde.',
      };
    return null;
  },
};
