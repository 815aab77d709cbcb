/** Sampled paths of the 1-D laboratory: forwards by single noising steps, backwards with the exact score. */
import type { GaussianMixture } from '../../lib/mixture';
import { sampleMixture } from '../../lib/mixture';
import { createRng, fillNormal } from '../../lib/rng';
import { exactMixture } from '../exact/mixture';
import { walkForward } from '../forward';
import type { Process } from '../process';
import { type PlanRequest, planSampling, samplingRefusal } from '../samplers';
import { arrays, sampleWithPlan } from '../samplers/apply';

export interface PathOptions {
  /** Number of paths. */
  readonly count: number;
  /** The paths' seed; the same seed gives the same paths. */
  readonly seed: number;
  /** [count] where reverse paths start, in deviations of the noise; drawn from N(0, 1) where absent. */
  readonly starts?: Float64Array;
}

/** Positions along time, path by path. */
export interface Paths {
  readonly count: number;
  /** Native times, in the order of walking; data stand at `timeMin` in the last (or first) column. */
  readonly times: readonly number[];
  /** [count, times] row by row */
  readonly positions: Float64Array;
}

/** Paths from data through rising native times, one exact noising step each. */
export function forwardPaths(
  mixture: GaussianMixture,
  process: Process,
  times: readonly number[],
  { count, seed }: PathOptions,
): Paths {
  const x0 = Float64Array.from(sampleMixture(mixture, count, createRng({ seed, stream: 'data', step: 0 })));
  const levels = times.map((time) => process.level(time));
  const walk = walkForward(x0, levels, (out, step) => fillNormal(out, { seed, stream: 'noise', step }));
  return pathsOf(times, [...walk], count);
}

/**
 * Paths from noise to data through falling native times: `sde` by the reverse SDE (Euler–Maruyama; the ancestral chain
 * where the process is discrete), `ode` by the probability-flow ODE (Heun; DDIM with zero terminal SNR, where Heun is undefined).
 * Both come from the same starts, so that they can be compared.
 */
export function reversePaths(
  mixture: GaussianMixture,
  process: Process,
  kind: 'sde' | 'ode',
  times: readonly number[],
  { count, seed, starts }: PathOptions,
): Paths {
  const exact = exactMixture(mixture);
  const base = { samplingSteps: times.length, times } as const;
  const first: PlanRequest = { ...base, sampler: kind === 'sde' ? 'euler-maruyama' : 'heun' };
  const second: PlanRequest = { ...base, sampler: kind === 'sde' ? 'ddpm' : 'ddim' };
  const plan = planSampling(process, samplingRefusal(process, first) ? second : first);
  const unscaled = starts ?? fillNormal(new Float64Array(count), { seed, stream: 'start', step: 0 });
  const start = unscaled.map((value) => value * plan.initialScale);
  const columns: Float64Array[] = [start];
  const walk = sampleWithPlan(
    plan,
    arrays(1),
    (x, _, level) => ({ x0: exact.posteriorMean(x, level, new Float64Array(count)) }),
    start,
    (step) => fillNormal(new Float64Array(count), { seed, stream: 'samplingNoise', step }),
  );
  for (const { x, done, step } of walk) {
    // Heun's guess stands at the same level as its correction: only the latter is part of the path.
    const following = plan.steps[done];
    if (following === undefined || following.to !== step.to) columns.push(x);
  }
  return pathsOf([...times, process.timeMin], columns, count);
}

function pathsOf(times: readonly number[], columns: readonly Float64Array[], count: number): Paths {
  const positions = new Float64Array(count * times.length);
  columns.forEach((column, t) => {
    for (let path = 0; path < count; path++) positions[path * times.length + t] = column[path];
  });
  return { count, times, positions };
}
