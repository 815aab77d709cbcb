/** A schedule drawn by hand: its curve, what it refuses, and named schedules that are traced. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAddress, parseAddress } from '../../../src/config/address';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { deriveCoefficients } from '../../../src/diffusion/coefficients';
import { createProcess } from '../../../src/diffusion/processes';
import { createBetas, SCHEDULE_IDS } from '../../../src/diffusion/schedules';
import {
  COSINE_HANDLES,
  formatHandles,
  type Handle,
  MOST_HANDLES,
  parseHandles,
} from '../../../src/diffusion/schedules/drawn';
import { traceHandles } from '../../../src/diffusion/schedules/traceHandles';
import { parseSchedulerConfig, schedulerConfigJson } from '../../../src/interop/diffusersScheduler';
import { schedulerOf } from '../../../src/interop/runFile';
import { monotoneCubic } from '../../../src/lib/monotoneCubic';

describe('the monotone cubic curve', () => {
  test('is that of SciPy, slopes included, to 1e-12', () => {
    // scipy.interpolate.PchipInterpolator, 1.17
    const { at, slope } = monotoneCubic([0, 0.1, 0.25, 0.6, 1], [9.5, 5, 1.5, -2, -11]);
    const published: [number, number, number][] = [
      [0, 9.5, -53.66666666666666],
      [0.03, 7.936890697674419, -50.0962015503876],
      [0.1, 5, -31.39534883720931],
      [0.2, 2.3872086957576637, -20.645994832041342],
      [0.4, -0.09757333346324959, -8.076692601127343],
      [0.7, -3.6316207627118646, -18.77206920903955],
      [0.95, -9.571824240819208, -27.92748057909604],
      [1, -11, -29.166666666666657],
    ];
    for (const [x, value, tangent] of published) {
      expect(at(x), `at ${x}`).toBeCloseTo(value, 12);
      expect(slope(x), `slope at ${x}`).toBeCloseTo(tangent, 11);
    }
    expect(monotoneCubic([0, 1], [4, -6]).at(0.3)).toBeCloseTo(1, 14);
    const bent = monotoneCubic([0, 1, 2, 3], [0, 2, 1, 1]);
    expect([0.5, 1.5, 2.5].map(bent.at)).toEqual([1.4375, 1.5, 1]);
  });
});

/** Handles that can be drawn: 2 to 12, from t = 0 to 1, falling gently enough for 100 steps. */
const handles = fc
  .array(
    fc.tuple(fc.double({ min: 0.05, max: 1, noNaN: true }), fc.double({ min: 0.1, max: 3, noNaN: true })),
    {
      minLength: 1,
      maxLength: MOST_HANDLES - 1,
    },
  )
  .map((gaps): readonly Handle[] => {
    const width = gaps.reduce((sum, [gap]) => sum + gap, 0);
    const made: Handle[] = [{ t: 0, logSnr: 9 }];
    let [t, logSnr] = [0, 9];
    for (const [gap, fall] of gaps) {
      t += gap / width;
      logSnr -= fall;
      made.push({ t, logSnr });
    }
    made[made.length - 1] = { t: 1, logSnr };
    return made;
  });

const drawnBy = (drawn: readonly Handle[], T = 100) =>
  deriveCoefficients(createBetas('drawn', { T, handles: formatHandles(drawn) }));

