/** A plan that is recorded whole gives the samples of the loop over tensors to the last bit. */
import { beforeAll, expect, test } from 'vitest';
import { useNodeBackend } from './nodeBackends';
import { DRAWINGS, drawBothWays } from './recordedPlans';

beforeAll(() => useNodeBackend('wasm'));

test.each(DRAWINGS)('%s: equal seeds give equal samples and frames, and again', async (_, drawing) => {
  const { recorded, again, onTensors, left } = await drawBothWays(drawing);
  expect(recorded.samples!.every(Number.isFinite)).toBe(true);
  expect(recorded).toEqual(onTensors);
  expect(again).toEqual(onTensors);
  expect(left).toBe(0);
});
