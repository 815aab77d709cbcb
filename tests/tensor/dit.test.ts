/** The transformer against one in stock operations, from the tensors of the reference's state dict. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createDit } from '../../src/model/dit/dit';
import { initialWeights } from '../../src/model/layout';
import { byName, unpack } from '../../src/model/weights';
import { NODE_BACKENDS, useNodeBackend } from './nodeBackends';
import { DIT_CASES, ditDifferences } from './stockDit';

// Sums of a few hundred float32 products in another order, through some ten layers.
const TOLERANCE = 2e-4;

describe.each(NODE_BACKENDS)('the DiT on %s', (backend) => {
  beforeAll(() => useNodeBackend(backend));

  test.each(Object.entries(DIT_CASES))(
    '%s: output and all gradients are those of stock operations',
    async (_, config) => {
      const before = tf.memory().numTensors;
      const differences = await ditDifferences(config, backend);
      expect(differences.size).toBeGreaterThan(20);
      expect([...differences].filter(([, error]) => !(error < TOLERANCE))).toEqual([]);
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  test('a new one gives 0, and its gates are shut', async () => {
    const config = Object.values(DIT_CASES)[2];
    const dit = createDit(config);
    const flat = tf.tensor1d(initialWeights(dit.layout, 1));
    const weights = tf.tidy(() => unpack(flat, dit.layout));
    const y = dit.forward(byName(weights, dit.layout), tf.ones([2, 10, 10, 1]), tf.ones([1, 256]));
    expect(Math.max(...(await y.data()).map(Math.abs))).toBe(0);
    expect(
      Math.max(...(await byName(weights, dit.layout)('adaLN_modulation.weight').data()).map(Math.abs)),
    ).toBe(0);
    tf.dispose([flat, weights, y]);
  });
});
