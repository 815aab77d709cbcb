/** DPM-Solver++ (Lu et al. 2022b): an exponential integrator with data prediction, of the probability-flow ODE or of the reverse SDE. */

import * as words from '../../words/errors/refusals';
import { isDriftless, type Level, type Process } from '../process';
import type { Refusal } from '../refusal';
import { type LinearStep, linearStep } from './plan';
import type { Sampler } from './sampler';
import { type GridPoint, levelPairs, sigmaOf } from './spacing';

/** The weights of x̂0 and of the two guesses before it. */
type DataWeights = Pick<LinearStep, 'cX0' | 'cX0Prev' | 'cX0Prev2'>;

/**
 * The weights of order 3 (the multistep update of the published code, DPM-Solver++'s third-order form): with r0 = h_last/h and r1 = h_before/h,
 * D1 = D1₀ + r0/(r0 + r1) (D1₀ - D1₁) and D2 = (D1₀ - D1₁)/(r0 + r1), D1₀ = (x̂0 - x̂0_last)/r0 and D1₁ = (x̂0_last - x̂0_before)/r1,
 * x_s = (σ_s/σ_t) x_t + α_s (1 - e^{-h}) x̂0 + α_s ((e^{-h} - 1)/h + 1) D1 - α_s ((e^{-h} - 1 + h)/h² - ½) D2.
 */
function thirdOrder(alpha: number, h: number, hLast: number, hBefore: number): DataWeights {
  const [r0, r1] = [hLast / h, hBefore / h];
  const ofD1 = alpha * (Math.expm1(-h) / h + 1);
  const ofD2 = -alpha * ((Math.expm1(-h) + h) / h ** 2 - 0.5);
  const first = (ofD1 * (1 + r0 / (r0 + r1)) + ofD2 / (r0 + r1)) / r0; // of x̂0 - x̂0_last
  const second = -(ofD1 * (r0 / (r0 + r1)) + ofD2 / (r0 + r1)) / r1; // of x̂0_last - x̂0_before
  return { cX0: -alpha * Math.expm1(-h) + first, cX0Prev: second - first, cX0Prev2: -second };
}

/**
 * DPM-Solver++ (Lu et al. 2022b): the probability-flow ODE in λ = log(α/σ), its linear part solved exactly, x̂0 taken as
 * constant over a step (order 1, equal to DDIM with η = 0), or as a line or a parabola through the last evaluations (order 2, "2M", Alg. 2, and
 * order 3).
 *
 * With h = λ_s - λ_t and e^{-h} = ratio: x_s = (σ_s/σ_t) x_t + α_s (1 - e^{-h}) D, D = x̂0 + ½ (h/h_last)(x̂0 - x̂0_last) at order 2.
 * The step to data has h = ∞ and is of order 1, as is the first, which has no predecessor, and a step from α = 0.
 */
export const dpmSolverPlusPlus: Sampler = {
  label: 'DPM-Solver++',
  equation: 'dpm-solver++',
  parameters: ['solverOrder'],
  stochastic: () => false,
  nameWith: ({ solverOrder }) => (solverOrder === 2 ? 'DPM-Solver++' : `DPM-Solver++ ${solverOrder}`),
  defaultSpacing: 'trailing',
  rule: 'open',
  plan(_, grid, { solverOrder: order }) {
    let [hLast, hBefore] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    return levelPairs(grid).map(({ from, to }) => {
      const h = stepOf(from.level, to);
      const weights =
        order === 3 && Number.isFinite(h) && Number.isFinite(hBefore)
          ? thirdOrder(to.alpha, h, hLast, hBefore)
          : secondOrder(-to.alpha * Math.expm1(-h), order === 1 ? 0 : h / hLast);
      [hLast, hBefore] = [h, hLast];
      return linearStep({ ...from, to, cXt: to.sigma / from.level.sigma, ...weights });
    });
  },
  refusal(process, { solverOrder: order }) {
    if (![1, 2, 3].includes(order)) return words.badOrder(order);
    return driftlessRefusal(process);
  },
};

/**
 * SDE-DPM-Solver++ of order 2, "2M" (Lu et al. 2022b, App. B; the published code's `sde-dpmsolver++`): the reverse SDE with its linear part
 * and its noise solved exactly, x_s = (σ_s/σ_t) e^{-h} x_t + α_s (1 - e^{-2h}) D + σ_s √(1 - e^{-2h}) z, with D of DPM-Solver++ 2M.
 */
export const sdeDpmSolverPlusPlus: Sampler = {
  label: 'SDE-DPM-Solver++',
  equation: 'sde',
  parameters: [],
  stochastic: () => true,
  defaultSpacing: 'trailing',
  rule: 'open',
  plan: (_, grid) => stochasticSteps(grid),
  refusal: driftlessRefusal,
};

function stochasticSteps(grid: readonly GridPoint[]): LinearStep[] {
  let hLast = Number.POSITIVE_INFINITY;
  return levelPairs(grid).map(({ from, to }) => {
    const h = stepOf(from.level, to);
    const share = -Math.expm1(-2 * h);
    const weights = secondOrder(to.alpha * share, h / hLast);
    hLast = h;
    return linearStep({
      ...from,
      to,
      cXt: (to.sigma / from.level.sigma) * Math.exp(-h),
      ...weights,
      cNoise: to.sigma * Math.sqrt(share),
    });
  });
}

/** full·D, D = x̂0 + ½ ratio (x̂0 - x̂0_last); x̂0 alone where the ratio is not finite, at data, or 0, after α = 0 and at the start. */
function secondOrder(full: number, ratio: number): DataWeights {
  const correction = Number.isFinite(ratio) ? (full * ratio) / 2 : 0;
  return { cX0: full + correction, cX0Prev: -correction };
}

/** h = λ_s - λ_t; infinite where a step begins without signal or ends in data. */
const stepOf = (from: Level, to: Level): number => -Math.log(sigmaOf(to) / sigmaOf(from));

function driftlessRefusal(process: Process): Refusal | null {
  return isDriftless(process) ? words.solverOfVe : null;
}
