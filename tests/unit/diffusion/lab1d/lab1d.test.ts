import { describe, expect, test } from 'vitest';
import { currentOverTime, densityOverTime, grid } from '../../../../src/diffusion/lab1d/density';
import { fokkerPlanckError, integrateFokkerPlanck } from '../../../../src/diffusion/lab1d/fokkerPlanck';
import { forwardPaths, reversePaths } from '../../../../src/diffusion/lab1d/paths';
import type { Process } from '../../../../src/diffusion/process';
import { createProcess, type ProcessOptions } from '../../../../src/diffusion/processes';

const mixture = { weights: [0.6, 0.4], means: [[-1], [1.2]], stds: [0.3, 0.2] };

interface Case {
  options: Partial<ProcessOptions>;
  reach: number;
  cells: number;
  steps: number;
}
const CASES: Case[] = [
  { options: { process: 'vp-sde' }, reach: 7, cells: 1400, steps: 800 },
  { options: { process: 'vp-sde', schedule: 'cosine' }, reach: 7, cells: 1400, steps: 800 },
  { options: { process: 'ddpm', schedule: 'linear', T: 50 }, reach: 7, cells: 1400, steps: 49 * 16 },
  { options: { process: 'ddpm', schedule: 'cosine', T: 50 }, reach: 7, cells: 1400, steps: 49 * 16 },
  { options: { process: 've-sde', sigmaMax: 5 }, reach: 36, cells: 4000, steps: 600 },
];

describe('Fokker–Planck', () => {
  test.each(CASES)(
    'integrated and exact density differ by less than 1e-3 in L1, mass by 1e-10: $options',
    (c) => {
      const process = createProcess(c.options);
      const xs = grid(-c.reach, c.reach, c.cells);
      const dx = xs[1] - xs[0];
      const times = grid(process.timeMin, process.timeMax, c.steps + 1);
      const exact = densityOverTime(mixture, process, [times[0], times[c.steps / 2], times[c.steps]], xs);
      const row = (i: number) => exact.slice(i * xs.length, (i + 1) * xs.length);
      const mass = (p: Float64Array) => p.reduce((a, b) => a + b, 0) * dx;
      const initial = row(0);
      let step = 0;
      for (const p of integrateFokkerPlanck(process, initial, { xs, times })) {
        step++;
        if (step !== c.steps / 2 && step !== c.steps) continue;
        const closed = row(step === c.steps ? 2 : 1);
        expect(Math.abs(mass(p) - mass(initial))).toBeLessThan(1e-10);
        expect(p.reduce((sum, value, i) => sum + Math.abs(value - closed[i]), 0) * dx).toBeLessThan(1e-3);
      }
      expect(step).toBe(c.steps);
    },
  );

  const finish = <R>(run: Generator<void, R, void>): R => {
    for (;;) {
      const { done, value } = run.next();
      if (done) return value;
    }
  };

  test.each([
    { process: 'ddpm', schedule: 'linear', T: 1000 },
    { process: 'ddpm', schedule: 'cosine', T: 100 },
    { process: 'ddpm', schedule: 'linear', T: 20, scaleBetas: false },
    { process: 'ddpm', schedule: 'cosine', T: 50, zeroTerminalSnr: true },
    { process: 'vp-sde' },
    { process: 'vp-sde', schedule: 'cosine' },
    { process: 've-sde' },
    { process: 've-sde', sigmaMax: 1000 },
  ] as const)('in units of the spread: a total variation below 2e-4, whatever the range: %o', (options) => {
    const process = createProcess(options);
    const error = finish(fokkerPlanckError(mixture, process));
    console.log('FP', JSON.stringify(options), error);
    expect(error).toBeLessThan(2e-4);
    expect(error).toBeGreaterThan(0);
  });

  test('shows rates that are not those of the levels', () => {
    const process = createProcess({ process: 'vp-sde' });
    const faster: Process = {
      ...process,
      rates: (time) => ({
        ...process.rates(time),
        diffusionSquared: 1.1 * process.rates(time).diffusionSquared,
      }),
    };
    expect(finish(fokkerPlanckError(mixture, faster))).toBeGreaterThan(0.01);
  });

  test('the current is the flow that changes the closed-form density: ∂p/∂t = -∂J/∂x', () => {
    const process = createProcess({ process: 'vp-sde' });
    const xs = grid(-4, 4, 801);
    const [t, h] = [0.3, 1e-5];
    const density = densityOverTime(mixture, process, [t - h, t + h], xs);
    const current = currentOverTime(mixture, process, [t], xs);
    for (let i = 10; i < 790; i += 10) {
      const change = (density[xs.length + i] - density[i]) / (2 * h);
      const flow = -(current[i + 1] - current[i - 1]) / (xs[i + 1] - xs[i - 1]);
      // Central differences: 1e-4 of cell width squared times third derivatives of order ten.
      expect(Math.abs(change - flow)).toBeLessThan(5e-3);
    }
  });
});

describe('paths', () => {
  /** Kolmogorov's distance of the last (or first) column from the mixture. */
  function distanceFromMixture(values: Float64Array): number {
    const sorted = values.slice().sort();
    const xs = grid(-4, 4, 4001);
    const density = densityOverTime(
      mixture,
      createProcess({ process: 've-sde', sigmaMin: 1e-6, sigmaMax: 1 }),
      [0],
      xs,
    );
    let total = 0;
    let below = 0;
    let worst = 0;
    for (let i = 0; i < xs.length; i++) {
      total += density[i] * (xs[1] - xs[0]);
      while (below < sorted.length && sorted[below] <= xs[i]) below++;
      worst = Math.max(worst, Math.abs(below / sorted.length - total));
    }
    return worst;
  }
  const column = (positions: Float64Array, width: number, at: number) =>
    Float64Array.from({ length: positions.length / width }, (_, path) => positions[path * width + at]);

  test.each([
    { process: 'vp-sde' },
    { process: 've-sde', sigmaMax: 20 },
    { process: 'ddpm', schedule: 'cosine', T: 200 },
    { process: 'ddpm', schedule: 'cosine', T: 200, zeroTerminalSnr: true },
  ] as const)('backwards by SDE and by ODE end in the data: %o', (options) => {
    const process = createProcess(options);
    const times = Array.from(grid(process.timeMax, process.timeMin, 200));
    const count = 4000;
    for (const kind of ['sde', 'ode'] as const) {
      const paths = reversePaths(mixture, process, kind, times, { count, seed: 9 });
      expect(paths.times.length).toBe(201);
      // The 0.1 % point of Kolmogorov's distance is 1.95/√n = 0.031; the rest is the steps' own error.
      expect(distanceFromMixture(column(paths.positions, 201, 200)), kind).toBeLessThan(0.05);
    }
  });

  test('forwards from data to the closed-form spread of each time', () => {
    const process = createProcess({ process: 'vp-sde' });
    const times = [0, 0.1, 0.5, 1];
    const { positions } = forwardPaths(mixture, process, times, { count: 4000, seed: 9 });
    expect(distanceFromMixture(column(positions, 4, 0))).toBeLessThan(0.031);
    const end = column(positions, 4, 3);
    const variance = end.reduce((a, b) => a + b * b, 0) / end.length;
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / end.length));
  });
});
