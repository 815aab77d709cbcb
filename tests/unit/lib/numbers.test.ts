import { build } from 'vite';
import { describe, expect, test } from 'vitest';
import { dictionary } from '../../../scripts/site/languages';
import {
  asSentence,
  count,
  decimal,
  figure,
  formulaNumber,
  joined,
  percent,
  plural,
  rateText,
  significant,
} from '../../../src/lib/numbers';

test('numbers, plurals and lists are English in the English dictionary', () => {
  expect(count(14_000.4)).toBe('14,000');
  const images = (n: number) => plural(n, { one: 'image', other: 'images' });
  expect([0, 1, 2].map(images)).toEqual(['images', 'image', 'images']);
  expect(decimal(0.25)).toBe('0.25');
});

test('names are listed with commas and one "and"', () => {
  expect([[], ['A'], ['A', 'B'], ['A', 'B', 'C']].map(joined)).toEqual(['', 'A', 'A and B', 'A, B and C']);
});

describe('a figure', () => {
  test.each([
    [0.00312, '0.00312'],
    [0.27349, '0.273'],
    [12.3456, '12.35'],
    [0.0000123, '1.23e-5'],
    [0, '0'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
  ])('%d reads %s', (value, text) => expect(figure(value)).toBe(text));

  test('has its number beside it, of any sign and size, for files', () => {
    for (const value of [-3.25, 1.23e-5, 4.56e7]) expect(significant(value)).toBe(value);
    expect(significant(0.27349)).toBe(0.273);
  });

  test('has a minus sign and ∞ in a formula', () => {
    expect(formulaNumber(-0.00312)).toBe('−0.00312');
    expect(formulaNumber(Number.NEGATIVE_INFINITY)).toBe('−∞');
    expect(formulaNumber(1e-6)).toBe('1e−6');
    expect(formulaNumber(0.98765, 4)).toBe('0.9877');
  });
});

test('a share has more decimals the nearer it is to nothing or to all', () => {
  expect([0, 0.0063, 0.063, 0.63, 0.993, 0.9995, 1].map((share) => percent(share))).toEqual([
    '0%',
    '0.63%',
    '6.3%',
    '63%',
    '99.3%',
    '99.95%',
    '100%',
  ]);
  expect([1e-5, 4.9e-5, 1e-4, 0.99996, 0.999999].map((share) => percent(share))).toEqual([
    '<0.01%',
    '<0.01%',
    '0.01%',
    '>99.99%',
    '>99.99%',
  ]);
  expect([0, 1].map((share) => percent(share, 2))).toEqual(['0.00%', '100.00%']);
  expect(percent(0.063, 0)).toBe('6%');
  expect(percent(12)).toBe('1,200%');
});

test('a rate has two digits below 10, so that a run of a step in 25 s does not read as one that stands still', () => {
  expect([0, 0.04, 0.96, 4.2, 9.96, 310, 12_345].map(rateText)).toEqual([
    '0',
    '0.04',
    '0.96',
    '4.2',
    '10',
    '310',
    '12,345',
  ]);
});

test('with the German dictionary numbers have a decimal comma, and files keep the point', async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [dictionary('de')],
    build: { write: false, minify: false, lib: { entry: 'src/lib/numbers.ts', formats: ['es'] } },
  });
  const [{ output }] = [built].flat() as { output: { code: string }[] }[];
  const german: typeof import('../../../src/lib/numbers') = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(output[0].code)}`
  );
  expect(german.count(14_000)).toBe('14.000');
  expect([0.273, 1.23e-5, 1200].map((v) => german.figure(v))).toEqual(['0,273', '1,23e-5', '1200']);
  expect(german.formulaNumber(-0.5)).toBe('−0,5');
  expect([german.percent(0.063), german.percent(12)]).toEqual(['6,3\u00a0%', '1.200\u00a0%']);
  expect([4.25, 310].map(german.rateText)).toEqual(
    [4.25, 310].map(rateText).map((text) => text.replace('.', ',')),
  );
  expect(german.joined(['A', 'B', 'C'])).toBe('A, B und C');
  expect(german.significant(0.27349)).toBe(0.273);
});

test('a message as a sentence ends with one full stop', () => {
  expect(['it failed', 'It failed.', 'Wait …', 'Why?'].map(asSentence)).toEqual([
    'it failed.',
    'It failed.',
    'Wait …',
    'Why?',
  ]);
});
