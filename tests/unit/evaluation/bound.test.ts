import { describe, expect, test } from 'vitest';
import { exactMixture } from '../../../src/diffusion/exact/mixture';
import type { Process } from '../../../src/diffusion/process';
import { createProcess } from '../../../src/diffusion/processes';
import { type BoundModel, evaluateBound } from '../../../src/evaluation/bound';
import { type GaussianMixture, sampleMixture } from '../../../src/lib/mixture';
import { createRng } from '../../../src/lib/rng';
import type { BoundReport } from '../../../src/types/quality';

type Report = Omit<BoundReport, 'learned'>;

const mixture: GaussianMixture = {
  weights: [0.3, 0.7],
  means: [
    [-1, 0.5],
    [0.8, -0.4],
  ],
  stds: [0.3, 0.4],
};
const exact = exactMixture(mixture);
const pointsOf = (count: number) =>
  sampleMixture(mixture, count, createRng({ seed: 3, stream: 'data', step: 0 }));
const x0 = pointsOf(200);

/** The perfect model: exact answers in the network's place, and v in between where the variance is learned. */
const perfect = (fraction: number | null): BoundModel => ({
  denoise: async (x, _, level) => ({
    x0: exact.posteriorMean(x, level, new Float32Array(x.length)),
    fraction: fraction === null ? null : new Float32Array(x.length).fill(fraction),
  }),
  eps: async (x, _, level) => exact.eps(x, level, new Float32Array(x.length)),
});

function exactNllOf(points: Float32Array): number {
  const logDensity = exact.logDensity(points, { alpha: 1, sigma: 0 }, new Float64Array(points.length / 2));
  return -logDensity.reduce((sum, value) => sum + value, 0) / points.length;
}
const exactNll = exactNllOf(x0);

async function bound(
  process: Process,
  fraction: number | null = null,
  points = x0,
): Promise<{ report: Report; shares: number[] }> {
  const shares: number[] = [];
  const run = evaluateBound({
    process,
    model: perfect(fraction),
    x0: points,
    dims: 2,
    seed: 1,
    steps: 100,
    variance: fraction === null ? 'fixed-small' : 'learned',
  });
  for (;;) {
    const { done, value } = await run.next();
    if (done) return { report: value, shares };
    shares.push(value);
  }
}

