/** Muon steps as PyTorch does, on every backend that runs in Node; and leaves a state from which Adam goes on. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { ourTraining } from '../bench/ours';
import { mlpSubject, type Subject } from '../bench/subject';
import { differencesFromPytorch, TOLERANCE } from './muonSteps';
import { NODE_BACKENDS, REFERENCE, useNodeBackend, useReferences } from './nodeBackends';
import { createTinyLearner, lossesOf, TINY } from './runs';

/** Weights after three steps of an MLP, some of whose matrices are of one shape, on the backends so far. */
const weights: Float32Array[] = [];

describe.each([...NODE_BACKENDS, REFERENCE] as const)('on %s', (backend) => {
  beforeAll(() => (backend === REFERENCE ? useReferences() : useNodeBackend(backend)));

  test('three steps are those of PyTorch, for tall, wide and square matrices, and leave no tensor', async () => {
    const before = tf.memory().numTensors;
    for (const difference of await differencesFromPytorch()) expect(difference).toBeLessThan(TOLERANCE);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('three steps of an MLP, with matrices of one shape, are those of the other backends', async () => {
    const run = createTinyLearner({ optimizer: 'muon', learningRate: 1e-2, warmupSteps: 0 });
    await lossesOf(run, 3);
    weights.push((await run.read()).params);
    run.dispose();
    const largest = weights[0].reduce(
      (most, value, i) => Math.max(most, Math.abs(value - weights.at(-1)![i])),
      0,
    );
    expect(largest).toBeLessThan(1e-4);
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

test('in stock operations a step has less than twice the kernels of Adam: matrices of one shape are one stack', async () => {
  await useReferences();
  const kernelsOf = async (subject: Subject) => {
    const run = ourTraining(subject);
    run.step();
    const { kernels } = await tf.profile(() => {
      run.step();
      return [];
    });
    run.dispose();
    return kernels.length;
  };
  const [adam, muon] = [
    await kernelsOf(mlpSubject({ batchSize: 8 })),
    await kernelsOf(mlpSubject({ batchSize: 8, optimizer: 'muon' })),
  ];
  console.log(`${adam} kernels with Adam, ${muon} with Muon`);
  expect(muon).toBeLessThan(2 * adam);
});
