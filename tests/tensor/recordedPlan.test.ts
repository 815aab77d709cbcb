/** A plan that is recorded whole gives the samples of the loop over tensors to the last bit. */
import { beforeAll, test } from 'vitest';
import { useNodeBackend } from './nodeBackends';
import { DRAWINGS, expectSameBothWays } from './recordedPlans';

beforeAll(() => useNodeBackend('wasm'));

test.each(DRAWINGS)('%s: equal seeds give equal samples and frames, and again', (_, drawing) =>
  expectSameBothWays(drawing),
);