describe('the bound of a perfect model', () => {
  const process = createProcess({ process: 'ddpm', schedule: 'cosine', T: 200 });

  test('lies above the exact negative log-likelihood, and is the sum of its terms', async () => {
    // One draw of noise a term: with 1000 points the bound's error is 0.01, and the gap of these 200 steps is 0.06.
    const points = pointsOf(1000);
    const nll = exactNllOf(points);
    const { report } = await bound(process, null, points);
    const sum = report.terms.reduce((a, b) => a + b, report.prior);
    expect(sum).toBeCloseTo(report.totals['fixed-small']!, 4);
    expect(report.totals['fixed-small']).toBeGreaterThan(nll);
    expect(report.totals['fixed-large']).toBeGreaterThan(nll);
    expect(report.prior).toBeGreaterThanOrEqual(0);
    expect(report.terms).toHaveLength(200);
    expect(report.points).toBe(1000);
    // a standard error: four times as many points halve it
    const { report: fewer } = await bound(process, null, points.slice(0, 2 * 250));
    for (const id of ['fixed-small', 'fixed-large'] as const) {
      expect(fewer.errors[id]! / report.errors[id]!).toBeGreaterThan(1.5);
      expect(fewer.errors[id]! / report.errors[id]!).toBeLessThan(2.7);
    }
    expect(fewer.odeError! / report.odeError!).toBeGreaterThan(1.5);
    expect(report.saving).toBeNull();
  });

  test('stands beside an ODE likelihood within 0.05 nats per dim of the exact one', async () => {
    for (const options of [
      { process: 'ddpm', T: 200 },
      { process: 'vp-sde' },
      { process: 've-sde' },
    ] as const) {
      const { report } = await bound(createProcess(options));
      expect(Math.abs(report.odeNegativeLogLikelihood! - exactNll)).toBeLessThan(0.05);
    }
  });

  test('reads a learned variance between the fixed ones: at its ends it equals them', async () => {
    const { report: small } = await bound(process, 0);
    const { report: large } = await bound(process, 1);
    // the first step's fixed variances are both β̃_1 (elbo.ts); all others meet
    expect(small.totals.learned).toBeCloseTo(small.totals['fixed-small']!, 9);
    const first = large.terms[0];
    const { report: fixed } = await bound(process);
    expect(large.totals.learned! - first).toBeCloseTo(large.totals['fixed-large']! - fixed.terms[0], 4);
    // the better fixed one of this model is β: what v = 0 costs is a difference of the same points
    const difference = small.totals['fixed-large']! - small.totals['fixed-small']!;
    expect(small.saving!.value).toBeCloseTo(difference, 9);
    expect(small.saving!.error).toBeGreaterThan(0);
    expect(small.saving!.error).toBeLessThan(small.errors['fixed-small']! + small.errors['fixed-large']!);
  });

  test('tells its progress from just above 0 to 1', async () => {
    const { shares } = await bound(process);
    expect(shares[0]).toBeGreaterThan(0);
    expect(shares.at(-1)).toBeCloseTo(1, 9);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  test('has no ODE likelihood at zero terminal SNR', async () => {
    const { report } = await bound(createProcess({ process: 'ddpm', T: 50, zeroTerminalSnr: true }));
    expect(report.odeNegativeLogLikelihood).toBeNull();
  });
});

describe('the bound of images', () => {
  // "images" of four pixels around -0.2 and 0.4, far from the ends, so that bins are slices of a density
  const pixels: GaussianMixture = {
    weights: [0.5, 0.5],
    means: [
      [-0.2, -0.2, -0.2, -0.2],
      [0.4, 0.4, 0.4, 0.4],
    ],
    stds: [0.1, 0.1],
  };
  const exactPixels = exactMixture(pixels);
  const samples = sampleMixture(pixels, 400, createRng({ seed: 3, stream: 'data', step: 0 }));
  const images = samples.map((value) => Math.round((value + 1) * 127.5) / 127.5 - 1);
  const nats = exactPixels.logDensity(images, { alpha: 1, sigma: 0 }, new Float64Array(400));
  /** -log2 of the mass of an 8-bit bin, per pixel */
  const bits = -nats.reduce((sum, value) => sum + value, 0) / images.length / Math.LN2 + Math.log2(127.5);

  test('is in bits per dimension, above the bits of the density, and its ODE likelihood is near them', async () => {
    const run = evaluateBound({
      process: createProcess({ process: 'ddpm', schedule: 'cosine', T: 400 }),
      model: {
        denoise: async (x, _, level) => ({
          x0: exactPixels.posteriorMean(x, level, new Float32Array(x.length)),
          fraction: null,
        }),
        eps: async (x, _, level) => exactPixels.eps(x, level, new Float32Array(x.length)),
      },
      x0: images,
      dims: 4,
      seed: 1,
      steps: 400,
      variance: 'fixed-small',
    });
    let report: Report | null = null;
    while (!report) {
      const { done, value } = await run.next();
      if (done) report = value;
    }
    expect(report.unit).toBe('bits');
    expect(report.totals['fixed-small']).toBeGreaterThan(bits - 0.02);
    expect(report.totals['fixed-small']).toBeLessThan(bits + 1); // what 400 steps of fixed variance cost
    // one probe of Hutchinson's estimate a point: 400 of them leave a few hundredths of a bit
    expect(Math.abs(report.odeNegativeLogLikelihood! - bits)).toBeLessThan(0.15);
  });

  test('moves pixels within their bins for the ODE: where the density is narrower than a bin, it gives no negative bits', async () => {
    const narrow = exactMixture({ ...pixels, stds: [0.0005, 0.0005] });
    const on = Float32Array.from({ length: 4 * 60 }, (_, i) => (i < 120 ? -0.2 : 0.4));
    const run = evaluateBound({
      process: createProcess({ process: 've-sde', sigmaMin: 0.001, sigmaMax: 20 }),
      model: {
        denoise: async (x, _, level) => ({
          x0: narrow.posteriorMean(x, level, new Float32Array(x.length)),
          fraction: null,
        }),
        eps: async (x, _, level) => narrow.eps(x, level, new Float32Array(x.length)),
      },
      x0: on,
      dims: 4,
      seed: 1,
      steps: 10,
      variance: 'fixed-small',
    });
    let next = await run.next();
    while (!next.done) next = await run.next();
    expect(next.value.odeNegativeLogLikelihood).toBeGreaterThan(0);
  });
});
