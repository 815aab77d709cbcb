import { expect, test } from 'vitest';
import { differenceInterval, wilsonInterval } from '../../../src/lib/wilson';

// scipy.stats.binomtest(k, n).proportion_ci(0.95, method='wilson')
test.each([
  [5, 5, 0.5655175, 1],
  [0, 5, 0, 0.4344825],
  [196, 200, 0.9497129, 0.9921956],
  [60, 200, 0.2407474, 0.3667907],
])('%i of %i lie between %f and %f with 95%% confidence', (right, of, low, high) => {
  const interval = wilsonInterval(right, of);
  expect(interval[0]).toBeCloseTo(low, 6);
  expect(interval[1]).toBeCloseTo(high, 6);
});

test('the ends are the shares whose score test is just not significant', () => {
  const [z, of, right] = [1.959963984540054, 40, 31];
  for (const p of wilsonInterval(right, of))
    expect(Math.abs(right / of - p) / Math.sqrt((p * (1 - p)) / of)).toBeCloseTo(z, 9);
});

// Newcombe 1998, Table II, method 10
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
])('the difference of %i of %i and %i of %i lies between %f and %f', (a, m, b, n, low, high) => {
  const interval = differenceInterval({ share: a / m, of: m }, { share: b / n, of: n });
  expect(interval[0]).toBeCloseTo(low, 4);
  expect(interval[1]).toBeCloseTo(high, 4);
});
