/** Muon steps as PyTorch does, on every backend that runs in Node; and leaves a state from which Adam goes on. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { differencesFromPytorch, TOLERANCE } from './muonSteps';
import { NODE_BACKENDS, REFERENCE, useNodeBackend, useReferences } from './nodeBackends';
import { createTinyLearner, lossesOf, TINY } from './runs';

describe.each([...NODE_BACKENDS, REFERENCE] as const)('on %s', (backend) => {
  beforeAll(() => (backend === REFERENCE ? useReferences() : useNodeBackend(backend)));

  test('three steps are those of PyTorch, for tall, wide and square matrices, and leave no tensor', async () => {
    const before = tf.memory().numTensors;
    for (const difference of await differencesFromPytorch()) expect(difference).toBeLessThan(TOLERANCE);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('Adam goes on from its state with steps of the usual size', async () => {
    const run = createTinyLearner({ optimizer: 'muon' });
    await lossesOf(run, 30);
    const state = await run.read();
    const resumed = createTinyLearner({}, state);
    await lossesOf(resumed, 1);
    const { params } = await resumed.read();
    const largest = params.reduce((most, value, i) => Math.max(most, Math.abs(value - state.params[i])), 0);
    expect(largest).toBeLessThan(10 * TINY.learningRate);
    run.dispose();
    resumed.dispose();
  });
});
