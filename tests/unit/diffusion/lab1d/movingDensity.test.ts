/** The lessons on the moving density and on the way back: every number of their outcomes, computed anew. */
import { describe, expect, test } from 'vitest';
import { lessonOf } from '../../../../src/config/lessons';
import { integrateRows, PLACES, ROW_TIMES, ROWS } from '../../../../src/diffusion/lab1d/liveDensity';
import {
  bayesStep,
  dataFloor,
  dataSample,
  endsOf,
  walkBack,
  wasserstein,
} from '../../../../src/diffusion/lab1d/reverse';

describe('the surface of the density', () => {
  const rows = [...integrateRows()];
  const { outcome } = lessonOf('density-moves');

  test('stays within 1e-3 of the closed form in ∫|p - q| dx, as near as the lesson says, and keeps its mass to 1e-10', () => {
    expect(rows).toHaveLength(ROWS + 1);
    const worst = Math.max(...rows.map(({ distance }) => distance));
    expect(worst).toBeLessThan(1e-3);
    expect(worst.toFixed(4)).toBe('0.0003');
    expect(outcome).toContain('within 0.0003 of the closed form');
    for (const { mass } of rows) expect(Math.abs(mass - 1)).toBeLessThan(1e-10);
    const loss = Math.max(...rows.map(({ mass }) => Math.abs(mass - rows[0].mass)));
    expect(loss).toBeLessThan(1e-12); // 1 to 13 digits is within 5e-13
    expect(outcome).toContain('1 to 13 digits');
  });

  test('ends as N(0, 1)', () => {
    const { density } = rows[ROWS];
    PLACES.forEach((x, i) => {
      expect(Math.abs(density[i] - Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI))).toBeLessThan(0.01);
    });
  });

  test('changes by the divergence of its current: ∂p/∂t = -∂J/∂x', () => {
    const k = 30;
    const dt = ROW_TIMES[k + 1] - ROW_TIMES[k - 1];
    const dx = PLACES[1] - PLACES[0];
    for (let i = 1; i < PLACES.length - 1; i++) {
      const rate = (rows[k + 1].density[i] - rows[k - 1].density[i]) / dt;
      const divergence = (rows[k].current[i + 1] - rows[k].current[i - 1]) / (2 * dx);
      expect(Math.abs(rate + divergence)).toBeLessThan(0.01); // rates are up to 0.5; central differences of rows 1/60 apart
    }
  });

  test('takes less than 8 ms a row, the work of a frame, in the faster half of the rows: a busy processor stops the others', () => {
    const times: number[] = [];
    const source = integrateRows();
    for (let k = 0; k < ROWS; k++) {
      const before = performance.now();
      source.next();
      times.push(performance.now() - before);
    }
    expect(times.sort((a, b) => a - b)[ROWS / 4]).toBeLessThan(8); // the median of the faster half
  });
});

describe('the way back', () => {
  const { outcome } = lessonOf('back-in-time');
  const count = 2000;
  const data = dataSample(count, 1);
  const floor = dataFloor(count, 20).mean;
  const ends = (score: number, noise: number) =>
    endsOf(walkBack({ score, noise }, { count, steps: 150, seed: 1 }));

  test('ends at the data with the whole score and noise, and with half the score and none', () => {
    // 2000 normal starts are themselves about a floor away from N(0, 1)
    expect(wasserstein(ends(1, 1), data)).toBeLessThan(2.5 * floor);
    expect(wasserstein(ends(0.5, 0), data)).toBeLessThan(2.5 * floor);
  });

  test('is compared with the mean of many draws of fresh data: one may be twice as far', () => {
    // 400 draws of 1,000 by another program: 0.043 ± 0.022
    const { mean, deviation } = dataFloor(1000, 20);
    expect(mean).toBeGreaterThan(0.033);
    expect(mean).toBeLessThan(0.053);
    expect(deviation).toBeGreaterThan(0.01);
    expect(deviation).toBeLessThan(0.035);
  });

  test('with the whole score and no noise runs to the heavier peak', () => {
    const heavier = ends(1, 0).filter((x) => x < 0).length / count;
    expect(heavier).toBeGreaterThan(0.99);
    expect(outcome).toContain('every sample runs to the heavier peak');
  });

  test('without the score grows to a deviation above 200', () => {
    // backwards, dx = ½βx ds + √β dw from variance 1: (1 + 1) exp ∫β - 1, with ∫β = 0.1 + 9.95
    const exact = Math.sqrt(2 * Math.exp(10.05) - 1);
    expect(exact).toBeGreaterThan(200);
    const found = endsOf(walkBack({ score: 0, noise: 1 }, { count: 500, steps: 1000, seed: 1 }));
    const deviation = Math.sqrt(found.reduce((sum, x) => sum + x * x, 0) / found.length);
    expect(deviation / exact).toBeGreaterThan(0.85);
    expect(deviation / exact).toBeLessThan(1.15);
    expect(outcome).toContain('above 200');
  });

  test('is Gaussian in one small step by Bayes, and not in a long one: the distances that the lesson names', () => {
    for (const [delta, words, digits] of [
      [0.1, '0.026 for δ = 0.1', 3],
      [0.01, '0.0050 for 0.01', 4],
      [0.001, '0.00056 for 0.001', 5],
    ] as const) {
      expect(outcome).toContain(words);
      expect(bayesStep(0.3, delta, 0.4).distance.toFixed(digits)).toBe(words.split(' ')[0]);
    }
  });

  test('by Bayes is a density, and its Gaussian has the mean of the reverse SDE', () => {
    const { places, posterior, gaussian } = bayesStep(0.3, 0.01, 0.4);
    const dx = places[1] - places[0];
    const mass = (p: Float64Array) => p.reduce((a, b) => a + b, 0) * dx;
    expect(mass(posterior)).toBeCloseTo(1, 10);
    expect(mass(gaussian)).toBeCloseTo(1, 6);
    const mean = (p: Float64Array) => p.reduce((sum, v, i) => sum + v * places[i], 0) * dx;
    expect(mean(posterior)).toBeCloseTo(mean(gaussian), 2);
  });
});
