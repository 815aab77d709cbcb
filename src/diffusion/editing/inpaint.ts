/**
 * Inpainting draws the unknown part of a sample so that it fits the part that is known, with a model that was trained without any
 * mask (RePaint: Lugmayr et al. 2022).
 */

import { inpaintingReadsPast } from '../../words/errors/sampling';
import { forwardStep } from '../forward';
import { RefusedError } from '../refusal';
import type { Arithmetic, Constraint } from '../samplers/apply';
import { type LinearStep, type NoiseStep, type PlanStep, planOf, type SamplingPlan } from '../samplers/plan';

export interface Resampling {
  /** How often each stretch of the chain is walked down, r in the paper: a whole number from 1, which never goes back. */
  readonly resamplings: number;
  /** Levels of one stretch, j in the paper: a whole number from 1. */
  readonly jumpLength: number;
}

/** Whether a step uses the present state alone: after a jump back, the states before it are of another path. */
const isOneStep = (step: PlanStep): step is LinearStep =>
  step.kind === 'linear' && step.cXtPrev === 0 && step.cX0Prev === 0 && !step.cX0Prev2;

/**
 * A plan that goes back and walks each stretch of levels again, so that the known and the unknown part agree (Lugmayr et al. 2022,
 * Sec. 4.2; `get_schedule_jump` of the published code): of n steps, the jumps start from the state before the last one, and
 * from every j-th before it.
 * @throws {RefusedError} for a sampler whose steps read the states before
 */
export function resampledPlan(
  { steps }: SamplingPlan,
  { resamplings, jumpLength }: Resampling,
): SamplingPlan {
  if (!steps.every(isOneStep)) throw new RefusedError(inpaintingReadsPast);
  const n = steps.length;
  const walk: PlanStep[] = [];
  for (let done = 1; done <= n; done++) {
    walk.push(steps[done - 1]);
    const above = n - done - 1; // the index of the level in a chain of n, 0 for the least noise; -1 is data
    if (above < 0 || above % jumpLength !== 0 || above >= n - jumpLength) continue;
    const stretch = steps.slice(done - jumpLength, done);
    for (let again = 1; again < resamplings; again++)
      walk.push(jumpBack(steps[done], stretch[0]), ...stretch);
  }
  return planOf(walk);
}

/** From the level at which `from` starts to that of `to`, by the forward process. */
function jumpBack(from: LinearStep, to: LinearStep): NoiseStep {
  return { kind: 'noise', time: from.time, level: from.level, ...forwardTo(from, to), to: to.level };
}

function forwardTo(from: LinearStep, to: LinearStep): Pick<NoiseStep, 'cXt' | 'cNoise'> {
  const { cX, cNoise } = forwardStep(from.level, to.level);
  return { cXt: cX, cNoise };
}

/**
 * Sets the known part, at each level that a step reaches, to a fresh draw of the forward process from it, and at the end to itself, bit
 * for bit (Lugmayr et al. 2022, Eq. 8).
 * @param known like a state; its values outside the mask are not read
 * @param mask  like a state: 1 where it is known, else 0
 * @param noise gives the k-th noise draw of the known part
 */
export function keepKnown<X>(
  { combine, select, release }: Arithmetic<X>,
  known: X,
  mask: X,
  noise: (draw: number) => X,
): Constraint<X> {
  let draws = 0;
  return (x, { alpha, sigma }) => {
    if (sigma === 0) return select(mask, known, x);
    const z = noise(draws++);
    const noised = combine([
      [alpha, known],
      [sigma, z],
    ]);
    const joined = select(mask, noised, x);
    release?.(z);
    release?.(noised);
    return joined;
  };
}
