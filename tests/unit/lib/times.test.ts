import { expect, test } from 'vitest';
import { dayText, duration, momentText, roughDuration, seconds } from '../../../src/lib/times';

test('durations are in the two largest units', () => {
  expect([49_000, 200_000, 3_900_000].map(duration)).toEqual(['49 s', '3 min 20 s', '1 h 5 min']);
});

test('seconds have three digits', () => {
  expect([842, 37_310, 250_000].map(seconds)).toEqual(['0.842', '37.3', '250']);
});

test('a date has the day before the month, and no number for it', () => {
  const then = new Date(2026, 2, 14, 9, 30).getTime();
  expect(dayText(then)).toBe('14 Mar 2026');
  expect(momentText(then)).toBe('14 Mar 2026, 09:30:00');
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
