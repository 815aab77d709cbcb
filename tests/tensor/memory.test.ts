/** The estimate of memory against what a step really holds at most, as TensorFlow.js counts it. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { memoryNeed } from '../../src/model/memory';
import { ourTraining } from '../bench/ours';
import { mlpSubject, type Subject, unetSubject } from '../bench/subject';
import { useNodeBackend } from './nodeBackends';

beforeAll(() => useNodeBackend('wasm'));

/** Bytes that a step holds at most, of those that were not there before. */
async function mostHeld({ config, model, process, samples }: Subject): Promise<number> {
  const before = tf.memory().numBytes;
  const training = ourTraining({ config, model, process, samples });
  await training.firstLosses(1);
  const { peakBytes } = await tf.profile(() => {
    training.step();
    return [];
  });
  training.dispose();
  return peakBytes - before;
}

// The estimate decides whether a batch fits, and is read as "about": a quarter is near enough.
const TOLERANCE = 0.25;

test.each<[string, () => Subject]>([
  ['the default MLP', () => mlpSubject({})],
  ['an MLP that adds the time, GELU', () => mlpSubject({ conditioning: 'add', activation: 'gelu' })],
  ['a small MLP', () => mlpSubject({ width: 64, batchSize: 64 })],
  ['a wide MLP', () => mlpSubject({ width: 256, depth: 2 })],
  ['the smallest U-Net', () => unetSubject('grey-28-tiny', 28, 2)],
  ['a U-Net with attention', () => unetSubject('grey-28', 28, 2)],
  ['a U-Net of colours', () => unetSubject('rgb-16', 16, 2)],
])('%s holds what is estimated, to a quarter', async (_, make) => {
  const subject = make();
  const { total } = memoryNeed(subject.config, { shape: subject.model.shape, classes: 0 });
  const held = await mostHeld(subject);
  console.log(`${(total / 1e6).toFixed(1)} MB estimated, ${(held / 1e6).toFixed(1)} held`);
  expect(total / held).toBeGreaterThan(1 - TOLERANCE);
  expect(total / held).toBeLessThan(1 + TOLERANCE);
});
