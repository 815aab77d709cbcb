/** The VE-SDE reaches the same bar as the discrete chain, on the same data (Song et al. 2021). */
import { beforeAll, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/fields';
import { BAR, learn } from './learning';
import { useNodeBackend } from './nodeBackends';

beforeAll(() => useNodeBackend('wasm'));

test('moons with ve-sde', async () => {
  const { distance, floor } = await learn({ ...DEFAULT_CONFIG, dataset: 'moons', process: 've-sde' });
  expect(distance / floor).toBeLessThan(BAR);
});
