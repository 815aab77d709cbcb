/** One coordinate where the other is known: its exact distribution, and how far draws are from it. */
import { describe, expect, test } from 'vitest';
import { createPointDataset } from '../../../datasets';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { keepKnown, resampledPlan } from '../../../src/diffusion/editing/inpaint';
import { conditionalMixture } from '../../../src/diffusion/exact/conditional';
import { createProcess } from '../../../src/diffusion/processes';
import { planSampling } from '../../../src/diffusion/samplers';
import { arrays, finalState, sampleWithPlan } from '../../../src/diffusion/samplers/apply';
import { compareConditional } from '../../../src/evaluation/conditional';
import { createEvaluator } from '../../../src/evaluation/evaluator';
import { type GaussianMixture, mixtureLogDensity, sampleMixture } from '../../../src/lib/mixture';
import { createRng, fillNormal } from '../../../src/lib/rng';
import { exactDenoiser } from '../diffusion/reference';

const MIXTURE = {
  weights: [0.2, 0.5, 0.3],
  means: [
    [-1, 0.4],
    [0.3, -0.8],
    [0.9, 1.1],
  ],
  stds: [0.5, 0.3, 0.7],
};

describe('the exact conditional density', () => {
  test.each([0, 1] as const)('given coordinate %i is p(x, y) over its marginal', (axis) => {
    const marginal = { ...MIXTURE, means: MIXTURE.means.map((mean) => [mean[axis]]) };
    for (const value of [-2, -0.4, 0.7, 3])
      for (const other of [-1.5, 0, 0.8, 2]) {
        const point = axis === 0 ? [value, other] : [other, value];
        const expected = mixtureLogDensity(MIXTURE, point) - mixtureLogDensity(marginal, [value]);
        expect(mixtureLogDensity(conditionalMixture(MIXTURE, { axis, value }), [other])).toBeCloseTo(
          expected,
          6,
        );
      }
  });

  test('far from all data is that of the component that reaches farthest', () => {
    const far = conditionalMixture(MIXTURE, { axis: 0, value: 300 });
    expect(far).toEqual({ weights: [1], means: [[1.1]], stds: [0.7] });
  });
});

/** [n, 2] points with the known coordinate and exact draws of the other, moved by a shift. */
function exactPoints(axis: 0 | 1, value: number, n: number, shift = 0): Float32Array {
  const other = sampleMixture(
    conditionalMixture(MIXTURE, { axis, value }),
    n,
    createRng({ seed: 3, stream: 'data', step: 0 }),
  );
  return Float32Array.from({ length: 2 * n }, (_, i) => ((i & 1) === axis ? value : other[i >> 1] + shift));
}

describe('the distance from it', () => {
  test('of exact draws is about its floor, and of shifted ones the shift', () => {
    const known = { axis: 1, value: 0.6 } as const;
    const { distance, floor, places, density } = compareConditional(
      MIXTURE,
      known,
      exactPoints(1, 0.6, 1000),
    );
    expect(distance).toBeLessThan(floor.mean + 4 * floor.spread);
    expect(distance).toBeGreaterThan(0);
    const shifted = compareConditional(MIXTURE, known, exactPoints(1, 0.6, 1000, 2));
    expect(Math.abs(shifted.distance - 2)).toBeLessThan(floor.mean + 4 * floor.spread); // W1 of a shift is the shift
    const cell = places[1] - places[0];
    expect(density.reduce((sum, each) => sum + each * cell, 0)).toBeCloseTo(1, 4);
  });

  test('has a floor that falls as 1/√n', () => {
    const known = { axis: 0, value: 0 } as const;
    const floorOf = (n: number) => compareConditional(MIXTURE, known, exactPoints(0, 0, n)).floor.mean;
    const ratio = floorOf(100) / floorOf(1600);
    expect(ratio).toBeGreaterThan(2.8);
    expect(ratio).toBeLessThan(5.6);
  });

  test('is beside the share of the data near the line', () => {
    const points = sampleMixture(MIXTURE, 40_000, createRng({ seed: 1, stream: 'data', step: 0 }));
    const counted = points.filter((x, i) => i % 2 === 0 && Math.abs(x - 0.4) < 0.1).length / 40_000;
    const { near } = compareConditional(MIXTURE, { axis: 0, value: 0.4 }, exactPoints(0, 0.4, 10));
    expect(near.reach).toBe(0.1);
    expect(Math.abs(near.share - counted)).toBeLessThan(0.006); // four standard errors of a share of 0.09
  });
});

