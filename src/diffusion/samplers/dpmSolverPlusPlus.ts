import { linearStep } from './plan';
import type { Sampler } from './sampler';
import { levelPairs, sigmaOf } from './spacing';

/**
 * DPM-Solver++ (Lu et al. 2022b): the probability-flow ODE in λ = log(α/σ), its linear part solved exactly, x̂0 taken as
 * constant over a step (order 1, equal to DDIM with η = 0) or as a line through the last two evaluations (order 2, "2M", Alg. 2).
 *
 * With h = λ_s - λ_t and e^{-h} = ratio: x_s = (σ_s/σ_t) x_t + α_s (1 - e^{-h}) D, D = x̂0 + ½ (h/h_last)(x̂0 - x̂0_last).
 * The step to data has h = ∞ and is of order 1, as is the first, which has no predecessor.
 */
export const dpmSolverPlusPlus: Sampler = {
  label: 'DPM-Solver++',
  defaultSpacing: 'trailing',
  rule: 'open',
  plan(_, grid, { order }) {
    let hLast = Number.POSITIVE_INFINITY;
    return levelPairs(grid).map(({ from, to }) => {
      const ratio = sigmaOf(to) / sigmaOf(from.level);
      const h = -Math.log(ratio);
      const whole = to.alpha * (1 - ratio);
      const lean = order === 1 || to.sigma === 0 ? 0 : (whole * h) / (2 * hLast);
      hLast = h;
      return linearStep({
        ...from,
        to,
        cXt: to.sigma / from.level.sigma,
        cX0: whole + (Number.isFinite(lean) ? lean : 0),
        cX0Prev: Number.isFinite(lean) ? -lean : 0,
      });
    });
  },
  refusal(process, { order }) {
    if (order !== 1 && order !== 2)
      return {
        reason: `DPM-Solver++ is here of order 1 or 2 (2M), not ${order}.`,
        wayOut: 'Choose order 2, or order 1 to compare.',
      };
    if (process.id === 've-sde')
      return {
        reason:
          'DPM-Solver++ is written for variance-preserving processes; a VE process would need a parametrisation of its own.',
        wayOut: 'Choose the sampler heun, which has order 2 as well, or the process vp-sde.',
      };
    return null;
  },
};
