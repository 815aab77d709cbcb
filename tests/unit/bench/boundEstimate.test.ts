/** The estimate of the bound from some of its terms, beside the sum of all. */
import { expect, test } from 'vitest';
import { blocks, estimateBound } from '../../../scripts/pretrain/boundEstimate';
import { exactMixture } from '../../../src/diffusion/exact/mixture';
import { createProcess } from '../../../src/diffusion/processes';
import { type BoundModel, evaluateBound } from '../../../src/evaluation/bound';
import { type GaussianMixture, sampleMixture } from '../../../src/lib/mixture';
import { createRng } from '../../../src/lib/rng';

test('its blocks hold each term once, the first sixteen alone', () => {
  const all = blocks(1000);
  expect(all[0]).toEqual([0, 1]);
  expect(all.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i))).toEqual(
    Array.from({ length: 1000 }, (_, t) => t),
  );
  expect(all.slice(0, 16).every(([from, to]) => to - from === 1)).toBe(true);
  expect(all.length).toBeLessThan(60);
});

test('is within four standard errors of the bound with all its terms, for both variances', async () => {
  // "images" of four pixels around -0.2 and 0.4
  const pixels: GaussianMixture = {
    weights: [0.5, 0.5],
    means: [
      [-0.2, -0.2, -0.2, -0.2],
      [0.4, 0.4, 0.4, 0.4],
    ],
    stds: [0.1, 0.1],
  };
  const exact = exactMixture(pixels);
  const samples = sampleMixture(pixels, 640, createRng({ seed: 3, stream: 'data', step: 0 }));
  const x0 = Float32Array.from(samples, (value) => Math.round((value + 1) * 127.5) / 127.5 - 1);
  const model: BoundModel = {
    denoise: async (x, _, level) => ({
      x0: exact.posteriorMean(x, level, new Float32Array(x.length)),
      fraction: null,
    }),
    eps: async (x, _, level) => exact.eps(x, level, new Float32Array(x.length)),
  };
  const process = createProcess({ process: 'ddpm', schedule: 'cosine', T: 400 });
  const variances = ['fixed-small', 'fixed-large'] as const;
  const estimate = await estimateBound({ process, model, x0, dims: 4, part: 32, seed: 1, variances });
  const run = evaluateBound({ process, model, x0, dims: 4, seed: 2, steps: 400, variance: 'fixed-small' });
  let next = await run.next();
  while (!next.done) next = await run.next();
  for (const variance of variances) {
    const { mean, error } = estimate[variance];
    const bits = mean / Math.LN2;
    expect(error / Math.LN2).toBeLessThan(0.1);
    expect(Math.abs(bits - next.value.totals[variance]!)).toBeLessThan((4 * error) / Math.LN2);
  }
});
