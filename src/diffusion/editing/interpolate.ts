/**
 * Interpolation between two samples goes by way of their noises: the probability-flow ODE leads from a sample up to its noise, and from
 * each noise on the arc between two of them down to a sample (Song et al. 2021, App. D.3; Song, Meng & Ermon 2021, Sec. 5.3).
 */
import type { Process } from '../process';
import { eulerStep } from '../samplers/euler';
import { linearStep, planOf, type SamplingPlan } from '../samplers/plan';
import { sigmaOf } from '../samplers/spacing';
import { timesOf } from './sdedit';

/**
 * The point at the share s of the arc from a to b: sin((1-s)θ)/sin θ a + sin(sθ)/sin θ b, θ the angle between them. Noise of many
 * dimensions lies on a sphere, which a straight line would leave (Shoemake 1985).
 * @param a [n]
 * @param b [n]
 */
export function slerp(a: Float32Array, b: Float32Array, s: number): Float32Array {
  let [dot, ofA, ofB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    dot += a[i] * b[i];
    ofA += a[i] ** 2;
    ofB += b[i] ** 2;
  }
  const angle = Math.acos(Math.min(1, Math.max(-1, dot / Math.sqrt(ofA * ofB))));
  // Parallel or opposed: no arc is defined, and the straight line is its limit.
  const isArc = Math.sin(angle) > 1e-6;
  const fromA = isArc ? Math.sin((1 - s) * angle) / Math.sin(angle) : 1 - s;
  const fromB = isArc ? Math.sin(s * angle) / Math.sin(angle) : s;
  return a.map((value, i) => fromA * value + fromB * b[i]);
}

/**
 * The most σ/α to which a sample is encoded: 99 % of the variance is noise. Above it the guess x̂0 = (x - σ ε̂)/α says nothing of the sample, and
 * with it no step can be inverted.
 */
const MOST_NOISE = 10;

/** The times of a plan, rising, up to the level at which encoding ends; at least the lowest. */
export function encodedTimes(process: Process, plan: SamplingPlan): number[] {
  const rising = timesOf(plan).reverse();
  return rising.filter((time, i) => i === 0 || sigmaOf(process.level(time)) <= MOST_NOISE);
}

/**
 * The plan that leads from data up to noise, so that DDIM's steps (η = 0) through the same levels lead back: each step solves
 * x_s = cXt x_t + cX0 x̂0(x_t) for x_t. It begins with DDIM's encoding (Song, Meng & Ermon 2021, Sec. 4.3), which takes x̂0 of x_s, and goes
 * on by fixed-point iteration (Pan et al. 2023, "Effective real image editing with accelerated iterative diffusion inversion").
 *
 * Data have no noise from which to guess: the first step takes ε̂ of the lowest level, x ← α x0 + σ ε̂(x0).
 * @param times native times, rising
 */
export function encodingPlan(process: Process, times: readonly number[], iterations = 3): SamplingPlan {
  const points = times.map((time) => ({ time, level: process.level(time) }));
  const { alpha, sigma } = points[0].level;
  // α x0 + σ (x0 - α x̂0)/σ
  const steps = [linearStep({ ...points[0], to: { alpha, sigma }, cXt: alpha + 1, cX0: -alpha })];
  for (const [k, to] of points.slice(1).entries()) {
    const from = points[k];
    const down = eulerStep(to.level, from.level);
    const share = down.cX0 / down.cXt;
    steps.push(linearStep({ ...from, to: to.level, ...eulerStep(from.level, to.level) }));
    for (let i = 0; i < iterations; i++) {
      // of x_s, which is the state before the first iteration, and follows from x_t and x̂0 in the later ones
      const known = i === 0 ? { cXtPrev: 1 / down.cXt } : { cXt: 1, cX0Prev: share };
      steps.push(linearStep({ ...to, to: to.level, ...known, cX0: -share }));
    }
  }
  return { ...planOf(steps), initialScale: 1 };
}
