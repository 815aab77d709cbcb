/** The table of runs without a page: its order, its filter, the settings that differ, and what is said of figures. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import type { RunQuality, RunRecord } from '../../../src/state/library/library';
import type { Score } from '../../../src/types/score';
import {
  type ColumnId,
  columnsOf,
  differingSettings,
  filterRows,
  NEWEST_FIRST,
  nextOrder,
  type Row,
  rowsOf,
  settingText,
  sortRows,
  standingText,
  usualText,
} from '../../../src/ui/runs/rows';
import {
  agoText,
  bytesText,
  deletedText,
  differenceFrom,
  importSentences,
  roomText,
} from '../../../src/ui/runs/words';

const score = (value: number, changes: Partial<Score> = {}): Score => ({
  kind: 'energy distance',
  value,
  floor: 0.003,
  spread: 0.0005,
  n: 2000,
  ...changes,
});
const quality = (of: Score, step = 100): RunQuality => ({ step, score: of, second: of });

const record = (
  id: string,
  changes: Partial<RunRecord> = {},
  config: Partial<RunConfig> = {},
): RunRecord => ({
  id,
  name: `run ${id}`,
  createdAt: 0,
  updatedAt: 0,
  config: { ...DEFAULT_CONFIG, ...config },
  origin: 'train',
  base: 'new',
  data: null,
  step: 100,
  finished: false,
  trainedFor: 0,
  backend: 'wasm',
  curve: { steps: new Float32Array(), values: new Float32Array() },
  quality: null,
  thumbnail: null,
  pinned: false,
  current: false,
  removedAt: null,
  writer: '',
  saves: 1,
  schema: 2,
  appVersion: '',
  ...changes,
});

const NOWHERE = { open: [], elsewhere: new Set<string>(), sizes: new Map<string, number>() };
const rows = (...records: readonly RunRecord[]): readonly Row[] => rowsOf(records, NOWHERE);
const ids = (sorted: readonly Row[]) => sorted.map(({ record: { id } }) => id).join('');

describe('where a run stands', () => {
  const training = { id: 'a', view: 'train', step: 140, trains: true } as const;

  test('a run that trains here shows its present step, and one that is finished says so', () => {
    const surroundings = { open: [training], elsewhere: new Set(['b']), sizes: new Map([['a', 800]]) };
    const [a, b, c] = rowsOf([record('a'), record('b'), record('c', { finished: true })], surroundings);
    expect([a, b, c].map(standingText)).toEqual(['Training in Train', 'Training in another tab', 'Finished']);
    expect([a.step, b.step]).toEqual([140, 100]);
    expect([a.bytes, b.bytes]).toEqual([800, null]);
  });

  test('a paused run says which view holds it', () => {
    const [row] = rowsOf([record('a')], { ...NOWHERE, open: [{ ...training, trains: false }] });
    expect(standingText(row)).toBe('Paused in Train');
    expect(row.step).toBe(100);
  });
});

describe('the order', () => {
  const three = rows(
    record('a', { updatedAt: 1, step: 9, quality: quality(score(0.02)) }, { learningRate: 0.01 }),
    record('b', { updatedAt: 2, step: 100 }, { learningRate: 0.001 }),
    record('c', { updatedAt: 3, step: 20, quality: quality(score(0.004)) }, { learningRate: 0.1 }),
  );

  test.each([
    ['saved', true, 'cba'],
    ['step', true, 'bca'],
    ['step', false, 'acb'],
    ['learningRate', false, 'bac'],
    ['quality', false, 'cab'], // the best first, and what is not measured last
    ['quality', true, 'acb'], // in both directions
    ['dataset', false, 'cba'], // equal: the newest first
  ] as const)('by %s, descending: %s', (column, descending, order) => {
    expect(ids(sortRows(three, { column, descending }))).toBe(order);
  });

  test('a second press of a heading reverses it; times begin with the newest, names with A', () => {
    const byName = nextOrder(NEWEST_FIRST, 'name');
    expect(byName).toEqual({ column: 'name', descending: false });
    expect(nextOrder(byName, 'name')).toEqual({ column: 'name', descending: true });
    expect(nextOrder(byName, 'saved')).toEqual(NEWEST_FIRST);
  });

  test('sorting and filtering lose no row and invent none, by whatever column', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ step: fc.nat(), updatedAt: fc.nat(), name: fc.string() }), { maxLength: 8 }),
        fc.constantFrom<ColumnId>(...columnsOf(['dataset', 'seed', 'schedule', 'cosineS'])),
        fc.boolean(),
        (facts, column, descending) => {
          const given = rows(...facts.map((fact, i) => record(String(i), fact)));
          const sorted = sortRows(given, { column, descending });
          expect(new Set(sorted)).toEqual(new Set(given));
          expect(sorted).toHaveLength(given.length);
          expect(sortRows(sorted, { column, descending })).toEqual(sorted);
        },
      ),
    );
  });
});

test('the filter finds every word in names, settings and states, in any case', () => {
  const given = rows(
    record('a', { name: 'First try' }, { dataset: 'moons' }),
    record('b', { name: 'Second try', finished: true }, { dataset: 'moons', schedule: 'linear' }),
    record(
      'c',
      { name: 'Other', data: { id: 'd', kind: 'points', name: 'Penguins.csv' } },
      { dataset: 'csv' },
    ),
  );
  expect(ids(filterRows(given, ''))).toBe('abc');
  expect(ids(filterRows(given, 'TRY moons'))).toBe('ab');
  expect(ids(filterRows(given, 'linear'))).toBe('b');
  expect(ids(filterRows(given, 'penguins'))).toBe('c');
  expect(ids(filterRows(given, 'finished'))).toBe('b');
  expect(ids(filterRows(given, 'try penguins'))).toBe('');
});

describe('the settings that differ', () => {
  test('are those with different values that have an effect in one of the runs', () => {
    const a = record('a', {}, { schedule: 'linear', learningRate: 0.01, cosineS: 0.02 });
    const b = record('b', {}, { schedule: 'cosine', learningRate: 0.002 });
    const c = record('c', {}, { schedule: 'linear', learningRate: 0.002, cosineS: 0.1 });
    expect(differingSettings([a, b, a])).toContain('learningRate');
    // the cosine offset and the betas belong to one of the two schedules each
    expect(differingSettings([a, b])).toEqual(['schedule', 'learningRate']);
    // the cosine offset of a linear schedule has no effect
    expect(differingSettings([a, c])).toEqual(['learningRate']);
    expect(differingSettings([a, a])).toEqual([]);
    expect(differingSettings([])).toEqual([]);
    expect(settingText('cosineS', a)).toBe('–');
    expect(settingText('learningRate', a)).toBe('0.01');
  });

  test('read the default of a field that came after the run was saved', () => {
    const { examples: _, ...config } = DEFAULT_CONFIG;
    const [old, few] = [{ ...record('a'), config: config as RunConfig }, record('b', {}, { examples: 100 })];
    expect(differingSettings([old, record('c')])).toEqual([]);
    expect(differingSettings([old, few])).toEqual(['examples']);
    expect([old, few].map((run) => settingText('examples', run))).toEqual(['all', '100']);
  });

  test('are named by the data themselves where those are the user’s own', () => {
    const data = (id: string) => ({ data: { id, kind: 'points', name: 'mine.csv' } as const });
    const [a, b] = [record('a', data('1'), { dataset: 'csv' }), record('b', data('2'), { dataset: 'csv' })];
    expect(differingSettings([a, b])).toEqual(['dataset']);
    expect(settingText('dataset', a)).toMatch(/mine\.csv$/);
  });

  test('a continuous process stands where the schedule of a discrete one stands', () => {
    expect(usualText('schedule', record('a', {}, { process: 'vp-sde' }))).toMatch(/^VP/);
    expect(usualText('schedule', record('a', {}, { schedule: 'cosine', T: 30 }))).toMatch(/^Cosine.*T = 30$/);
    expect(usualText('model', record('a', {}, { depth: 2, width: 64 }))).toBe('MLP 2 × 64');
  });
});

describe('against the baseline', () => {
  const base = record('base', { pinned: true, quality: quality(score(0.01)) });
  const against = (of: Score, config: Partial<RunConfig> = {}) =>
    differenceFrom(base, record('other', { quality: quality(of) }, config));

  test('a difference needs equally many samples of the same data, and more than chance', () => {
    expect(against(score(0.004))).toEqual({ text: '−0.006: closer than the baseline', better: true });
    expect(against(score(0.03))).toEqual({ text: '+0.02: further than the baseline', better: false });
    expect(against(score(0.0101))).toEqual({ text: 'as the baseline, within chance', better: null });
    expect(against(score(0.004, { n: 500 }))).toEqual({
      text: 'baseline has n = 2,000: no difference',
      better: null,
    });
    expect(against(score(0.004), { dataset: 'moons' })?.better).toBeNull();
    expect(against(score(0.004, { kind: 'sliced Wasserstein' }))?.better).toBeNull();
  });

  test('nothing is said of the baseline itself, and of runs without a figure', () => {
    expect(differenceFrom(base, base)).toBeNull();
    expect(differenceFrom(base, record('other'))).toBeNull();
    expect(against(score(3000, { kind: 'Fréchet distance', n: 16 }))).toBeNull();
  });
});

describe('words', () => {
  test.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1_049_000, '1 MB'],
    [999_600, '1 MB'],
    [2_340_000_000, '2.3 GB'],
    [12_340_000, '12.3 MB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });

  test('a time is said by its age', () => {
    const now = Date.UTC(2026, 10, 29, 12);
    const ago = (milliseconds: number) => agoText(now - milliseconds, now);
    expect(ago(-5000)).toBe('just now'); // another tab's clock
    expect(ago(59_000)).toBe('just now');
    expect(ago(61_000)).toBe('1 min ago');
    expect(ago(3 * 3_600_000)).toBe('3 h ago');
    expect(ago(25 * 3_600_000)).toBe('1 day ago');
    expect(ago(10 * 86_400_000)).toBe('19 Nov 2026');
  });

  test('room that the browser does not tell is left out', () => {
    expect(roomText(1, 0, null)).toBe('1 run.');
    expect(roomText(3, 9.1e6, { used: 12e6, free: 2e9, persistent: true })).toBe(
      '3 runs with 9.1 MB of checkpoints. This page uses 12 MB of the browser’s storage; 2 GB are free.',
    );
    expect(roomText(3, 840, { used: null, free: null, persistent: false })).toBe(
      '3 runs with 840 bytes of checkpoints.',
    );
  });

  test('an import says what came, what was here and what was refused', () => {
    expect(importSentences({ added: 2, present: 0, refused: [] })).toEqual(['2 runs were imported.']);
    expect(importSentences({ added: 0, present: 1, refused: ['x: damaged.'] })).toEqual([
      'No run was imported.',
      '1 run is in the library already, with the same weights.',
      'x: damaged.',
    ]);
    expect(deletedText(['A'])).toBe('“A” is deleted.');
    expect(deletedText(['A', 'B'])).toBe('2 runs are deleted.');
  });
});
