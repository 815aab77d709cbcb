/** The registry of samplers, and the one place that writes a plan: adding a sampler is a file and a line. */

import * as words from '../../words/errors/refusals';
import { predictionRefusal } from '../prediction';
import type { Process } from '../process';
import { type Refusal, RefusedError } from '../refusal';
import { ddim } from './ddim';
import { ddpm } from './ddpm';
import { dpmSolverPlusPlus, sdeDpmSolverPlusPlus } from './dpmSolverPlusPlus';
import { euler } from './euler';
import { eulerMaruyama } from './eulerMaruyama';
import { heun } from './heun';
import { planOf, type SamplingPlan } from './plan';
import { predictorCorrector } from './predictorCorrector';
import type { Sampler, SamplerOptions } from './sampler';
import { type GridPoint, SPACINGS, type SpacingId } from './spacing';

export const SAMPLERS = {
  ddpm,
  ddim,
  'dpm-solver++': dpmSolverPlusPlus,
  'sde-dpm-solver++': sdeDpmSolverPlusPlus,
  heun,
  euler,
  'euler-maruyama': eulerMaruyama,
  'predictor-corrector': predictorCorrector,
} satisfies Record<string, Sampler>;

export type SamplerId = keyof typeof SAMPLERS;
export const SAMPLER_IDS = Object.keys(SAMPLERS) as SamplerId[];
export const SPACING_IDS = Object.keys(SPACINGS) as SpacingId[];

interface PlanOptions extends Omit<SamplerOptions, 'spacing'> {
  readonly sampler: SamplerId;
  /** `auto` is the sampler's own default. */
  readonly spacing: SpacingId | 'auto';
  /** Native times to visit instead of a spacing, falling; `samplingSteps` is then their number. */
  readonly times?: readonly number[];
}

const DEFAULT_PLAN_OPTIONS: Omit<PlanOptions, 'samplingSteps' | 'sampler'> = {
  spacing: 'auto',
  eta: 0,
  clippedEps: true,
  variance: 'fixed-small',
  solverOrder: 2,
  langevinSnr: 0.16,
  correctorSteps: 1,
  churn: { amount: 0, sigmaMin: 0.05, sigmaMax: 50, noise: 1.003 },
  rho: 7,
};

export type PlanRequest = Partial<PlanOptions> & Pick<PlanOptions, 'samplingSteps' | 'sampler'>;

/** The spacing that `auto` stands for. From α = 0 equal steps of t are the usual ones, and those of σ/α do not exist. */
export const automaticSpacing = (process: Pick<Process, 'odeFrame'>, sampler: SamplerId): SpacingId =>
  process.odeFrame === 'straight' ? 'trailing' : SAMPLERS[sampler].defaultSpacing;

function settle(process: Process, request: PlanRequest): PlanOptions & SamplerOptions {
  const options = { ...DEFAULT_PLAN_OPTIONS, ...request };
  const chosen = options.spacing === 'auto' ? automaticSpacing(process, options.sampler) : options.spacing;
  // a list of times is visited as it is: the gaps of `linspace` are not its own
  const spacing = options.times ? 'trailing' : chosen;
  return { ...options, spacing, samplingSteps: options.times?.length ?? options.samplingSteps };
}

/** Why this process cannot be sampled like this, with a way out, or null. */
export function samplingRefusal(process: Process, request: PlanRequest): Refusal | null {
  const options = settle(process, request);
  const { samplingSteps: steps, sampler, prediction } = options;
  if (!Number.isInteger(steps) || steps < 1) return words.badStepCount(steps);
  return (
    SAMPLERS[sampler].refusal(process, options) ??
    spacingRefusal(process, options) ??
    (prediction ? predictionRefusal(prediction, process.level(process.timeMax)) : null)
  );
}

function spacingRefusal(process: Process, options: PlanOptions & SamplerOptions): Refusal | null {
  const { spacing, samplingSteps: steps, sampler, times, rho } = options;
  if (times) {
    const falls = times.every((time, i) => i === 0 || time < times[i - 1]);
    const inside = times.every((time) => time >= process.timeMin && time <= process.timeMax);
    if (falls && inside) return null;
    return words.timesDoNotFall(process.timeMax, process.timeMin);
  }
  if (spacing === 'karras') {
    if (!(rho > 0)) return words.badRho(rho);
    if (process.level(process.timeMax).alpha === 0) return words.karrasWithoutSignal;
  }
  const { rule } = SAMPLERS[sampler];
  const wholeSteps = spacing !== 'karras' && !(spacing === 'linspace' && rule === 'fractional');
  if (!process.discrete || !wholeSteps) return null;
  const T = process.timeMax + 1;
  const most = spacing !== 'trailing' && rule === 'open' ? Math.max(1, T - 1) : T;
  if (steps <= most) return null;
  return words.tooManySteps({ T, sampler: SAMPLERS[sampler].label, spacing, most, steps });
}

/**
 * Writes out a sampler on a process.
 * @throws {RefusedError} where `samplingRefusal` has a reason
 */
export function planSampling(process: Process, request: PlanRequest): SamplingPlan {
  const refusal = samplingRefusal(process, request);
  if (refusal) throw new RefusedError(refusal);
  const options = settle(process, request);
  const { sampler, spacing, samplingSteps, rho, times } = options;
  const { rule, plan } = SAMPLERS[sampler];
  const grid: GridPoint[] = times
    ? times.map((time) => ({ time, level: process.level(time) }))
    : SPACINGS[spacing as SpacingId].grid(process, samplingSteps, { rho, rule });
  return planOf(plan(process, grid, options as SamplerOptions));
}
