/** Flow matching reaches the same bar as diffusion, on the same data (Lipman et al. 2023), with Euler's method and few steps. */
import { beforeAll, expect, test } from 'vitest';
import { defaultsOf } from '../../src/config/family';
import { BAR, learn } from './learning';
import { useNodeBackend } from './nodeBackends';

beforeAll(() => useNodeBackend('wasm'));

test('moons with flow, 1000 steps', async () => {
  const ratio = await learn({
    ...defaultsOf('moons', 'flow'),
    dataset: 'moons',
    trainingSteps: 1000,
    samplingSteps: 50,
  });
  expect(ratio).toBeLessThan(BAR);
});
