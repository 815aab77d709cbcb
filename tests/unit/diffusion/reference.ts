/** The reference vectors, and the exact mixture they were made with. */
import { readFileSync } from 'node:fs';
import { exactMixture } from '../../../src/diffusion/exact/mixture';
import type { Level } from '../../../src/diffusion/process';
import type { Denoiser } from '../../../src/diffusion/samplers/apply';

export function reference<T>(name: 'schedules' | 'samplers' | 'elbo' | 'ddimClipping'): T {
  return JSON.parse(
    readFileSync(new URL(`../../fixtures/reference/${name}.json`, import.meta.url), 'utf8'),
  ) as T;
}

export interface ReferenceMixture {
  weights: number[];
  means: number[][];
  stds: number[];
}

/** Of `elbo.json`: 16 points of the mixture, with their exact negative log-likelihood. */
export interface ExactLikelihoods {
  gmm: ReferenceMixture;
  x0: number[][];
  exact_nll_nats_per_dim: number[];
}

interface SamplerRun {
  x: number[][][];
  final: number[][];
  timesteps?: number[];
  sigmas?: number[];
  model_call_sigmas?: number[];
}

export interface SamplerFixture {
  gmm: ReferenceMixture;
  x_T: number[][];
  noise: number[][][];
  eps_probe: { abar: number; x: number[][]; eps: number[][]; score: number[][]; logp: number[] }[];
  runs: Record<string, SamplerRun>;
  pf_ode_exact: Record<string, { sigma_start: number; final: number[][] }>;
}

export const flat = (rows: number[][]): Float64Array => Float64Array.from(rows.flat());

/** A denoiser that knows the exact posterior mean, through eps as a network would. */
export function exactDenoiser(mixture: ReferenceMixture, clip: number | null = null): Denoiser<Float64Array> {
  const exact = exactMixture(mixture);
  return (x, _, level: Level) => {
    const eps = exact.eps(x, level, new Float64Array(x.length));
    const x0 = eps.map((value, i) => (x[i] - level.sigma * value) / level.alpha);
    if (clip === null) return { x0 };
    return { x0: x0.map((value) => Math.min(clip, Math.max(-clip, value))), unclipped: x0 };
  };
}

/** The largest absolute difference. */
export const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));
