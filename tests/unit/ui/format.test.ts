import { describe, expect, test } from 'vitest';
import {
  counted,
  duration,
  figure,
  formulaNumber,
  joined,
  measuringText,
  percent,
  roughDuration,
  roughRange,
  seconds,
} from '../../../src/ui/format';

describe('a figure', () => {
  test.each([
    [0.00312, '0.00312'],
    [0.27349, '0.273'],
    [12.3456, '12.35'],
    [0.0000123, '1.23e-5'],
    [0, '0'],
  ])('%d reads %s', (value, text) => expect(figure(value)).toBe(text));

  test('is read back by Number, whatever its sign and size', () => {
    for (const value of [-3.25, 1.23e-5, 4.56e7]) expect(Number(figure(value))).toBe(value);
  });

  test('has a minus sign and ∞ in a formula', () => {
    expect(formulaNumber(-0.00312)).toBe('−0.00312');
    expect(formulaNumber(Number.NEGATIVE_INFINITY)).toBe('−∞');
    expect(formulaNumber(1e-6)).toBe('1.00e−6');
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
  expect(percent(0.063, 0)).toBe('6%');
  expect(percent(12)).toBe('1,200%');
});

test('durations are in the two largest units', () => {
  expect([49_000, 200_000, 3_900_000].map(duration)).toEqual(['49 s', '3 min 20 s', '1 h 5 min']);
});

test('seconds have three digits', () => {
  expect([842, 37_310, 250_000].map(seconds)).toEqual(['0.842', '37.3', '250']);
});

test('a number stands before its noun, which has a plural', () => {
  expect([counted(1, 'step'), counted(5000, 'step')]).toEqual(['1 step', '5,000 steps']);
});

test('names are listed with commas and one "and"', () => {
  expect([[], ['A'], ['A', 'B'], ['A', 'B', 'C']].map(joined)).toEqual(['', 'A', 'A and B', 'A, B and C']);
});

test('an estimated duration has as few digits as it deserves', () => {
  const minute = 60_000;
  expect([300, 7400, 38_000, 58_000, 4.4 * minute, 33 * minute, 58 * minute].map(roughDuration)).toEqual([
    '1 s',
    '7 s',
    '40 s',
    '1 min',
    '4 min',
    '35 min',
    '1 h',
  ]);
  expect([72 * minute, 65 * minute, 6.4 * 60 * minute].map(roughDuration)).toEqual([
    '1 h 10 min',
    '1 h 10 min',
    '6 h',
  ]);
});

test('an estimate is a range where the speed varies, and says a unit once', () => {
  const minute = 60_000;
  const range = (least: number, most: number) =>
    roughRange({ likely: (least + most) / 2, range: [least, most] });
  expect(range(4 * minute, 5 * minute)).toBe('About 5 min');
  expect(range(4 * minute, 9 * minute)).toBe('4 to 9 min');
  expect(range(40_000, 2 * minute)).toBe('40 s to 2 min');
  expect(range(30 * minute, 70 * minute)).toBe('30 min to 1 h 10 min');
});

test('a measurement whose samples are drawn has no time left to draw: it is measuring', () => {
  expect(measuringText({ done: 0, total: 1024, left: null }, 'images')).toBe('0 of 1,024 images drawn');
  expect(measuringText({ done: 256, total: 1024, left: 42_000 }, 'images')).toBe(
    '256 of 1,024 images drawn, about 40 s left',
  );
  expect(measuringText({ done: 1024, total: 1024, left: 0 }, 'images')).toBe(
    '1,024 images are drawn and being measured',
  );
});
