import { expect, test } from 'vitest';
import { wilsonInterval } from '../../../src/lib/wilson';

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
