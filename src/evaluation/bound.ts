/**
 * The variational bound of a trained model, term by term, beside its likelihood by the probability-flow ODE: how many nats a dimension the
 * model needs for a fresh sample of the data, and at which times.
 */

import { bitsPerDim, type ElboChain, elboChain, elboTerm, priorTerm } from '../diffusion/elbo';
import { qSample } from '../diffusion/forward';
import {
  type EpsField,
  exactDivergence,
  type Field,
  type FieldValue,
  hasOdeLikelihood,
  hutchinsonDivergence,
  odeLikelihood,
} from '../diffusion/likelihood';
import type { Level, Process } from '../diffusion/process';
import type { VarianceId } from '../diffusion/samplers/sampler';
import { evaluationDraw, fillNormal, fillUniform } from '../lib/rng';
import type { BoundReport } from '../types/quality';
import { mean, standardError } from './standardError';

/** A trained model as the bound evaluates it. Samples are [n, dims], one after the other. */
export interface BoundModel {
  /** x̂0, clipped where the sampler clips it, and v in [0, 1] where the variance is learned. */
  denoise(
    x: Float32Array,
    time: number,
    level: Level,
  ): Promise<{ x0: Float32Array; fraction: Float32Array | null }>;
  /** ε̂, never clipped: the ODE needs a smooth field. */
  eps(x: Float32Array, time: number, level: Level): Promise<Float32Array>;
}

export interface BoundRequest {
  readonly process: Process;
  readonly model: BoundModel;
  /** [n, ...shape] data */
  readonly x0: Float32Array;
  /** Numbers in a sample: 2 for points; more are the 8-bit pixels of an image in [-1, 1]. */
  readonly dims: number;
  readonly seed: number;
  /** Terms of a continuous process; a discrete one has its own T. */
  readonly steps: number;
  readonly variance: VarianceId;
}

const POINT_DIMS = 2;
/** From a density over [-1, 1] to the mass of a pixel's bin, which is 2/255 wide. */
const PIXEL_BITS = Math.log2(255 / 2);
/** Runge–Kutta steps of the ODE, four slopes each. */
const ODE_STEPS = 40;
/** Central differences on a float32 network: rounding and curvature about equal. */
const DIFFERENCE = 1e-2;

/**
 * @yields the share of the work that is done, after each network evaluation of the bound and each step of the ODE
 * @returns the report; the caller stops by asking for no more
 */
export async function* evaluateBound(
  request: BoundRequest,
): AsyncGenerator<number, Omit<BoundReport, 'learned'>, void> {
  const { process, x0, dims, steps } = request;
  const isImage = dims > POINT_DIMS;
  const unit = isImage ? bitsPerDim : (nats: number) => nats;
  const chain = elboChain(process, steps);
  const points = x0.length / dims;
  const hasOde = hasOdeLikelihood(process);
  // a step of the ODE costs four slopes, each of five places for points and three for images
  const odeWork = hasOde ? (isImage ? 12 : 20) * ODE_STEPS : 0;
  const elboShare = chain.levels.length / (chain.levels.length + odeWork);

  const elbo = yield* elboSums(request, chain, elboShare);
  const ode = hasOde ? yield* odeNats(request, elboShare) : null;
  return {
    times: Float32Array.from(chain.times),
    unit: isImage ? 'bits' : 'nats',
    terms: elbo.terms.map(unit),
    prior: unit(elbo.prior),
    totals: Object.fromEntries([...elbo.totals].map(([id, values]) => [id, unit(mean(values))])),
    errors: Object.fromEntries([...elbo.totals].map(([id, values]) => [id, unit(standardError(values))])),
    saving: savingOf(elbo.totals, unit),
    odeNegativeLogLikelihood: ode && unit(mean(ode)) + (isImage ? PIXEL_BITS : 0),
    odeError: ode && unit(standardError(ode)),
    points,
  };
}

/** What the learned variance saves: a mean of differences of the same samples, whose errors are smaller than those of the totals. */
function savingOf(totals: ElboSums['totals'], unit: (nats: number) => number): BoundReport['saving'] {
  const [own, small, large] = (['learned', 'fixed-small', 'fixed-large'] as const).map((id) =>
    totals.get(id),
  );
  if (!own || !small || !large) return null;
  const fixed = mean(small) < mean(large) ? small : large;
  const differences = fixed.map((value, i) => value - own[i]);
  return { value: unit(mean(differences)), error: unit(standardError(differences)) };
}

