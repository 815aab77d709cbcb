import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveCoefficients } from '../../../src/diffusion/coefficients';
import { clippedPosterior, qPosterior } from '../../../src/diffusion/posterior';
import { DATA_LEVEL, logSnr } from '../../../src/diffusion/process';
import { ddpmProcess } from '../../../src/diffusion/processes/ddpm';
import { sigmaOf } from '../../../src/diffusion/samplers/spacing';
import {
  createBetas,
  rescaleZeroTerminalSnr,
  SCHEDULE_IDS,
  SCHEDULES,
  ScheduleError,
  type ScheduleId,
} from '../../../src/diffusion/schedules';
import { COSINE_HANDLES } from '../../../src/diffusion/schedules/drawn';
import { reference } from './reference';

type Arrays = Record<string, number[]>;
interface Fixture {
  schedules: Record<
    string,
    { T: number; probe_index: number[]; probe: Arrays; sums: Record<string, number>; full?: Arrays }
  >;
  respacing: Record<string, Arrays & { timestep_map: number[] }>;
}

const NAMES: Record<string, { id: ScheduleId; scaleBetas: boolean }> = {
  linear_scaled: { id: 'linear', scaleBetas: true },
  linear_plain: { id: 'linear', scaleBetas: false },
  cosine: { id: 'cosine', scaleBetas: true },
  scaled_linear: { id: 'scaled-linear', scaleBetas: false },
  sigmoid: { id: 'sigmoid', scaleBetas: false },
};
const fixture = reference<Fixture>('schedules');

/** The published tables, by their published names, from what samplers and bounds run: levels and the posterior between them. */
function tablesOf(betas: Float64Array): Arrays {
  const process = ddpmProcess(betas);
  const level = (t: number) => process.level(t);
  const posterior = (t: number) => qPosterior(level(t), t === 0 ? DATA_LEVEL : level(t - 1));
  const last = betas.length - 1;
  const clipped = (t: number) =>
    clippedPosterior(level(t), t === 0 ? null : level(t - 1), t === last ? null : level(t + 1)).small;
  const entries: Record<string, (t: number) => number> = {
    betas: (t) => posterior(t).large,
    alphas_cumprod: (t) => level(t).alpha ** 2,
    alphas_cumprod_prev: (t) => (t === 0 ? 1 : level(t - 1).alpha ** 2),
    sqrt_alphas_cumprod: (t) => level(t).alpha,
    sqrt_one_minus_alphas_cumprod: (t) => level(t).sigma,
    sqrt_recip_alphas_cumprod: (t) => 1 / level(t).alpha,
    sqrt_recipm1_alphas_cumprod: (t) => level(t).sigma / level(t).alpha,
    posterior_variance: (t) => posterior(t).small,
    posterior_log_variance_clipped: (t) => Math.log(clipped(t)),
    posterior_mean_coef1: (t) => posterior(t).cX0,
    posterior_mean_coef2: (t) => posterior(t).cXt,
    snr: (t) => Math.exp(logSnr(level(t))),
    log_snr: (t) => logSnr(level(t)),
    fixed_large_variance: (t) => (t === 0 ? clipped(t) : posterior(t).large),
    sigma_ve: (t) => sigmaOf(level(t)),
  };
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [name, Array.from(betas, (_, t) => entry(t))]),
  );
}

/** A β, and what is made of it, is a difference of numbers near 1: a few units in their last place are lost. */
const LOST = 2e-15;

/** A share of the number, and what the difference lost. The first weights of a posterior are ratios of two such differences. */
const TOLERANCE = 4e-12;

function expectClose(actual: number, expected: number, what: string, lost = LOST) {
  const error = Math.abs(actual - expected);
  if (!(error <= TOLERANCE * Math.abs(expected) + lost))
    expect.fail(`${what}: ${actual} is not ${expected} (${error})`);
}

describe('schedules and what follows from them', () => {
  for (const [name, { T, probe_index, probe, sums, full }] of Object.entries(fixture.schedules)) {
    const { id, scaleBetas } = NAMES[name.split('/')[0]];

    test(`${name} has the published betas to 1e-12 of each`, () => {
      const betas = createBetas(id, { T, scaleBetas });
      for (const [i, t] of probe_index.entries())
        expect(Math.abs(betas[t] / probe.betas[i] - 1), `beta[${t}]`).toBeLessThan(1e-12);
    });

    test(`${name}: levels and the posterior between them are the published tables`, () => {
      const tables = tablesOf(createBetas(id, { T, scaleBetas }));
      expect(Object.keys(tables).sort()).toEqual(Object.keys(probe).sort());
      for (const [key, values] of Object.entries(probe)) {
        // The error of a logarithm is relative to its number.
        const lostOf = (value: number) => (key.includes('log_variance') ? LOST / Math.exp(value) : LOST);
        const array = tables[key];
        const check = (t: number, value: number) =>
          expectClose(array[t], value, `${key}[${t}]`, lostOf(value));
        for (const [i, t] of probe_index.entries()) check(t, values[i]);
        for (const [t, value] of (full?.[key] ?? []).entries()) check(t, value);
        const total = array.reduce((a, b) => a + b, 0);
        const lost = array.reduce((sum, value) => sum + lostOf(value) + TOLERANCE * Math.abs(value), 0);
        expectClose(total, sums[key], `sum of ${key}`, lost);
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
      "Schedule 'cosin' is unknown. It is one of linear, quadratic, scaled-linear, cosine, sigmoid, drawn.",
    );
  });

  test('a chain of one step still has a finite variance: its β', () => {
    const { level } = ddpmProcess(createBetas('scaled-linear', { T: 1 }));
    expect(clippedPosterior(level(0), null, null).small).toBeCloseTo(1e-4, 15);
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
  const options = { betaMin: 0.1, betaMax: 20, cosineS: 0.008, handles: COSINE_HANDLES };

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
