/** It learns: the default model with the linear schedule ends within 2.5 floors of the data, on WASM. */
import { beforeAll, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/fields';
import { BAR, LEARNED_SETS, learn } from './learning';
import { useNodeBackend } from './nodeBackends';

beforeAll(() => useNodeBackend('wasm'));

test.each(LEARNED_SETS)('%s with the linear schedule, %i steps', async (dataset, trainingSteps) => {
  const ratio = await learn({ ...DEFAULT_CONFIG, dataset, trainingSteps, schedule: 'linear' });
  expect(ratio).toBeLessThan(BAR);
});