interface ElboSums {
  /** Mean of L_T over the samples, in nats a dimension, as all numbers here. */
  readonly prior: number;
  /** [T] mean of each L_t with the run's own variance */
  readonly terms: Float32Array;
  /** [n] L of each sample, by the variance that the model is read with */
  readonly totals: ReadonlyMap<VarianceId, Float64Array>;
}

/** @param share of all the work that this is */
async function* elboSums(
  { model, x0, dims, seed, variance }: BoundRequest,
  chain: ElboChain,
  share: number,
): AsyncGenerator<number, ElboSums, void> {
  const decoder = dims > POINT_DIMS ? 'discretised' : 'gaussian';
  const variances: VarianceId[] =
    variance === 'learned' ? ['fixed-small', 'fixed-large', 'learned'] : ['fixed-small', 'fixed-large'];
  const points = x0.length / dims;
  const T = chain.levels.length;
  const term = new Float64Array(points);
  priorTerm(chain, x0, dims, term);
  const prior = mean(term);
  const totals = new Map(variances.map((id) => [id, Float64Array.from(term)]));
  const terms = new Float32Array(T);
  const noise = new Float64Array(x0.length);
  const noised = new Float32Array(x0.length);
  for (let t = 0; t < T; t++) {
    fillNormal(noise, evaluationDraw('boundNoise', seed, t));
    qSample(x0, chain.levels[t], noise, noised);
    const { x0: guess, fraction } = await model.denoise(noised, chain.times[t], chain.levels[t]);
    for (const [id, total] of totals) {
      const options = { dims, variance: id, varianceFraction: fraction ?? undefined, decoder } as const;
      elboTerm(chain, t, x0, guess, options, term);
      for (let i = 0; i < points; i++) total[i] += term[i];
      if (id === variance) terms[t] = mean(term);
    }
    yield (share * (t + 1)) / T;
  }
  return { prior, terms, totals };
}

/** @param done share of all the work before this @returns [n] -log p of each sample by the probability-flow ODE, in nats a dimension */
async function* odeNats(
  { process, model, x0, dims, seed }: BoundRequest,
  done: number,
): AsyncGenerator<number, Float64Array, void> {
  const isImage = dims > POINT_DIMS;
  const divergence = isImage ? hutchinson(x0.length, dims, seed) : exact;
  const data = isImage ? dequantised(x0, seed) : x0;
  const run = odeLikelihood(process, networkField(model, divergence), data, { dims, steps: ODE_STEPS });
  for (;;) {
    const step = await run.next();
    if (step.done) return step.value;
    yield done + ((1 - done) * step.value) / ODE_STEPS;
  }
}

/**
 * 8-bit pixels moved uniformly within their bins (Theis et al. 2016): a density could be as large as one likes on the 256 values themselves.
 * Its mean -log, with the width of a bin, is a bound on that of the pixels.
 */
function dequantised(x0: Float32Array, seed: number): Float32Array {
  const uniform = fillUniform(new Float64Array(x0.length), evaluationDraw('dequantisation', seed));
  return x0.map((value, i) => value + (2 * uniform[i] - 1) / 255);
}

/** A field with its divergence, from an ε̂ that is evaluated at one list of places after the other. */
type Divergence = (eps: EpsField) => Field;

const exact: Divergence = (eps) => exactDivergence(eps, POINT_DIMS, DIFFERENCE);

/** Hutchinson's estimate with one probe of +1 and -1 for the whole integration. */
function hutchinson(length: number, dims: number, seed: number): Divergence {
  const uniform = fillUniform(new Float64Array(length), { seed, stream: 'projection', step: 0 });
  const probe = uniform.map((u) => (u < 0.5 ? -1 : 1));
  return (eps) => hutchinsonDivergence(eps, dims, probe, DIFFERENCE);
}

/** ε̂ of a network and its divergence. All places of the finite differences go through the network in one batch. */
function networkField(model: BoundModel, divergence: Divergence): Field {
  return async (x, time, level): Promise<FieldValue> => {
    const places: Float64Array[] = [];
    // the first pass records the places of the differences, the second reads the network's values there
    await divergence((at) => {
      places.push(at);
      return new Float64Array(at.length);
    })(x, time, level);
    const batch = new Float32Array(places.length * x.length);
    for (const [k, place] of places.entries()) batch.set(place, k * x.length);
    const values = await model.eps(batch, time, level);
    let k = 0;
    return divergence(() => Float64Array.from(values.subarray(k * x.length, ++k * x.length)))(x, time, level);
  };
}