describe('a drawn schedule', () => {
  test('passes through its handles, and falls everywhere', () => {
    fc.assert(
      fc.property(handles, (drawn) => {
        const T = 100;
        const { logSnr, alphasCumprod } = drawnBy(drawn, T);
        for (const { t, logSnr: value } of drawn) {
          const step = t * (T - 1);
          if (Number.isInteger(step)) expect(logSnr[step]).toBeCloseTo(value, 8);
          else {
            expect(logSnr[Math.floor(step)]).toBeGreaterThanOrEqual(value - 1e-8);
            expect(logSnr[Math.ceil(step)]).toBeLessThanOrEqual(value + 1e-8);
          }
        }
        for (let t = 1; t < T; t++) expect(alphasCumprod[t]).toBeLessThan(alphasCumprod[t - 1]);
      }),
    );
  });

  test('is the same through the link, through diffusers’ file and through both again, to 1e-12', () => {
    fc.assert(
      fc.property(handles, (drawn) => {
        const config: RunConfig = {
          ...DEFAULT_CONFIG,
          schedule: 'drawn',
          T: 150,
          handles: formatHandles(drawn),
        };
        const link = formatAddress({ config });
        const linked = parseAddress(link);
        expect(linked.problems).toEqual([]);
        expect(linked.config).toEqual(config);
        const betas = createBetas('drawn', config);
        expect(createBetas('drawn', linked.config)).toEqual(betas);
        const scheduler = schedulerOf(linked.config);
        if (scheduler.schedulerClass === 'FlowMatchEulerDiscreteScheduler') throw new Error('no chain');
        const bytes = new TextEncoder().encode(JSON.stringify(schedulerConfigJson(scheduler)));
        const read = parseSchedulerConfig(bytes);
        expect(read.schedule).toBe('custom');
        for (const [t, beta] of betas.entries())
          expect(Math.abs(read.betas![t] - beta)).toBeLessThanOrEqual(1e-12 * beta);
      }),
      { numRuns: 50 },
    );
  });

  test('has a link without an escaped character, and the default none at all', () => {
    const config = { ...DEFAULT_CONFIG, schedule: 'drawn' as const };
    expect(formatAddress({ config })).toBe('?schedule=drawn');
    expect(formatAddress({ config: { ...config, handles: '0*9.5_0.5*0_1*-10' } })).toBe(
      '?schedule=drawn&handles=0*9.5_0.5*0_1*-10',
    );
  });

  test('in continuous time is the chain of many steps', () => {
    const options = { schedule: 'drawn', handles: COSINE_HANDLES } as const;
    const chain = createProcess({ ...options, process: 'ddpm', T: 4000 });
    const sde = createProcess({ ...options, process: 'vp-sde' });
    for (const part of [0.01, 0.2, 0.5, 0.8, 0.99]) {
      const [a, b] = [chain.level(part * 3999), sde.level(part)];
      expect(a.alpha / b.alpha).toBeCloseTo(1, 5);
      expect(a.sigma / b.sigma).toBeCloseTo(1, 5);
    }
  });

  test.each([
    ['0*9', /^handles: "0\*9" has 1\./],
    ['', /handles/],
    ['0*9_0.5*1_0.4*0_1*-9', /Handle 3 .*"0\.4\*0"/],
    ['0*9_0.5*10_1*-9', /Handle 2 .*"0\.5\*10"/],
    ['0.1*9_1*-9', /Handle 1/],
    ['0*9_0.9*-9', /Handle 2/],
    ['0*9_1*-99', /Handle 2/],
    ['0*40_1*-9', /Handle 1/],
    ['0*9*3_1*-9', /Handle 1/],
    ['0*nine_1*-9', /Handle 1/],
    [Array.from({ length: 13 }, (_, i) => `${i / 12}*${6 - i}`).join('_'), /^handles: "0\*6_.* has 13\./],
  ])('refuses the handles "%s" and says which', (text, message) => {
    expect(() => parseHandles(text)).toThrow(message);
    expect(() => createBetas('drawn', { T: 100, handles: text })).toThrow(/2 to 12 handles/);
  });

  test('refuses a fall that no beta up to 0.999 makes, at the handle and the step', () => {
    expect(() => createBetas('drawn', { T: 100, handles: '0*9_0.5*2_0.505*-8_1*-9' })).toThrow(
      /Before handle 3 .*T = 100, β of step 50 .*above 0\.999/,
    );
    expect(() => createBetas('drawn', { T: 2, handles: COSINE_HANDLES })).toThrow(/longer chain/);
  });
});

describe('traced handles', () => {
  const named = SCHEDULE_IDS.filter((id) => id !== 'drawn');

  test.each(named.flatMap((id) => [50, 200, 1000].map((T) => [id, T] as const)))(
    'of %s with %d steps give its ᾱ within 1e-3',
    (id, T) => {
      const { alphasCumprod, logSnr } = deriveCoefficients(createBetas(id, { T }));
      const traced = traceHandles(logSnr);
      expect(traced.length).toBeLessThanOrEqual(MOST_HANDLES);
      const drawn = drawnBy(traced, T).alphasCumprod;
      for (let t = 0; t < T; t++) expect(Math.abs(drawn[t] - alphasCumprod[t])).toBeLessThan(1e-3);
    },
  );

  test('are not needed for the default, which is near the cosine schedule, and drawn for short and long chains', () => {
    const { alphasCumprod } = deriveCoefficients(createBetas('cosine', { T: 200 }));
    const drawn = drawnBy(parseHandles(COSINE_HANDLES), 200).alphasCumprod;
    for (let t = 0; t < 200; t++) expect(Math.abs(drawn[t] - alphasCumprod[t])).toBeLessThan(0.03);
    for (const T of [20, 50, 4000]) expect(() => createBetas('drawn', { T })).not.toThrow();
  });

  test('of zero terminal SNR end at the least that can be drawn', () => {
    const { logSnr } = deriveCoefficients(createBetas('linear', { T: 100, zeroTerminalSnr: true }));
    const traced = traceHandles(logSnr);
    expect(traced.at(-1)!.logSnr).toBeCloseTo(-25, 2);
    expect(parseHandles(formatHandles(traced))).toEqual(traced);
  });

  test('are few where few are asked for, or the chain is short', () => {
    const { logSnr } = deriveCoefficients(createBetas('cosine', { T: 200 }));
    expect(traceHandles(logSnr, 5)).toHaveLength(5);
    const short = deriveCoefficients(createBetas('cosine', { T: 4 }));
    expect(traceHandles(short.logSnr).length).toBeLessThanOrEqual(4);
  });
});
