/** The registry of samplers, and the one place that writes a plan: adding a sampler is a file and a line. */
import { predictionRefusal } from '../prediction';
import type { Process } from '../process';
import { type Refusal, RefusedError } from '../refusal';
import { ddim } from './ddim';
import { ddpm } from './ddpm';
import { dpmSolverPlusPlus } from './dpmSolverPlusPlus';
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
  heun,
  euler,
  'euler-maruyama': eulerMaruyama,
  'predictor-corrector': predictorCorrector,
} satisfies Record<string, Sampler>;

export type SamplerId = keyof typeof SAMPLERS;
export const SAMPLER_IDS = Object.keys(SAMPLERS) as SamplerId[];
export const SPACING_IDS = Object.keys(SPACINGS) as SpacingId[];

export interface PlanOptions extends Omit<SamplerOptions, 'spacing'> {
  readonly sampler: SamplerId;
  /** `auto` is the sampler's own default. */
  readonly spacing: SpacingId | 'auto';
  /** Native times to visit instead of a spacing, falling; `steps` is then their number. */
  readonly times?: readonly number[];
}

export const DEFAULT_PLAN_OPTIONS: Omit<PlanOptions, 'steps' | 'sampler'> = {
  spacing: 'auto',
  eta: 0,
  variance: 'fixed-small',
  order: 2,
  snr: 0.16,
  correctorSteps: 1,
  churn: { amount: 0, sigmaMin: 0.05, sigmaMax: 50, noise: 1.003 },
  rho: 7,
};

export type PlanRequest = Partial<PlanOptions> & Pick<PlanOptions, 'steps' | 'sampler'>;

function settle(request: PlanRequest): PlanOptions & SamplerOptions {
  const options = { ...DEFAULT_PLAN_OPTIONS, ...request };
  const spacing = options.spacing === 'auto' ? SAMPLERS[options.sampler].defaultSpacing : options.spacing;
  return { ...options, spacing, steps: options.times?.length ?? options.steps };
}

/** Why this process cannot be sampled like this, with a way out, or null. */
export function samplingRefusal(process: Process, request: PlanRequest): Refusal | null {
  const options = settle(request);
  const { steps, sampler, prediction } = options;
  if (!Number.isInteger(steps) || steps < 1)
    return {
      reason: `Sampling takes a whole number of steps from 1, not ${steps}.`,
      wayOut: 'Choose 10 or more; 50 is usual.',
    };
  return (
    SAMPLERS[sampler].refusal(process, options) ??
    spacingRefusal(process, options) ??
    (prediction ? predictionRefusal(prediction, process.level(process.timeMax)) : null)
  );
}

function spacingRefusal(process: Process, options: PlanOptions & SamplerOptions): Refusal | null {
  const { spacing, steps, sampler, times, rho } = options;
  if (times) {
    const falls = times.every((time, i) => i === 0 || time < times[i - 1]);
    const inside = times.every((time) => time >= process.timeMin && time <= process.timeMax);
    if (falls && inside) return null;
    return {
      reason: `The times to visit must fall, between ${process.timeMax} and ${process.timeMin}.`,
      wayOut: 'Sort them, or choose a spacing.',
    };
  }
  if (spacing === 'karras') {
    if (!(rho > 0))
      return { reason: `Karras spacing needs ρ above 0, not ${rho}.`, wayOut: 'The usual ρ is 7.' };
    if (process.level(process.timeMax).alpha === 0)
      return {
        reason:
          'Karras spacing is laid out in σ/α, and with zero terminal SNR that is infinite at the start.',
        wayOut: 'Choose the spacing trailing.',
      };
  }
  const { rule } = SAMPLERS[sampler];
  const wholeSteps = spacing !== 'karras' && !(spacing === 'linspace' && rule === 'fractional');
  if (!process.discrete || !wholeSteps) return null;
  const T = process.timeMax + 1;
  const most = spacing !== 'trailing' && rule === 'open' ? Math.max(1, T - 1) : T;
  if (steps <= most) return null;
  return {
    reason: `The chain has T = ${T} steps, and ${SAMPLERS[sampler].label} with ${spacing} spacing can visit at most ${most} levels of it, not ${steps}.`,
    wayOut: `Choose at most ${most} sampling steps, or a larger T.`,
  };
}

/**
 * Writes out a sampler on a process.
 * @throws {RefusedError} where `samplingRefusal` has a reason
 */
export function planSampling(process: Process, request: PlanRequest): SamplingPlan {
  const refusal = samplingRefusal(process, request);
  if (refusal) throw new RefusedError(refusal);
  const options = settle(request);
  const { sampler, spacing, steps, rho, times } = options;
  const { rule, plan } = SAMPLERS[sampler];
  const grid: GridPoint[] = times
    ? times.map((time) => ({ time, level: process.level(time) }))
    : SPACINGS[spacing as SpacingId].grid(process, steps, { rho, rule });
  return planOf(plan(process, grid, options as SamplerOptions));
}
