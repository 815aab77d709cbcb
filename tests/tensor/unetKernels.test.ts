import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { DIT_KERNEL_CHECKS } from './ditKernelChecks';
import { NODE_BACKENDS, REFERENCE, useNodeBackend, useReferences } from './nodeBackends';
import { differences, KERNEL_CHECKS } from './unetKernelChecks';

const CHECKS = [...KERNEL_CHECKS, ...DIT_KERNEL_CHECKS];

// Sums of a few hundred float32 products in another order.
const TOLERANCE = 2e-5;

describe.each([...NODE_BACKENDS, REFERENCE] as const)('on %s', (backend) => {
  beforeAll(() => (backend === REFERENCE ? useReferences() : useNodeBackend(backend)));

  // The mean is 30 times the deviation: that many digits are lost in subtracting it, here or there.
  test.each(CHECKS)('$name has the value and the gradients of stock operations', async (check) => {
    const tolerance = TOLERANCE * (1 + (check.mean ?? 0)) * (check.layers ?? 1);
    for (const difference of await differences(check, backend)) expect(difference).toBeLessThan(tolerance);
  });

  test('no operation leaves a tensor behind', async () => {
    for (const check of CHECKS) {
      const before = tf.memory().numTensors;
      await differences(check, backend);
      expect(tf.memory().numTensors, check.name).toBe(before);
    }
  });
});
