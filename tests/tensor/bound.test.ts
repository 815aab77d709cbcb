/** The bound of a network in the worker: its events, its cancelling, and what a learned variance gains. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { chooseBackend } from '../../src/runtime/backend';
import { boundEvents } from '../../src/training/boundEvents';
import { createTrainer } from '../../src/training/trainer';
import type { BoundReport } from '../../src/types/quality';
import { TINY, trainedRun } from './runs';

async function trained(changes: Partial<RunConfig>) {
  const report = await chooseBackend('wasm');
  const trainer = createTrainer({ runId: 1, config: { ...TINY, backend: 'wasm', ...changes } }, { report });
  for await (const event of trainer.run()) if (event.type === 'failed') throw new Error(event.message);
  return trainer;
}

async function boundOf(trainer: Awaited<ReturnType<typeof trained>>, points = 256): Promise<BoundReport> {
  for await (const event of trainer.inference.bound({ runId: 1, points, seed: 2 }))
    if (event.type === 'bound' && event.report) return event.report;
  throw new Error('the bound came to no end');
}

test('reports its progress, then terms that sum to the total; tensors are disposed', async () => {
  const trainer = await trained({ trainingSteps: 20 });
  const before = tf.memory().numTensors;
  const shares: number[] = [];
  let last: BoundReport | null = null;
  for await (const event of trainer.inference.bound({ runId: 1, points: 64, seed: 2 })) {
    if (event.type !== 'bound') continue;
    shares.push(event.done);
    last = event.report;
  }
  expect(shares.at(-1)).toBe(1);
  expect(last?.terms).toHaveLength(TINY.T);
  expect(last!.terms.reduce((a, b) => a + b, last!.prior)).toBeCloseTo(last!.totals['fixed-small']!, 3);
  expect(last?.odeNegativeLogLikelihood).not.toBeNaN();
  expect(last?.learned).toBe(false);
  expect(tf.memory().numTensors).toBe(before);
  trainer.dispose();
});

test('stops where it is cancelled, says so, and gives its tensors back', async () => {
  const trainer = await trained({ trainingSteps: 5 });
  const before = tf.memory().numTensors;
  const shares: number[] = [];
  for await (const event of trainer.inference.bound({ runId: 1, points: 64, seed: 2 })) {
    if (event.type === 'bound') shares.push(event.done);
    trainer.inference.cancelBound();
  }
  expect(shares.at(-1)).toBe(0);
  expect(shares.length).toBeLessThan(4);
  expect(tf.memory().numTensors).toBe(before);
  trainer.dispose();
});

test('improves over both fixed variances where the variance was learned', async () => {
  const trainer = await trained({
    T: 50,
    variance: 'learned',
    width: 64,
    batchSize: 128,
    trainingSteps: 800,
    learningRate: 3e-3,
  });
  const { totals, errors } = await boundOf(trainer, 512);
  console.log('nats per dim', totals, '±', errors);
  expect(totals.learned!).toBeLessThan(totals['fixed-small']!);
  expect(totals.learned!).toBeLessThan(totals['fixed-large']!);
  trainer.dispose();
});

test('its events name the step of the weights that it evaluates, where the run trains while the data load', async () => {
  await chooseBackend('wasm');
  const run = await trainedRun({ ...TINY, trainingSteps: 2 });
  const data = {
    ...run.data,
    async heldOut() {
      run.learner.learn();
      return null;
    },
  };
  const signals = [AbortSignal.abort()]; // the first event is the last one
  const parts = { ...run, data, runId: 1, clipDenoised: false, signals, trained: () => run.trained };
  const { value } = await boundEvents({ runId: 1, points: 8, seed: 1 }, parts).next();
  expect(value).toMatchObject({ type: 'bound', step: 3 });
  run.dispose();
});
