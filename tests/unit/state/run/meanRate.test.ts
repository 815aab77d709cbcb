/** How long a run has trained, while it trains and while it does not. */
import { expect, test } from 'vitest';
import { meanRate, trainingTime } from '../../../../src/state/run/meanRate';

const losses = { first: 1, last: 500 } as Parameters<typeof meanRate>[0]['losses'];

test('the stretch of training that goes on counts, and a pause does not', () => {
  expect(trainingTime({ trainedFor: 3000, trainingSince: 10_000 }, 12_500)).toBe(5500);
  expect(trainingTime({ trainedFor: 3000, trainingSince: null }, 12_500)).toBe(3000);
});

test('the mean rate is of the same time', () => {
  expect(meanRate({ losses, trainedFor: 3000, trainingSince: 10_000 }, 12_000)).toBe(100);
  expect(meanRate({ losses, trainedFor: 0, trainingSince: null }, 12_000)).toBeNull();
});
