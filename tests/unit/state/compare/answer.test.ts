/** The answer of a sweep never claims what its table contradicts, whatever the table. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../../../src/lib/rng';
import { deviation, mean, ratioInterval, studentHalfWidth } from '../../../../src/lib/studentT';
import { answerOf } from '../../../../src/state/compare/answer';
import { otherSide, type Side } from '../../../../src/state/compare/comparison';
import { EQUAL_RATIO, type PairCell, pairRows, withVerdicts } from '../../../../src/state/compare/pairTable';
import { timesText } from '../../../../src/state/compare/timesText';
import type { Score } from '../../../../src/types/score';

const NAMES = { a: 'linear', b: 'cosine' } as const;
const SWAPPED = { a: 'cosine', b: 'linear' } as const;
const FLOOR = { floor: 0.002, spread: 0.0005 };

const scoreOf = (value: number, extra: Partial<Score> = {}): Score => ({
  kind: 'energy distance',
  value,
  ...FLOOR,
  n: 2000,
  ...extra,
});

/** Cells from [x][seed] values of each side. */
function cellsOf(
  table: readonly { x: number; a: readonly number[]; b: readonly number[] }[],
  extra: Partial<Score> = {},
): PairCell[] {
  return table.flatMap(({ x, a, b }) =>
    (['a', 'b'] as const).flatMap((side) =>
      (side === 'a' ? a : b).map((value, k) => ({ side, x, seed: k + 1, score: scoreOf(value, extra) })),
    ),
  );
}

const answer = (cells: readonly PairCell[], names = NAMES as Record<Side, string>) =>
  answerOf(withVerdicts(pairRows(cells)), names);

describe('the answer', () => {
  const near = (value: number, k: number) => value * (1 + 0.01 * ((k * 7) % 5));
  const series = (value: number, seeds = 5) => Array.from({ length: seeds }, (_, k) => near(value, k));

  test('names the better side, its range of steps, the ratio with its interval, and where there is no difference', () => {
    const table = [
      { x: 10, a: [0.3, 0.31, 0.29, 0.3, 0.305], b: [0.2, 0.19, 0.205, 0.2, 0.2] },
      { x: 20, a: [0.16, 0.158, 0.163, 0.161, 0.16], b: [0.1, 0.1, 0.101, 0.099, 0.1] },
      { x: 200, a: series(0.0022), b: series(0.0022) },
    ];
    expect(answer(cellsOf(table))).toMatch(
      /^Cosine is better at ≤ 20 steps by 1\.5× \(1\.\d to 1\.\d\) up to 1\.60× \(1\.5\d to 1\.6\d\), 5 seeds; no difference at 200 steps\.$/,
    );
    expect(answer(cellsOf(table.slice(1)))).toMatch(
      /^Cosine is better at 20 steps by 1\.60× \(1\.5\d to 1\.6\d\), 5 seeds; no difference at 200 steps\.$/,
    );
  });

  test('asks for more seeds where the difference does not exceed its interval', () => {
    const wide = [{ x: 5, a: [0.1, 0.3, 0.2], b: [0.15, 0.1, 0.11] }];
    expect(answer(cellsOf(wide))).toBe('Not decided at 5 steps: more seeds.');
    const two = [{ x: 5, a: [0.3, 0.3], b: [0.1, 0.1] }];
    expect(answer(cellsOf(two))).toBe('Not decided at 5 steps: more seeds.');
  });

  test('calls a difference below that of real data from each other none', () => {
    const floorLevel = [{ x: 5, a: series(0.0022), b: series(0.0026) }];
    expect(answer(cellsOf(floorLevel))).toBe('No difference at 5 steps.');
    expect(answer(cellsOf(floorLevel, { spread: 1e-6 }))).toContain('Linear is better');
  });

  test('of too few images makes no claim', () => {
    const table = [{ x: 5, a: series(300), b: series(100) }];
    for (const n of [16, 64, 511])
      expect(answer(cellsOf(table, { kind: 'Fréchet distance', n, floor: 50 }))).toContain('Too few images');
    expect(answer(cellsOf(table, { kind: 'Fréchet distance', n: 512, floor: 50 }))).toContain('better');
  });

  test('pairs by seed: a side with fewer seeds is compared on those that both have', () => {
    const [row] = pairRows(cellsOf([{ x: 5, a: [1, 2, 3, 4], b: [5, 6] }]));
    expect(row.values).toEqual({ a: [1, 2], b: [5, 6] });
  });

  test('is null without a row', () => expect(answer([])).toBeNull());
});

