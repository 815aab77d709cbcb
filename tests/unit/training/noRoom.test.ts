/** What is offered to runs that found no room. */
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../src/config/fields';
import { memoryNeed } from '../../../src/model/memory';
import { noRoomFailure } from '../../../src/training/noRoom';

const KIND = { shape: [2], classes: 0 };
const runOf = (batchSize: number) => ({ config: { ...DEFAULT_CONFIG, batchSize }, kind: KIND });
const needOf = (batchSize: number) => memoryNeed(runOf(batchSize).config, KIND).total;

test('the largest batch whose need is certain to fit in what was granted', () => {
  const { message, hint, fix } = noRoomFailure([runOf(4096)], needOf(2048));
  const batch = Number(fix?.batchSize);
  expect(needOf(batch)).toBeLessThanOrEqual(0.75 * needOf(2048));
  expect(needOf(batch + 1)).toBeGreaterThan(0.75 * needOf(2048));
  expect(message).toMatch(/^There was no room for batches of 4096: [\d.]+ MB were granted, and no more\.$/);
  expect(hint).toBe(`Batches of ${batch} fit.`);
});

test('half the batch where nothing says what was granted, and where by the estimate there was room', () => {
  expect(noRoomFailure([runOf(4096)], null).fix).toEqual({ batchSize: 2048 });
  expect(noRoomFailure([runOf(4096)], 1e12).fix).toEqual({ batchSize: 2048 });
});

test('no batch where not even one sample fits, or where the batch is what two runs compare', () => {
  expect(noRoomFailure([runOf(64)], 1e4)).toMatchObject({ hint: expect.stringContaining('narrower') });
  expect(noRoomFailure([runOf(64)], 1e4).fix).toBeUndefined();
  const { message, fix } = noRoomFailure([runOf(256), runOf(32)], 1e8);
  expect([message, fix]).toEqual([
    'There was no room for batches of 256 and 32: 100 MB were granted, and no more.',
    undefined,
  ]);
});
