/** The estimate of the bound from some of its terms, beside the sum of all. */
import { expect, test } from 'vitest';
import { blocks, estimateBound } from '../../../scripts/pretrain/boundEstimate';
import { likelihoodTable, withLikelihoodTable } from '../../../scripts/pretrain/likelihoodTable';
import { independentPixelBits } from '../../../scripts/pretrain/pixelCode';
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

// "images" of four pixels around -0.2 and 0.4, two classes
const PIXELS: GaussianMixture = {
  weights: [0.5, 0.5],
  means: [
    [-0.2, -0.2, -0.2, -0.2],
    [0.4, 0.4, 0.4, 0.4],
  ],
  stds: [0.1, 0.1],
};
const PROCESS = createProcess({ process: 'ddpm', schedule: 'cosine', T: 400 });
const VARIANCES = ['fixed-small', 'fixed-large'] as const;

function exactModel(pixels: GaussianMixture): BoundModel {
  const exact = exactMixture(pixels);
  return {
    denoise: async (x, _, level) => ({
      x0: exact.posteriorMean(x, level, new Float32Array(x.length)),
      fraction: null,
    }),
    eps: async (x, _, level) => exact.eps(x, level, new Float32Array(x.length)),
  };
}

/** [n, 4] in steps of 8 bits */
function someImages(pixels: GaussianMixture, n: number, step: number): Float32Array {
  const samples = sampleMixture(pixels, n, createRng({ seed: 3, stream: 'data', step }));
  return Float32Array.from(samples, (value) => Math.round((value + 1) * 127.5) / 127.5 - 1);
}

test('is within four standard errors of the bound with all its terms, for both variances', async () => {
  const model = exactModel(PIXELS);
  const x0 = someImages(PIXELS, 640, 0);
  const process = PROCESS;
  const common = { process, x0, dims: 4 };
  const estimate = await estimateBound({
    ...common,
    modelOf: () => model,
    part: 32,
    seed: 1,
    variances: VARIANCES,
  });
  const run = evaluateBound({ ...common, model, seed: 2, steps: 400, variance: 'fixed-small' });
  let next = await run.next();
  while (!next.done) next = await run.next();
  for (const variance of VARIANCES) {
    const { mean, error } = estimate[variance];
    const bits = mean / Math.LN2;
    expect(error / Math.LN2).toBeLessThan(0.1);
    expect(Math.abs(bits - next.value.totals[variance]!)).toBeLessThan((4 * error) / Math.LN2);
  }
});

test('each part goes to the network of its images: knowing the class saves one bit an image', async () => {
  const classes = PIXELS.means.map((mean) => ({ weights: [1], means: [mean], stds: [0.1] }));
  const [first, second] = classes.map((pixels, k) => someImages(pixels, 320, k));
  const x0 = Float32Array.of(...first, ...second);
  const common = { process: PROCESS, x0, dims: 4, part: 32, seed: 1, variances: ['fixed-small'] } as const;
  const whole = exactModel(PIXELS);
  const ofClass = classes.map(exactModel);
  const parts: [number, number][] = [];
  const { 'fixed-small': without } = await estimateBound({ ...common, modelOf: () => whole });
  const { 'fixed-small': within } = await estimateBound({
    ...common,
    modelOf(from, count) {
      parts.push([from, count]);
      return ofClass[from < 320 ? 0 : 1];
    },
  });
  expect(parts).toEqual(Array.from({ length: 20 }, (_, part) => [32 * part, 32]));
  // the same images, terms and noise: the difference varies less than either
  expect((4 * (without.mean - within.mean)) / Math.LN2).toBeCloseTo(1, 1);
});

test('a pixel by itself takes the entropy of its frequencies, of its class where that is known', () => {
  // two classes, each of one grey level: with many training images a class leaves nothing to say, none leaves one bit
  const of = (n: number) => ({
    images: Uint8Array.from({ length: 2 * n }, (_, i) => (i < n ? 10 : 200)),
    labels: Uint8Array.from({ length: n }, (_, i) => (i < n / 2 ? 0 : 1)),
  });
  const [training, test_] = [of(100_000), of(10)];
  expect(independentPixelBits(training, test_, () => 0)).toBeCloseTo(1, 1);
  expect(independentPixelBits(training, test_, (label) => label)).toBeCloseTo(0, 1);
});

test('the table holds both bounds of a model with classes, and takes the place of the one before', () => {
  const bits = { bound: 1.5, error: 0.01, training: 1.4, trainingError: 0.02, independentPixels: 1.7 };
  const likelihood = { ...bits, variance: 'fixed-small', images: 256, withClass: { ...bits, bound: 1.3 } };
  const cards = [{ label: 'A', likelihood }, { label: 'B' }];
  const table = likelihoodTable(cards);
  expect(table.split('\n').slice(2)).toEqual([
    '| A | p(x) | β̃ | 256 | 1.500 ± 0.010 | 1.400 ± 0.020 | 1.7 |',
    '| A | p(x given class) | β̃ | 256 | 1.300 ± 0.010 | 1.400 ± 0.020 | 1.7 |',
  ]);
  expect(withLikelihoodTable(`above\n\n${likelihoodTable([])}\n\nbelow\n`, cards)).toBe(
    `above\n\n${table}\n\nbelow\n`,
  );
  expect(() => withLikelihoodTable('nothing', cards)).toThrow('found no table');
});
