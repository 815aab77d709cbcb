/**
 * An unbiased estimate of the variational bound from some of its terms: the first ones all, each later one with the probability with which it is
 * drawn from its block of neighbours. Terms of neighbours are alike, so that a block is as good as its sum.
 */
import { elboChain, elboTerm, priorTerm } from '../../src/diffusion/elbo';
import { qSample } from '../../src/diffusion/forward';
import type { Process } from '../../src/diffusion/process';
import type { VarianceId } from '../../src/diffusion/samplers/sampler';
import type { BoundModel } from '../../src/evaluation/bound';
import { createRng, evaluationDraw, fillNormal } from '../../src/lib/rng';
import { deviation, mean } from '../../src/lib/studentT';

/** Terms that are evaluated one by one: they are the largest, and differ most. */
const FIRST_TERMS = 16;

/** Blocks [from, to) of the terms 0 … T - 1, each an eighth as long as what stands before it. */
export function blocks(T: number): (readonly [number, number])[] {
  const all: [number, number][] = [];
  for (let from = 0; from < T; ) {
    const length = from < FIRST_TERMS ? 1 : Math.floor(from / 8);
    const to = Math.min(from + length, T);
    all.push([from, to]);
    from = to;
  }
  return all;
}

export interface Estimate {
  /** Nats per dimension. */
  readonly mean: number;
  /** Standard error over the parts, which have images, times and noise of their own. */
  readonly error: number;
}

export interface EstimateRequest {
  readonly process: Process;
  /** The network for the images first … first + count - 1, which go through it together. */
  readonly modelOf: (first: number, count: number) => BoundModel;
  /** [n, dims] 8-bit pixels in [-1, 1] */
  readonly x0: Float32Array;
  readonly dims: number;
  /** Images that go through the network together. */
  readonly part: number;
  readonly seed: number;
  readonly variances: readonly VarianceId[];
  readonly onPart?: (done: number) => void;
}

/** @returns the bound with each variance */
export async function estimateBound(request: EstimateRequest): Promise<Record<string, Estimate>> {
  const { process, modelOf, x0, dims, part, seed, variances, onPart } = request;
  const chain = elboChain(process);
  const T = chain.levels.length;
  const parts: Record<string, number[]> = Object.fromEntries(variances.map((id) => [id, []]));
  for (let first = 0; first < x0.length; first += part * dims) {
    const images = x0.subarray(first, first + part * dims);
    const index = first / (part * dims);
    const model = modelOf(first / dims, images.length / dims);
    const rng = createRng(evaluationDraw('boundData', seed, index));
    const term = new Float64Array(images.length / dims);
    const sums = Object.fromEntries(
      variances.map((id) => [id, mean(Array.from(priorTerm(chain, images, dims, term)))]),
    );
    const noise = new Float64Array(images.length);
    const noised = new Float32Array(images.length);
    for (const [from, to] of blocks(T)) {
      const t = from + rng.integer(to - from);
      fillNormal(noise, evaluationDraw('boundNoise', seed, index * T + t));
      qSample(images, chain.levels[t], noise, noised);
      const { x0: guess, fraction } = await model.denoise(noised, chain.times[t], chain.levels[t]);
      for (const variance of variances) {
        const options = {
          dims,
          variance,
          varianceFraction: fraction ?? undefined,
          decoder: 'discretised',
        } as const;
        elboTerm(chain, t, images, guess, options, term);
        sums[variance] += (to - from) * mean(Array.from(term));
      }
    }
    for (const id of variances) parts[id].push(sums[id]);
    onPart?.(index + 1);
  }
  return Object.fromEntries(
    variances.map((id) => [
      id,
      { mean: mean(parts[id]), error: deviation(parts[id]) / Math.sqrt(parts[id].length) },
    ]),
  );
}
