/** The VE-SDE reaches the same bar as the discrete chain, on the same data (Song et al. 2021). */
import { beforeAll, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/fields';
import { BAR, learn } from './learning';
import { useNodeBackend } from './nodeBackends';

beforeAll(() => useNodeBackend('wasm'));

test('moons with ve-sde, 1000 steps', async () => {
  const ratio = await learn({
    ...DEFAULT_CONFIG,
    dataset: 'moons',
    trainingSteps: 1000,
    process: 've-sde',
  });
  expect(ratio).toBeLessThan(BAR);
});
