/**
 * The reverse loop: what turns a sampling plan and a denoiser into samples, written once for numbers and for tensors.
 *
 * The loop uses an `Arithmetic` of a few operations and none of the mathematics behind a plan. Instantiated with
 * `arrays` it runs on Float64Array in Node (tests, the 1-D laboratory); instantiated with tensors it runs on the GPU.
 */
import type { Level } from '../process';
import type { PlanStep, SamplingPlan } from './plan';

/** One summand of a linear combination: coefficient and state. */
type Term<X> = readonly [coefficient: number, state: X];

/** The operations of the loop on a batch of states X. Every result is new; the operands stay as they are. */
export interface Arithmetic<X> {
  /** Σ coefficient·state; terms with coefficient 0 are left out before the call; at least one term remains. */
  combine(terms: readonly Term<X>[]): X;
  /** The elements of `chosen` where the mask is 1, those of `other` where it is 0, unchanged. */
  select(mask: X, chosen: X, other: X): X;
  /** z·exp(½(fraction·logMax + (1-fraction)·logMin)), element by element. */
  scaleByVariance(z: X, fraction: X, logMin: number, logMax: number): X;
  /** x + δ·score + √(2δ)·z with δ = rate (mean ‖z‖ / mean ‖score‖)², norms per point, means over the batch. */
  langevin(x: X, score: X, z: X, rate: number): X;
  /** Called once for each state that the loop made or received, after its last use. */
  release?(state: X): void;
}

/** The denoiser's estimate from x at one level. */
interface DenoiserOutput<X> {
  /** x̂0, clipped to the range of the data where the configuration says so. */
  readonly x0: X;
  /** x̂0 before it is clipped, where it was asked for and clipping is on. */
  readonly unclipped?: X;
  /** Where the variance is learned: v in [0, 1], 0 for β̃ and 1 for β. */
  readonly varianceFraction?: X;
}

/**
 * What a state must satisfy once it has reached a level: inpainting sets the known part to it. The loop owns the result.
 * @returns x itself where nothing is to be changed
 */
export type Constraint<X> = (x: X, to: Level) => X;

/** @param unclipped whether the step reads x̂0 before it is clipped too */
export type Denoiser<X> = (x: X, time: number, level: Level, unclipped?: boolean) => DenoiserOutput<X>;

/** The state after one step of a plan. The loop owns it until the next step: copy it to use it longer. */
export interface SampledState<X> {
  /** Steps done, 1 to plan.steps.length. */
  readonly done: number;
  readonly step: PlanStep;
  readonly x: X;
  /** The x̂0 this step was taken with; the last one where the step evaluates nothing, null before the first. */
  readonly x0: X | null;
}

/**
 * Walks a plan from `start` (pure noise times `plan.initialScale`), one state a step; the caller may stop at any.
 * The loop owns `start` and the results of `denoise` and `noise` from then on.
 * @param noise gives the k-th noise draw, k from 0 in the order in which draws are used
 * @param constrain holds after each step that evaluates the network, the last one included
 * @returns the last state, which the caller owns from then on and which is not released
 */