/** One row of random scores: seeds, the ratio of the sides, and how much both vary, alone and together. */
const randomRow = fc
  .record({
    seeds: fc.integer({ min: 1, max: 8 }),
    level: fc.double({ min: -3, max: 0, noNaN: true }),
    ratio: fc.double({ min: -1, max: 1, noNaN: true }),
    noise: fc.double({ min: 0, max: 1, noNaN: true }),
    draws: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 }),
  })
  .map(({ seeds, level, ratio, noise, draws }) => {
    const side = (sign: number, from: number) =>
      Array.from({ length: seeds }, (_, k) => 10 ** (level + sign * ratio + noise * draws[from + k]));
    return { a: side(0.5, 0), b: side(-0.5, 8) };
  });
const randomTable = fc
  .array(randomRow, { minLength: 1, maxLength: 8 })
  .map((rows) => rows.map((row, i) => ({ x: [1, 2, 5, 10, 20, 50, 100, 200][i], ...row })));

/** The claims of a sentence, read back from its words alone: a claim for each x of the table that it covers. */
function claimsOf(sentence: string, xs: readonly number[]) {
  const number = (text: string) => Number(text.replaceAll(',', ''));
  return sentence
    .replace(/\.$/, '')
    .split('; ')
    .flatMap((clause) => {
      const place = /at (every number of steps|≤ [\d,]+|≥ [\d,]+|[\d,]+ to [\d,]+|[\d,]+)( steps?)?/.exec(
        clause,
      )![1];
      const [first, last] = [...place.matchAll(/[\d,]+/g)].map(([text]) => number(text));
      const covers = (x: number) => {
        if (place.startsWith('every')) return true;
        if (place.startsWith('≤')) return x <= first;
        if (place.startsWith('≥')) return x >= first;
        return last === undefined ? x === first : x >= first && x <= last;
      };
      const better = /(linear|cosine) is better/i.exec(clause)?.[1].toLowerCase();
      const ratios = [...clause.matchAll(/([\d.]+)×/g)].map(([, text]) => Number(text));
      const equal = /no difference/i.test(clause);
      return xs.filter(covers).map((x) => ({ x, better, equal, ratios, clause }));
    });
}

describe('of a random table', () => {
  test('claims nothing that the table contradicts, and speaks of each number of steps once', () => {
    fc.assert(
      fc.property(randomTable, (table) => {
        const xs = table.map(({ x }) => x);
        const claims = claimsOf(answer(cellsOf(table))!, xs);
        expect(claims.map(({ x }) => x)).toEqual(xs);
        for (const { x, better, equal, ratios } of claims) {
          const { a, b } = table.find((row) => row.x === x)!;
          const [good, bad] = better === 'linear' ? [a, b] : [b, a];
          if (better) {
            // restated by other arithmetic: differences of decadic logarithms by seed
            const logs = bad.map((value, k) => Math.log10(value) - Math.log10(good[k]));
            const halfWidth =
              (studentHalfWidth(1 - 0.05 / xs.length, a.length - 1) * deviation(logs)) / Math.sqrt(a.length);
            expect(mean(good)).toBeLessThan(mean(bad));
            expect(mean(logs)).toBeGreaterThan(halfWidth);
            expect(mean(bad) - mean(good)).toBeGreaterThan(FLOOR.spread);
            const ratio = 10 ** mean(logs);
            expect(ratio).toBeGreaterThan(0.95 * Math.min(...ratios)); // as far as it is rounded
            expect(ratio).toBeLessThan(1.05 * Math.max(...ratios));
          }
          if (equal) {
            const [low, high] = [mean(a), mean(b)].sort((p, q) => p - q);
            expect(high <= EQUAL_RATIO * low || high - low <= FLOOR.spread).toBe(true);
          }
        }
      }),
      { numRuns: 800, seed: 15 },
    );
  });

  test('swapped sides swap the names and nothing else', () => {
    fc.assert(
      fc.property(randomTable, (table) => {
        const cells = cellsOf(table);
        const swapped = cells.map((cell) => ({ ...cell, side: otherSide(cell.side) }));
        expect(answer(swapped, SWAPPED)).toBe(answer(cells));
      }),
      { numRuns: 500, seed: 16 },
    );
  });

  test('the order of the cells changes nothing', () => {
    fc.assert(
      fc.property(randomTable, (table) => {
        const cells = cellsOf(table);
        expect(answer(cells.toReversed())).toBe(answer(cells));
      }),
      { numRuns: 200, seed: 17 },
    );
  });
});

/** Distances of both sides by seed: what they share by the seed, and what each has of its own. */
interface Noise {
  readonly shared: number;
  readonly own: number;
  /** A factor of mean about 1 from a standard normal and its size. */
  readonly factor: (z: number, size: number) => number;
}

const NOISES: Readonly<Record<string, Noise>> = {
  lognormal: { shared: 0.15, own: 0.25, factor: (z, size) => Math.exp(size * z) },
  normal: { shared: 0.1, own: 0.2, factor: (z, size) => Math.max(0.05, 1 + size * z) },
};

