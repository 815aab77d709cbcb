/** The continuous processes reach the same bar as the discrete chain, on the same data (Song et al. 2021). */
import { beforeAll, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/fields';
import { BAR, learn } from './learning';
import { useNodeBackend } from './nodeBackends';

beforeAll(() => useNodeBackend('wasm'));

test.each(['vp-sde', 've-sde'] as const)('moons with %s', async (process) => {
  const { distance, floor } = await learn({ ...DEFAULT_CONFIG, dataset: 'moons', process });
  expect(distance / floor).toBeLessThan(BAR);
});
