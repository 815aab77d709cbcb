/** Ticks of the axes: round places, and labels as they are printed. */
import { expect, test } from 'vitest';
import { logTicks, roundTicks, tickText } from '../../../src/ui/canvas/plot';

test('ticks are round, cover the axis and are as many as asked for, roughly', () => {
  expect(roundTicks(-10, 10, 4)).toEqual([-10, -5, 0, 5, 10]);
  expect(roundTicks(0, 0.45, 3).map(tickText)).toEqual(['0', '0.2', '0.4']);
  expect(roundTicks(1, 1, 3)).toEqual([1]);
});

test('ticks of a logarithmic axis are decades, or 1, 2 and 5 of them where there is room', () => {
  expect(logTicks(0.01, 10, 4)).toEqual([0.01, 0.1, 1, 10]);
  expect(logTicks(0.1, 1, 4)).toEqual([0.1, 0.2, 0.5, 1]);
});

test('a label has a minus sign and the decimal point of the language', () => {
  expect(roundTicks(-1, 1, 4).map(tickText)).toEqual(['−1', '−0.5', '0', '0.5', '1']);
  expect(logTicks(1e-5, 0.1, 4).map(tickText)).toEqual(['1e−5', '0.0001', '0.001', '0.01', '0.1']);
  expect([0.0012, 0.0014, 2e6].map(tickText)).toEqual(['0.0012', '0.0014', '2e6']);
});