/** [seed] scores of one row whose sides differ by `ratio`. */
function scoresOf(
  rng: ReturnType<typeof createRng>,
  seeds: number,
  ratio: number,
  { shared, own, factor }: Noise,
) {
  const common = Array.from({ length: seeds }, () => factor(rng.normal(), shared));
  const side = (level: number) => common.map((value) => level * value * factor(rng.normal(), own));
  return { a: side(ratio), b: side(1) };
}

const verdictsOf = (table: Parameters<typeof cellsOf>[0]) =>
  withVerdicts(pairRows(cellsOf(table, { spread: 0 }))).map(({ verdict }) => verdict);

describe.each(Object.entries(NOISES))('of simulated scores with %s noise', (_, noise) => {
  const REPEATS = 2000;

  test.each([3, 5])('with %i seeds the interval of the ratio covers it as often as it says', (seeds) => {
    const rng = createRng({ seed: seeds, stream: 'evaluation', step: 1 });
    let covered = 0;
    for (let i = 0; i < REPEATS; i++) {
      const { a, b } = scoresOf(rng, seeds, 3, noise);
      const { low, high } = ratioInterval(
        a.map((value, k) => value / b[k]),
        0.95,
      );
      if (low <= 3 && high >= 3) covered++;
    }
    // three standard errors of a share of 2 000 are 0.015
    expect(Math.abs(covered / REPEATS - 0.95)).toBeLessThan(0.015);
  });

  test.each([
    { seeds: 3, size: 0.4, ratio: 10, least: 0.95 },
    { seeds: 5, size: 1, ratio: 10, least: 0.95 },
    { seeds: 5, size: 0.4, ratio: 2, least: 0.95 },
  ])(
    'a ratio of $ratio in a table of eight rows is decided with $seeds seeds',
    ({ seeds, size, ratio, least }) => {
      const rng = createRng({ seed: seeds, stream: 'evaluation', step: 2 });
      const own = { ...noise, own: size * noise.own };
      let [decided, wrong] = [0, 0];
      for (let i = 0; i < REPEATS / 8; i++) {
        const table = [1, 2, 5, 10, 20, 50, 100, 200].map((x) => ({
          x,
          ...scoresOf(rng, seeds, ratio, own),
        }));
        for (const verdict of verdictsOf(table)) {
          if (verdict.kind !== 'better') continue;
          if (verdict.side === 'b') decided++;
          else wrong++;
        }
      }
      expect(wrong).toBe(0);
      expect(decided / REPEATS).toBeGreaterThan(least);
    },
  );

  test.each([3, 5])(
    'with %i seeds a whole table of two equal models names a side in at most one of twenty',
    (seeds) => {
      const rng = createRng({ seed: seeds, stream: 'evaluation', step: 0 });
      const TABLES = 1000;
      let wrong = 0;
      for (let i = 0; i < TABLES; i++) {
        const table = [1, 2, 5, 10, 20, 50].map((x) => ({ x, ...scoresOf(rng, seeds, 1, noise) }));
        if (verdictsOf(table).some(({ kind }) => kind === 'better')) wrong++;
      }
      // 5 % and two standard errors of a share of a thousand
      expect(wrong / TABLES).toBeLessThan(0.064);
      expect(wrong).toBeGreaterThan(0); // the test can fail
    },
  );
});

test('names no difference that is certain and smaller than that of two sets of real data', () => {
  const b = [0.0016, 0.001, 0.0024, 0.0019, 0.0012];
  const rows = (spread: number) =>
    withVerdicts(pairRows(cellsOf([{ x: 200, a: b.map((value) => 1.2 * value), b }], { spread })));
  expect(rows(0.0001)[0].verdict).toMatchObject({ kind: 'better', side: 'b' });
  expect(rows(0.0004)[0].verdict.kind).not.toBe('better');
});

test('names no side whose mean is the larger one, though most of its seeds are nearer', () => {
  const table = [{ x: 5, a: [1, 1, 1, 1, 90], b: [2, 2.1, 1.9, 2, 80] }];
  const [verdict] = verdictsOf(table);
  const ratios = table[0].b.map((value, k) => value / table[0].a[k]);
  expect(ratioInterval(ratios, 0.95).low).toBeGreaterThan(1);
  expect(mean(table[0].a)).toBeGreaterThan(mean(table[0].b));
  expect(verdict.kind).toBe('open');
});

test.each([
  [{ ratio: 1.62, low: 1.41, high: 1.83 }, '1.6× (1.4 to 1.8)'],
  [{ ratio: 1.15, low: 1.13, high: 1.17 }, '1.15× (1.13 to 1.17)'],
  [{ ratio: 17.31, low: 5.66, high: 52.9 }, '17× (5.7 to 53)'],
  [{ ratio: 1.39, low: 1.004, high: 1.9 }, '1.4× (1.004 to 1.9)'],
])('a ratio with its interval, %o, reads %s: never 1 where it is above 1', (interval, text) => {
  expect(timesText(interval)).toBe(text);
});
