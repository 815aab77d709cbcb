import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveCoefficients } from '../../../src/diffusion/coefficients';
import {
  createBetas,
  rescaleZeroTerminalSnr,
  SCHEDULE_IDS,
  SCHEDULES,
  ScheduleError,
  type ScheduleId,
} from '../../../src/diffusion/schedules';
import { reference } from './reference';

type Arrays = Record<string, number[]>;
interface Fixture {
  schedules: Record<
    string,
    { T: number; probe_index: number[]; probe: Arrays; sums: Record<string, number>; full?: Arrays }
  >;
  respacing: Record<string, Arrays & { timestep_map: number[] }>;
}

const NAMES: Record<string, { id: ScheduleId; scaled: boolean }> = {
  linear_scaled: { id: 'linear', scaled: true },
  linear_plain: { id: 'linear', scaled: false },
  cosine: { id: 'cosine', scaled: true },
  scaled_linear: { id: 'scaled-linear', scaled: false },
  sigmoid: { id: 'sigmoid', scaled: false },
};
const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const fixture = reference<Fixture>('schedules');

/** 1e-12 relative: a few hundred roundings of a product. Beside 0, 1e-12 absolute. */
function expectClose(actual: number, expected: number, what: string) {
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-300);
  if (expected === 0 ? Math.abs(actual) > 1e-12 : error > 1e-12)
    expect.fail(`${what}: ${actual} is not ${expected} (${error})`);
}

describe('schedules and what follows from them', () => {
  for (const [name, { T, probe_index, probe, sums, full }] of Object.entries(fixture.schedules)) {
    test(`${name} are the published numbers to 1e-12`, () => {
      const { id, scaled } = NAMES[name.split('/')[0]];
      const derived = deriveCoefficients(createBetas(id, { T, scaled })) as unknown as Record<
        string,
        Float64Array
      >;
      for (const [key, values] of Object.entries(probe)) {
        const array = derived[camelCase(key)];
        for (const [i, t] of probe_index.entries()) expectClose(array[t], values[i], `${key}[${t}]`);
        const total = array.reduce((a, b) => a + b, 0);
        // A sum of terms of both signs is as exact as its largest terms, not as itself.
        const size = array.reduce((a, b) => a + Math.abs(b), 0);
        expect(Math.abs(total - sums[key]) / size, `sum of ${key}`).toBeLessThan(1e-12);
        for (const [t, value] of (full?.[key] ?? []).entries()) expectClose(array[t], value, `${key}[${t}]`);
      }
    });
  }

  test('the quadratic schedule runs between the end points of the linear one', () => {
    const betas = createBetas('quadratic', { T: 101 });
    const linear = createBetas('linear', { T: 101 });
    expect(betas[0]).toBeCloseTo(linear[0], 15);
    expect(betas[100]).toBeCloseTo(linear[100], 15);
    expect(betas[50]).toBeCloseTo(linear[0] + (linear[100] - linear[0]) / 4, 15);
  });

  test('a schedule that leaves (0, 1) is refused with T, the beta and a way out', () => {
    for (const T of [5, 19, 20]) {
      expect(() => createBetas('linear', { T })).toThrow(ScheduleError);
      expect(() => createBetas('linear', { T })).toThrow(new RegExp(`T = ${T} gives beta .* at least 21`));
    }
    expect(createBetas('linear', { T: 21 })[20]).toBeLessThan(1);
    for (const T of [0, -1, 2.5, Number.NaN]) expect(() => createBetas('cosine', { T })).toThrow(`T = ${T}`);
    expect(() => createBetas('linear', { T: 50, betaStart: 0 })).toThrow('gives beta 0 at t = 0');
  });

  test('an unknown schedule is an error of types, and says what there is where types are not looked at', () => {
    // @ts-expect-error unknown schedule id
    expect(() => createBetas('cosin', { T: 50 })).toThrow(
      "Schedule 'cosin' is unknown. It is one of linear, quadratic, scaled-linear, cosine, sigmoid.",
    );
  });

  test('a chain of one step still has finite coefficients', () => {
    const { posteriorLogVarianceClipped } = deriveCoefficients(createBetas('scaled-linear', { T: 1 }));
    expect(posteriorLogVarianceClipped[0]).toBeCloseTo(Math.log(1e-4), 12);
  });

  test('betas lie in (0, 1) and the signal falls, whatever the schedule and T', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SCHEDULE_IDS), fc.integer({ min: 21, max: 400 }), (id, T) => {
        const { alphasCumprod } = deriveCoefficients(createBetas(id, { T }));
        return alphasCumprod.every(
          (signal, t) => signal > 0 && signal < (t === 0 ? 1 : alphasCumprod[t - 1]),
        );
      }),
    );
  });
});

describe('zero terminal SNR', () => {
  test.each(SCHEDULE_IDS)(
    'leaves nothing of the data at the end of %s and the first step as it was',
    (id) => {
      const betas = createBetas(id, { T: 100 });
      const rescaled = createBetas(id, { T: 100, zeroTerminalSnr: true });
      const before = deriveCoefficients(betas).sqrtAlphasCumprod;
      const { sqrtAlphasCumprod, alphasCumprod } = deriveCoefficients(rescaled);
      expect(alphasCumprod[99]).toBe(0);
      expect(rescaled[99]).toBe(1);
      expect(sqrtAlphasCumprod[0]).toBeCloseTo(before[0], 12);
      // Lin et al. 2023: the roots are shifted and stretched, so that their differences keep their ratios.
      const stretch = before[0] / (before[0] - before[99]);
      expect(sqrtAlphasCumprod[40] - sqrtAlphasCumprod[60]).toBeCloseTo(
        stretch * (before[40] - before[60]),
        12,
      );
      expect(rescaleZeroTerminalSnr(betas)).toEqual(rescaled);
    },
  );
});

describe('continuous limits', () => {
  const options = { betaMin: 0.1, betaMax: 20, s: 0.008 };

  test.each(SCHEDULE_IDS)('of %s are the chain of many steps', (id) => {
    const { integral } = SCHEDULES[id].limit(options);
    // Betas that do not depend on T are taken per 1/1000 of time, so that T = 1000 is the finest such chain.
    const T = 1000;
    const { alphasCumprod } = deriveCoefficients(createBetas(id, { T }));
    for (const t of [9, 99, 499, 899]) {
      const exact = Math.exp(-integral((t + 1) / T));
      // A chain of steps 1/T differs from its limit by ∫β²/2T, here up to 10 % of ᾱ at the end.
      expect(Math.abs(Math.log(alphasCumprod[t] / exact)), `t = ${t}`).toBeLessThan(0.1);
    }
  });

  test.each(SCHEDULE_IDS)('of %s have β as the slope of its integral', (id) => {
    const { beta, integral } = SCHEDULES[id].limit(options);
    for (const t of [0.01, 0.3, 0.7, 0.99, 0.999]) {
      const slope = (integral(t + 1e-6) - integral(t - 1e-6)) / 2e-6;
      expect(Math.abs(slope / beta(t) - 1)).toBeLessThan(1e-6);
    }
  });
});
