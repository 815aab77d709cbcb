import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { unitVarianceScale } from '../../../src/diffusion/process';
import { createProcess } from '../../../src/diffusion/processes';
import { mixtureLogDensity } from '../../../src/lib/mixture';
import { nativeTime } from '../../../src/ui/time/axis';
import { commonLogSnr, curvesOf, equalLogSnrTimes, rateCeiling } from '../../../src/ui/time/curves';
import {
  countPeaks,
  currentField,
  densityField,
  MIXTURE,
  pathsThrough,
  REACH,
} from '../../../src/ui/views/process/model/example1d';

const make = (changes: object) => createProcess({ ...DEFAULT_CONFIG, ...changes });
const PROCESSES = {
  chain: make({ process: 'ddpm', schedule: 'linear', T: 200 }),
  'cosine chain': make({ process: 'ddpm', schedule: 'cosine', T: 100 }),
  'chain to zero SNR': make({ process: 'ddpm', schedule: 'linear', T: 100, zeroTerminalSnr: true }),
  'VP-SDE': make({ process: 'vp-sde', schedule: 'linear' }),
  'VE-SDE': make({ process: 've-sde' }),
};
const SIZE = { columns: 41, rows: 301 };

function finish<R>(work: Generator<void, R, void>): R {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

describe.each(Object.entries(PROCESSES))('the 1-D picture of a %s', (_, process) => {
  const density = finish(densityField(process, SIZE));
  const places = Array.from({ length: SIZE.rows }, (_, i) => -REACH + (2 * REACH * i) / (SIZE.rows - 1));

  test('shows the closed form of the noised mixture at every pixel', () => {
    for (let i = 0; i < SIZE.columns; i += 8) {
      const { alpha, sigma } = process.level(nativeTime(process, i / (SIZE.columns - 1)));
      const spread = Math.hypot(alpha, sigma);
      // The noised mixture written out anew: means shrink by alpha, variances become alpha² s² + sigma².
      const noised = {
        weights: MIXTURE.weights,
        means: MIXTURE.means.map(([mean]) => [alpha * mean]),
        stds: MIXTURE.stds.map((s) => Math.hypot(alpha * s, sigma)),
      };
      for (let j = 0; j < SIZE.rows; j += 7) {
        const p = Math.exp(mixtureLogDensity(noised, [places[j] * spread])) * spread;
        expect(density.values[i * SIZE.rows + j]).toBeCloseTo(p, 10);
      }
    }
  });

  test('holds all of the probability at every time', () => {
    const width = (2 * REACH) / (SIZE.rows - 1);
    for (let i = 0; i < SIZE.columns; i++) {
      const sum = density.values.subarray(i * SIZE.rows, (i + 1) * SIZE.rows).reduce((a, b) => a + b, 0);
      // N(0, 1) has 0.0037 of itself beyond 2.9 deviations.
      expect(sum * width).toBeGreaterThan(0.995);
      expect(sum * width).toBeLessThan(1.001);
    }
  });

  test('draws the current that moves the density: ∂p/∂t = -∂J/∂x', () => {
    const fine = { columns: 21, rows: 2901 };
    const { values } = finish(currentField(process, fine));
    expect(values.every(Number.isFinite)).toBe(true);
    const dx = (2 * REACH) / (fine.rows - 1);
    const p = (t: number, x: number) => {
      const { alpha, sigma } = process.level(t);
      const stds = MIXTURE.stds.map((s) => Math.hypot(alpha * s, sigma));
      return Math.exp(
        mixtureLogDensity({ ...MIXTURE, means: MIXTURE.means.map(([m]) => [alpha * m]), stds }, [x]),
      );
    };
    for (const column of [4, 9, 14]) {
      const time = nativeTime(process, column / (fine.columns - 1));
      const dt = 1e-4 * Math.min(1, process.timeMax);
      const { diffusionSquared } = process.rates(time);
      const { alpha, sigma } = process.level(time);
      const spread = Math.hypot(alpha, sigma);
      const rows = Array.from({ length: 11 }, (_, k) => 300 + 230 * k);
      const changes = rows.map((row) => {
        const x = (-REACH + row * dx) * spread;
        return (p(time + dt, x) - p(time - dt, x)) / (2 * dt);
      });
      const outflows = rows.map((row) => {
        const at = column * fine.rows + row;
        // Undo what the picture divides by: J = shown · g² / spread², over x = place · spread.
        return (((values[at + 1] - values[at - 1]) / (2 * dx)) * diffusionSquared) / spread ** 3;
      });
      const largest = Math.max(...changes.map(Math.abs));
      // Second-order differences in x and t.
      for (let k = 0; k < rows.length; k++)
        expect(Math.abs(changes[k] + outflows[k]) / largest).toBeLessThan(2e-3);
    }
  });

  test('draws paths that begin and end inside it', () => {
    const paths = finish(pathsThrough(process));
    for (const kind of ['forward', 'reverse', 'ode'] as const) {
      for (const { positions, places } of paths[kind]) {
        expect(positions[0]).toBeGreaterThanOrEqual(0);
        expect(positions.at(-1)).toBe(1);
        expect(positions.every((p, i) => i === 0 || p >= positions[i - 1])).toBe(true);
        expect(places.every((place) => Math.abs(place) < 5)).toBe(true);
      }
    }
  });

  test('draws ODE paths that never cross', () => {
    const { ode } = finish(pathsThrough(process));
    const byStart = ode.toSorted((a, b) => a.places.at(-1)! - b.places.at(-1)!);
    const columns = byStart[0].places.length;
    for (let column = 1; column < columns; column++) {
      for (let k = 1; k < byStart.length; k++) {
        // One dimension: a flow keeps order, up to the error of its integration.
        expect(byStart[k].places[column] - byStart[k - 1].places[column]).toBeGreaterThan(-0.02);
      }
    }
  });
});

describe('peaks', () => {
  test('the data have three, noise has one', () => {
    const { values, columns, rows } = finish(densityField(PROCESSES.chain, SIZE));
    expect(countPeaks(values.subarray(0, rows))).toBe(3);
    expect(countPeaks(values.subarray((columns - 1) * rows))).toBe(1);
  });
});

describe('the curves', () => {
  test('of a chain are its betas and their products', () => {
    const { times, share, rate } = curvesOf(PROCESSES.chain);
    let product = 1;
    times.forEach((t, i) => {
      // Ho's linear schedule scaled by 1000/T, written out.
      const beta = (1000 / 200) * (1e-4 + ((0.02 - 1e-4) * t) / 199);
      product *= 1 - beta;
      expect(rate[i]).toBeCloseTo(beta, 12);
      expect(share[i]).toBeCloseTo(product, 12);
    });
  });

  test('of VP-SDE have β(t) from 0.1 to 20', () => {
    const { rate, times } = curvesOf(PROCESSES['VP-SDE']);
    expect(rate.at(-1)).toBeCloseTo(20, 9);
    expect(rate[0]).toBeCloseTo(0.1 + 19.9 * times[0], 9);
  });

  test("cut the last steps of cosine off the axis, and none of linear's", () => {
    expect(rateCeiling(curvesOf(PROCESSES['cosine chain']).rate).cut).toBe(true);
    expect(rateCeiling(curvesOf(PROCESSES.chain).rate).cut).toBe(false);
  });

  test('tiles of equal log SNR show two schedules at the same levels', () => {
    const a = make({ process: 'vp-sde', schedule: 'linear' });
    const b = make({ process: 'vp-sde', schedule: 'cosine' });
    const { from, to } = commonLogSnr([a, b]);
    const levels = [a, b].map((p) => equalLogSnrTimes(p, from, to, 9).map((t) => p.level(t)));
    levels[0].forEach(({ alpha, sigma }, i) => {
      expect(alpha * unitVarianceScale({ alpha, sigma })).toBeCloseTo(levels[1][i].alpha, 6);
    });
  });
});