export function* sampleWithPlan<X>(
  plan: SamplingPlan,
  arithmetic: Arithmetic<X>,
  denoise: Denoiser<X>,
  start: X,
  noise: (draw: number) => X,
  constrain: Constraint<X> = (x) => x,
): Generator<SampledState<X>, X, void> {
  const { combine, scaleByVariance, langevin } = arithmetic;
  const release = (state: X | null | undefined) => {
    if (state !== null && state !== undefined) arithmetic.release?.(state);
  };
  let draws = 0;
  let x = start;
  let xPrev: X | null = null;
  let x0Prev: X | null = null;
  let x0Prev2: X | null = null;
  let finished = false;
  try {
    for (const [index, step] of plan.steps.entries()) {
      let next: X;
      let x0: X | null = null;
      if (step.kind === 'noise') {
        const z = noise(draws++);
        next = combine(termsOf([step.cXt, x], [step.cNoise, z]));
        release(z);
      } else {
        const ofUnclipped = (step.kind === 'linear' && step.cX0Unclipped) || 0;
        const denoised = denoise(x, step.time, step.level, ofUnclipped !== 0);
        x0 = denoised.x0;
        if (step.kind === 'langevin') {
          const variance = step.level.sigma ** 2;
          const score = combine(termsOf([step.level.alpha / variance, x0], [-1 / variance, x]));
          const z = noise(draws++);
          next = langevin(x, score, z, 2 * step.factor * step.snr ** 2);
          release(score);
          release(z);
        } else {
          let z: X | null = step.cNoise === 0 ? null : noise(draws++);
          let cNoise = step.cNoise;
          if (z !== null && step.learnedVariance && denoised.varianceFraction !== undefined) {
            const { logMin, logMax } = step.learnedVariance;
            const scaled = scaleByVariance(z, denoised.varianceFraction, logMin, logMax);
            release(z);
            z = scaled;
            cNoise = 1;
          }
          next = combine(
            termsOf(
              [step.cXt, x],
              [step.cX0, x0],
              [step.cXtPrev, xPrev],
              [step.cX0Prev, x0Prev],
              [step.cX0Prev2 ?? 0, x0Prev2],
              [cNoise, z],
              [ofUnclipped, denoised.unclipped ?? x0],
            ),
          );
          release(z);
        }
        release(denoised.varianceFraction);
        release(denoised.unclipped);
        release(x0Prev2);
        x0Prev2 = x0Prev;
        x0Prev = x0;
        const unconstrained = next;
        next = constrain(next, step.to);
        if (next !== unconstrained) release(unconstrained);
      }
      release(xPrev);
      xPrev = x;
      x = next;
      yield { done: index + 1, step, x, x0: x0Prev };
    }
    finished = true;
    return x;
  } finally {
    release(xPrev);
    release(x0Prev);
    release(x0Prev2);
    if (!finished) release(x);
  }
}

/** The terms that have a coefficient other than 0 and a state. */
function termsOf<X>(...terms: readonly (readonly [number, X | null])[]): Term<X>[] {
  const nonZero: Term<X>[] = [];
  for (const [coefficient, state] of terms) {
    if (coefficient !== 0 && state !== null) nonZero.push([coefficient, state]);
  }
  return nonZero;
}

/** The arithmetic of flat float64 batches: [N, dims] numbers, row by row. */
export function arrays(dims: number): Arithmetic<Float64Array> {
  return {
    combine(terms) {
      const out = new Float64Array(terms[0][1].length);
      for (const [coefficient, state] of terms) {
        for (let i = 0; i < out.length; i++) out[i] += coefficient * state[i];
      }
      return out;
    },
    select: (mask, chosen, other) => other.map((value, i) => (mask[i] === 1 ? chosen[i] : value)),
    scaleByVariance: (z, fraction, logMin, logMax) =>
      z.map((value, i) => value * Math.exp(0.5 * (fraction[i] * logMax + (1 - fraction[i]) * logMin))),
    langevin(x, score, z, rate) {
      const delta = rate * (meanNorm(z, dims) / meanNorm(score, dims)) ** 2;
      const spread = Math.sqrt(2 * delta);
      return x.map((value, i) => value + delta * score[i] + spread * z[i]);
    },
  };
}

/** Mean over the batch of each point's Euclidean norm. */
function meanNorm(states: Float64Array, dims: number): number {
  let sum = 0;
  for (let row = 0; row < states.length; row += dims) {
    let squares = 0;
    for (let i = row; i < row + dims; i++) squares += states[i] ** 2;
    sum += Math.sqrt(squares);
  }
  return sum / (states.length / dims);
}

/** Runs a sampler to its end and gives back the last state. */
export function finalState<X>(run: Generator<SampledState<X>, X, void>): X {
  for (;;) {
    const { done, value } = run.next();
    if (done) return value;
  }
}
