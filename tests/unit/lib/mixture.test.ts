import { describe, expect, it } from 'vitest';
import { type GaussianMixture, mixtureLogDensity, sampleMixture } from '../../../src/lib/mixture';
import { createRng } from '../../../src/lib/rng';

const lopsided: GaussianMixture = { weights: [0.2, 0.8], means: [[-1], [2]], stds: [0.5, 0.25] };

describe('Gaussian mixture', () => {
  it('has the density of a normal distribution where it has one component', () => {
    const single: GaussianMixture = { weights: [1], means: [[1, -1]], stds: [2] };
    expect(mixtureLogDensity(single, [1, -1])).toBeCloseTo(-Math.log(2 * Math.PI * 4), 12);
    expect(mixtureLogDensity(single, [3, -1])).toBeCloseTo(-Math.log(2 * Math.PI * 4) - 0.5, 12);
  });

  it('integrates to 1', () => {
    let mass = 0;
    for (let i = 0; i < 1200; i++)
      mass += 0.01 * Math.exp(mixtureLogDensity(lopsided, [-6 + 0.01 * (i + 0.5)]));
    expect(mass).toBeCloseTo(1, 10);
  });

  it('has a finite log density far from every mean', () => {
    expect(mixtureLogDensity(lopsided, [1e4])).toBeCloseTo(-0.5 * ((1e4 + 1) / 0.5) ** 2, -3);
  });

  it('is drawn with its weights, means and deviations', () => {
    const n = 100_000;
    const points = sampleMixture(lopsided, n, createRng({ seed: 2, stream: 'data', step: 0 }));
    // The parts meet nowhere: 0.5 is three and six deviations away.
    const left = points.filter((x) => x < 0.5);
    const mean = left.reduce((a, b) => a + b, 0) / left.length;
    const variance = left.reduce((sum, x) => sum + (x - mean) ** 2, 0) / left.length;
    expect(Math.abs(left.length / n - 0.2)).toBeLessThan(5 * Math.sqrt((0.2 * 0.8) / n));
    expect(mean).toBeCloseTo(-1, 1.7);
    expect(Math.sqrt(variance)).toBeCloseTo(0.5, 1.7);
  });
});
