/**
 * The bound of a trained model, term by term, beside its likelihood in continuous time: how many nats a dimension the model needs for
 * a fresh point of the data, and where they are spent.
 */
import type { BoundReport } from '../../workers/protocol';
import { bitsPerDim, elboChain, elboTerm, priorTerm } from '../diffusion/elbo';
import { qSample } from '../diffusion/forward';
import {
  type EpsField,
  exactDivergence,
  type Field,
  type FieldValue,
  hutchinsonDivergence,
  odeLikelihood,
} from '../diffusion/likelihood';
import type { Level, Process } from '../diffusion/process';
import type { VarianceId } from '../diffusion/samplers/sampler';
import { fillNormal, fillUniform } from '../lib/rng';

/** A trained model, as the bound needs to ask it. Samples are [n, dims], one after the other. */
export interface BoundModel {
  /** x̂0 as the sampler uses it, clipped where that clips, and v in [0, 1] where the variance is learned. */
  denoise(
    x: Float32Array,
    time: number,
    level: Level,
  ): Promise<{ x0: Float32Array; fraction: Float32Array | null }>;
  /** ε̂, never clipped: the ODE needs a smooth field. */
  eps(x: Float32Array, time: number, level: Level): Promise<Float32Array>;
}

export interface BoundQuestion {
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

const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
};

/**
 * @yields the share of the work that is done, after each network evaluation of the bound and each step of the ODE
 * @returns the report; stop by not asking for more
 */
export async function* evaluateBound(request: BoundQuestion): AsyncGenerator<number, BoundReport, void> {
  const { process, model, x0, dims, seed, steps, variance } = request;
  const ofImages = dims > POINT_DIMS;
  const decoder: 'gaussian' | 'discretised' = ofImages ? 'discretised' : 'gaussian';
  const unit = ofImages ? bitsPerDim : (nats: number) => nats;
  const chain = elboChain(process, steps);
  const T = chain.levels.length;
  const points = x0.length / dims;
  const hasOde = process.level(process.timeMax).alpha > 0;
  // a step of the ODE costs four slopes, each of five places for points and three for images
  const stepWork = ofImages ? 12 : 20;
  const work = T + (hasOde ? stepWork * ODE_STEPS : 0);

  const variances: VarianceId[] =
    variance === 'learned' ? ['fixed-small', 'fixed-large', 'learned'] : ['fixed-small', 'fixed-large'];
  const totals = new Map(variances.map((id) => [id, new Float64Array(points)]));
  const term = new Float64Array(points);
  const terms = new Float32Array(T);
  const noise = new Float64Array(x0.length);
  const noised = new Float32Array(x0.length);

  priorTerm(chain, x0, dims, term);
  const prior = mean(term);
  for (const total of totals.values()) total.set(term);
  for (let t = 0; t < T; t++) {
    fillNormal(noise, { seed, stream: 'evaluation', step: t });
    qSample(x0, chain.levels[t], noise, noised);
    const { x0: guess, fraction } = await model.denoise(noised, chain.times[t], chain.levels[t]);
    for (const [id, total] of totals) {
      const options = {
        dims,
        variance: id,
        varianceFraction: fraction ?? undefined,
        decoder,
      };
      elboTerm(chain, t, x0, guess, options, term);
      for (let i = 0; i < points; i++) total[i] += term[i];
      if (id === variance) terms[t] = mean(term);
    }
    yield (t + 1) / work;
  }

  const own = totals.get(variance)!;
  const total = mean(own);
  const spread = Math.sqrt(
    own.reduce((sum, value) => sum + (value - total) ** 2, 0) / Math.max(points - 1, 1),
  );
  let likelihood: number | null = null;
  if (hasOde) {
    const divergence = ofImages ? hutchinson(x0.length, dims, seed) : exact;
    const run = odeLikelihood(process, networkField(model, divergence), x0, { dims, steps: ODE_STEPS });
    for (;;) {
      const { done, value } = await run.next();
      if (done) {
        likelihood = unit(mean(value)) + (ofImages ? PIXEL_BITS : 0);
        break;
      }
      yield (T + stepWork * value) / work;
    }
  }
  return {
    times: Float32Array.from(chain.times),
    unit: ofImages ? 'bits' : 'nats',
    terms: terms.map(unit),
    prior: unit(prior),
    totals: Object.fromEntries([...totals].map(([id, values]) => [id, unit(mean(values))])),
    error: unit(spread / Math.sqrt(points)),
    odeNegativeLogLikelihood: likelihood,
    points,
  };
}

/** A divergence of a field, asked of places that are looked at one after the other. */
type Divergence = (eps: EpsField) => Field;

const exact: Divergence = (eps) => exactDivergence(eps, POINT_DIMS, DIFFERENCE);

/** Hutchinson's estimate with one probe of +1 and -1 for the whole integration. */
function hutchinson(length: number, dims: number, seed: number): Divergence {
  const uniform = fillUniform(new Float64Array(length), { seed, stream: 'projection', step: 0 });
  const probe = uniform.map((u) => (u < 0.5 ? -1 : 1));
  return (eps) => hutchinsonDivergence(eps, dims, probe, DIFFERENCE);
}

/** ε̂ of a network and its divergence: all places that the differences look at go through the network in one batch. */
function networkField(model: BoundModel, divergence: Divergence): Field {
  return async (x, time, level): Promise<FieldValue> => {
    const places: Float64Array[] = [];
    // the first pass notes where the differences look, the second reads what was seen there
    await divergence((at) => {
      places.push(at);
      return new Float64Array(at.length);
    })(x, time, level);
    const batch = new Float32Array(places.length * x.length);
    for (const [k, place] of places.entries()) batch.set(place, k * x.length);
    const seen = await model.eps(batch, time, level);
    let k = 0;
    return divergence(() => Float64Array.from(seen.subarray(k * x.length, ++k * x.length)))(x, time, level);
  };
}
