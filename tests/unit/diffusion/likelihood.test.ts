import { describe, expect, test } from 'vitest';
import { exactMixture } from '../../../src/diffusion/exact/mixture';
import {
  type EpsField,
  exactDivergence,
  type Field,
  hutchinsonDivergence,
  odeLikelihood,
} from '../../../src/diffusion/likelihood';
import type { Process } from '../../../src/diffusion/process';
import { createProcess } from '../../../src/diffusion/processes';
import { fillUniform } from '../../../src/lib/rng';
import { type ExactLikelihoods, flat, reference } from './reference';

const { gmm, x0, exact_nll_nats_per_dim } = reference<ExactLikelihoods>('elbo');
const exact = exactMixture(gmm);
const eps: EpsField = (x, _, level) => exact.eps(x, level, new Float64Array(x.length));
const points = flat(x0);

async function nll(process: Process, field: Field, steps = 40): Promise<Float64Array> {
  const run = odeLikelihood(process, field, points, { dims: 2, steps });
  for (;;) {
    const { done, value } = await run.next();
    if (done) return value;
  }
}

describe('the likelihood of the probability-flow ODE', () => {
  test.each([
    { process: 'vp-sde' },
    { process: 'vp-sde', schedule: 'cosine' },
    { process: 've-sde' },
    { process: 'ddpm', T: 1000 },
  ] as const)('is within 0.05 nats per dim of the exact one: %o', async (options) => {
    const values = await nll(createProcess(options), exactDivergence(eps, 2));
    for (const [i, value] of values.entries())
      expect(Math.abs(value - exact_nll_nats_per_dim[i])).toBeLessThan(0.05);
  });

  test("Hutchinson's estimate is unbiased: the mean over all four probes is the exact divergence", async () => {
    const process = createProcess({ process: 'vp-sde' });
    const level = process.level(0.3);
    const probes = [0, 1, 2, 3].map((mask) =>
      Float64Array.from(points, (_, i) => (mask & (1 << (i % 2)) ? 1 : -1)),
    );
    const estimates = await Promise.all(
      probes.map((probe) => hutchinsonDivergence(eps, 2, probe)(points, 0.3, level)),
    );
    const { divergence } = await exactDivergence(eps, 2)(points, 0.3, level);
    for (let i = 0; i < divergence.length; i++)
      expect(estimates.reduce((sum, e) => sum + e.divergence[i], 0) / 4).toBeCloseTo(divergence[i], 5);
  });

  test('with random probes it stays near the exact one in the mean over points', async () => {
    const probe = fillUniform(new Float64Array(points.length), {
      seed: 2,
      stream: 'evaluation',
      step: 0,
    }).map((u) => (u < 0.5 ? -1 : 1));
    const values = await nll(createProcess({ process: 'vp-sde' }), hutchinsonDivergence(eps, 2, probe));
    const mean = (v: ArrayLike<number>) => Array.from(v).reduce((a, b) => a + b, 0) / v.length;
    // One probe a point, 16 points: the estimate's own spread is about 0.1.
    expect(Math.abs(mean(values) - mean(exact_nll_nats_per_dim))).toBeLessThan(0.3);
  });

  test('is refused for zero terminal SNR', async () => {
    const process = createProcess({ T: 50, zeroTerminalSnr: true });
    await expect(nll(process, exactDivergence(eps, 2))).rejects.toThrow(/zero terminal SNR/);
  });
});
