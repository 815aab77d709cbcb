/** Batches of points that the own WASM module draws are those of the processor: the same samples and times, and the same noise to rounding. */
import { beforeAll, expect, test } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { expectSameBatches } from './batches';
import { useNodeBackend } from './nodeBackends';
import { createTinyLearner, lossesOf, TINY } from './runs';

beforeAll(() => useNodeBackend('wasm'));

test.each<[string, Partial<RunConfig>]>([
  ['stratified', {}],
  ['with an odd batch, uniform, for x0', { batchSize: 19, timeSampling: 'uniform', prediction: 'x0' }],
  ['for a learned variance', { variance: 'learned', weighting: 'min-snr', prediction: 'v' }],
  ['of 4096 points and 1000 times, by a large seed', { batchSize: 4096, T: 1000, seed: 4_000_000_000 }],
])('a batch of points, %s, is that of the processor', (_, changes) =>
  expectSameBatches({ ...TINY, ...changes }),
);

test('a step of a discrete process is one call from JavaScript, its batch included', async () => {
  const learner = createTinyLearner();
  await lossesOf(learner, 1);
  const discrete = learner.replay.calls!;
  learner.dispose();
  const continuous = createTinyLearner({ process: 'vp-sde' });
  await lossesOf(continuous, 1);
  expect(continuous.replay.calls).toBe(discrete - 1); // the processor makes its batches
  continuous.dispose();
});