/** RePaint of y with the exact denoiser of eight Gaussians on a ring. @returns its comparison */
function repainted(mixture: GaussianMixture, value: number, resamplings: number, constrained = true) {
  const n = 1000;
  const chain = createProcess({ schedule: 'cosine', T: 200 });
  const normal = (stream: 'start' | 'samplingNoise' | 'noise', step: number) =>
    fillNormal(new Float64Array(2 * n), { seed: 8, stream, step });
  const given = Float64Array.from({ length: 2 * n }, (_, i) => (i % 2 === 0 ? value : Number.NaN));
  const mask = given.map((_, i) => Number(i % 2 === 0 && constrained));
  const arithmetic = arrays(2);
  const whole = planSampling(chain, { sampler: 'ddpm', samplingSteps: 50 });
  const end = finalState(
    sampleWithPlan(
      resampledPlan(whole, { resamplings, jumpLength: 5 }),
      arithmetic,
      exactDenoiser({
        weights: [...mixture.weights],
        means: mixture.means.map((mean) => [...mean]),
        stds: [...mixture.stds],
      }),
      normal('start', 0),
      (draw) => normal('samplingNoise', draw),
      keepKnown(arithmetic, given, mask, (draw) => normal('noise', draw)),
    ),
  );
  return { end, ...compareConditional(mixture, { axis: 0, value }, Float32Array.from(end)) };
}

describe('RePaint of a coordinate of eight Gaussians', () => {
  const mixture = createPointDataset('gaussians-8').mixture!();
  const value = 0.9;

  test('reaches the exact conditional distribution', () => {
    const { end, distance, floor } = repainted(mixture, value, 10);
    expect(end.every((x, i) => i % 2 === 1 || x === value)).toBe(true);
    expect(distance).toBeLessThan(floor.mean + 4 * floor.spread);
  });

  test('misses it without resampling, and by more where the constraint is broken', () => {
    const { distance, floor } = repainted(mixture, value, 1);
    expect(distance).toBeGreaterThan(floor.mean + 4 * floor.spread);
    expect(repainted(mixture, value, 10, false).distance).toBeGreaterThan(1.5 * distance);
  });
});

describe('the evaluator', () => {
  const config = { ...DEFAULT_CONFIG, dataset: 'moons' } as const;
  const points = Float32Array.of(0.5, 0.2, 0.5, -0.3);
  const known = { axis: 0, value: 0.5 } as const;

  test('compares with the class that is drawn', () => {
    const evaluator = createEvaluator();
    const meanOf = (label: number) => {
      const { places, density } = evaluator.conditional(
        { config: { ...config, classes: true, label } },
        known,
        points,
      )!;
      const total = density.reduce((a, b) => a + b);
      return places.reduce((sum, place, i) => sum + place * density[i], 0) / total;
    };
    expect(meanOf(0)).toBeGreaterThan(meanOf(-1) + 0.1); // the upper moon
    expect(meanOf(-1)).toBeGreaterThan(meanOf(1) + 0.1);
  });

  test('has no answer where the density is not known', () => {
    const checkerboard = { config: { ...config, dataset: 'checkerboard' as const } };
    expect(createEvaluator().conditional(checkerboard, known, points)).toBeNull();
  });
});
