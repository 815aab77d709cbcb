import { expect, test } from 'vitest';
import { deviation, mean, studentHalfWidth } from '../../../src/lib/studentT';

test.each([
  // Two-sided quantiles of the published tables (NIST/SEMATECH e-Handbook 1.3.6.7.2).
  [0.95, 1, 12.706],
  [0.95, 2, 4.303],
  [0.95, 4, 2.776],
  [0.95, 9, 2.262],
  [0.95, 30, 2.042],
  [0.99, 2, 9.925],
  [0.99, 3, 5.841],
  [0.99, 9, 3.25],
  [0.998, 5, 5.893],
  [0.998, 10, 4.144],
])('the interval of %f with %i degrees of freedom is %f standard errors to each side', (p, df, t) => {
  expect(studentHalfWidth(p, df)).toBeCloseTo(t, 2);
});

test('with many degrees of freedom it is that of the normal distribution', () => {
  expect(studentHalfWidth(0.95, 5000)).toBeCloseTo(1.96, 2);
});

test('the deviation is that of a sample', () => {
  expect(mean([2, 4, 4, 4, 5, 5, 7, 9])).toBe(5);
  expect(deviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 12);
  expect(deviation([3])).toBeNaN();
});
