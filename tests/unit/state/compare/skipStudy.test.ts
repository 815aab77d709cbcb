/** The skipped start: which steps are left out, and what the answer claims of the scores. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../src/config/fields';
import { skippedPlan } from '../../../../src/config/skippedPlan';
import { createProcess } from '../../../../src/diffusion/processes';
import { SAMPLER_IDS } from '../../../../src/diffusion/samplers';
import { deviation, mean } from '../../../../src/lib/studentT';
import { type PairCell, pairRows } from '../../../../src/state/compare/pairTable';
import { paperText, skipAnswer, skipSettings } from '../../../../src/state/compare/skipStudy';

const NAMES = { a: 'linear (A)', b: 'cosine (B)' } as const;
const planOf = (changes: Partial<RunConfig>, skip: number) => {
  const config = { ...DEFAULT_CONFIG, T: 100, samplingSteps: 20, ...changes };
  return skippedPlan(config, createProcess(config), skip);
};

describe('a plan with a part of its steps left out', () => {
  test.each(SAMPLER_IDS)('of %s begins later at the same levels, and ends at data', (sampler) => {
    const process = sampler === 'euler-maruyama' ? 'vp-sde' : 'ddpm';
    const whole = planOf({ sampler, process }, 0);
    const part = planOf({ sampler, process }, 0.25);
    const levels = (plan: typeof whole) => [...new Set(plan.steps.map(({ time }) => time))];
    expect(levels(part)).toEqual(levels(whole).slice(5));
    expect(part.steps.at(-1)!.to).toEqual({ alpha: 1, sigma: 0 });
    expect(part.nfe).toBeLessThan(whole.nfe);
    const [first] = part.steps;
    // noise of the size of the state there: 1 for a variance-preserving process
    expect(part.initialScale).toBeCloseTo(Math.hypot(first.level.alpha, first.level.sigma), 12);
    expect(part.initialScale).toBeCloseTo(1, 12);
    // the first step left has no step before it
    if (first.kind === 'linear') expect(Math.hypot(first.cXtPrev, first.cX0Prev)).toBe(0);
  });

  test('leaves at least one step', () => {
    expect(planOf({ sampler: 'ddim', samplingSteps: 3 }, 0.99).nfe).toBe(1);
  });
});

test('each share is drawn of at most 50 steps, none left out among them', () => {
  const settings = skipSettings({ ...DEFAULT_CONFIG, T: 200, samplingSteps: 200 });
  expect(settings.map(({ skip }) => skip)).toEqual([0, 0.06, 0.1, 0.2, 0.3, 0.5, 0.7]); // 5 % of 50 is no whole number
  expect(settings.every(({ overrides }) => overrides.samplingSteps === 50)).toBe(true);
  const few = skipSettings({ ...DEFAULT_CONFIG, T: 200, samplingSteps: 4 });
  expect(few.map(({ x }) => x)).toEqual([0, 0.25, 0.5, 0.75]);
  expect(skipSettings({ ...DEFAULT_CONFIG, samplingSteps: 1 }).map(({ x }) => x)).toEqual([0]);
});

const cellsOf = (
  table: Readonly<Record<number, { a: readonly number[]; b: readonly number[] }>>,
): PairCell[] =>
  Object.entries(table).flatMap(([x, values]) =>
    (['a', 'b'] as const).flatMap((side) =>
      values[side].map((value, k) => ({
        side,
        x: Number(x),
        seed: k + 1,
        score: { kind: 'energy distance' as const, value, floor: 0.002, spread: 0.0004, n: 2000 },
      })),
    ),
  );
const rowsOf = (table: Parameters<typeof cellsOf>[0]) => pairRows(cellsOf(table));
const about = (value: number, seeds = 5) =>
  Array.from({ length: seeds }, (_, k) => value * (1 + 0.01 * ((3 * k) % 5)));

describe('the answer of the skipped start', () => {
  const table = {
    0: { a: about(0.01), b: about(0.01) },
    0.1: { a: about(0.01), b: about(0.03) },
    0.2: { a: about(0.0101), b: about(0.05) },
    0.3: { a: about(0.02), b: about(0.09) },
  };

  test('says for each side how much can be left out without a loss, and what the next share costs', () => {
    expect(skipAnswer(rowsOf(table), NAMES)).toMatch(
      /^First steps left out, linear \(A\): no loss up to 20%, 2\.00× \(2\.00 to 2\.00\) worse at 30%; cosine \(B\): 3\.00× \(3\.00 to 3\.00\) worse at 10%\.$/,
    );
  });

  test('says whether it is as in the paper, also where it is not', () => {
    expect(paperText(rowsOf(table), 'a')).toMatch(/So it is here\.$/);
    expect(paperText(rowsOf(table), 'b')).toMatch(/Here it is 5\.00× \(5\.00 to 5\.00\) worse\.$/);
    expect(paperText(rowsOf(table), null)).toBeNull();
    const wide = { ...table, 0.2: { a: [0.01, 0.05, 0.02, 0.03, 0.01], b: about(0.05) } };
    expect(paperText(rowsOf(wide), 'a')).toMatch(/not decided\.$/);
  });

  test('with one seed decides nothing', () => {
    const single = { 0: { a: [0.01], b: [0.01] }, 0.1: { a: [0.5], b: [0.5] } };
    expect(skipAnswer(rowsOf(single), NAMES)).toBe(
      'First steps left out, linear (A): not decided at 10%: more seeds; cosine (B): not decided at 10%: more seeds.',
    );
  });

  test('claims no loss or a loss only where the scores of a random table say so', () => {
    const value = fc.double({ min: -3, max: 0, noNaN: true }).map((log) => 10 ** log);
    const values = fc
      .integer({ min: 1, max: 6 })
      .chain((seeds) =>
        fc.array(fc.array(value, { minLength: seeds, maxLength: seeds }), { minLength: 4, maxLength: 4 }),
      );
    fc.assert(
      fc.property(values, ([whole, first, second, third]) => {
        const side = (own: readonly number[]) => ({ a: own, b: own });
        const shares = { 0.1: first, 0.2: second, 0.3: third };
        const rows = rowsOf({ 0: side(whole), 0.1: side(first), 0.2: side(second), 0.3: side(third) });
        const clause = skipAnswer(rows, NAMES)!;
        const free = /linear \(A\): (?:no loss up to (\d+)%)?/.exec(clause)?.[1];
        for (const [share, own] of Object.entries(shares)) {
          if (!free || Number(share) > Number(free) / 100) continue;
          const allowed = Math.max(1.1 * mean(whole), mean(whole) + 0.0004);
          expect(mean(own)).toBeLessThanOrEqual(allowed);
        }
        const worse = /linear \(A\): [^;]*?([\d.]+)× \([\d.]+ to [\d.]+\) worse at (\d+)%/.exec(clause);
        if (worse) {
          const own = shares[(Number(worse[2]) / 100) as keyof typeof shares];
          const logs = own.map((v, k) => Math.log(v) - Math.log(whole[k]));
          expect(mean(logs)).toBeGreaterThan(deviation(logs) / Math.sqrt(own.length));
          const ratio = Math.exp(mean(logs));
          expect(Math.abs(ratio / Number(worse[1]) - 1)).toBeLessThan(0.06); // as far as it is rounded
          expect(mean(own)).toBeGreaterThan(mean(whole));
        }
      }),
      { numRuns: 500, seed: 4 },
    );
  });
});
