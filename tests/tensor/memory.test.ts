/** The estimate of memory against what a step really holds at most, as the heap of WASM counts it. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { memoryNeed } from '../../src/model/memory';
import { WASM_MODULE_FLAG } from '../../src/wasm/engine';
import { ourTraining } from '../bench/ours';
import { imageSubject, mlpSubject, type Subject, unetSubject } from '../bench/subject';
import { useNodeBackend } from './nodeBackends';
import { heapOf } from './wasmHeap';

beforeAll(() => useNodeBackend('wasm'));

/** Bytes that a run allocates at most: two steps, and the two copies of the weights that a run has. */
async function mostHeld({ config, model, process, samples }: Subject): Promise<number> {
  const { most, held } = await heapOf(async () => {
    const training = ourTraining({ config, model, process, samples });
    await training.firstLosses(1);
    const copies = [training.learner.snapshot(), training.learner.snapshot()];
    training.step();
    for (const copy of copies) copy.dispose();
    training.dispose();
  });
  expect(held).toBe(0);
  return most;
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
  ['the default DiT', () => imageSubject({ model: 'dit', batchSize: 2 }, [28, 28, 1])],
  ['the default DiT with large batches', () => imageSubject({ model: 'dit', batchSize: 64 }, [28, 28, 1])],
  [
    'a wide DiT of colours',
    () => imageSubject({ model: 'dit', hiddenSize: 128, patchSize: 2, batchSize: 4 }, [16, 16, 3]),
  ],
])('%s holds what is estimated, to a quarter', async (_, make) => {
  const subject = make();
  const { total } = memoryNeed(subject.config, { shape: subject.model.shape, classes: 0 });
  const held = await mostHeld(subject);
  console.log(`${(total / 1e6).toFixed(1)} MB estimated, ${(held / 1e6).toFixed(1)} held`);
  expect(total / held).toBeGreaterThan(1 - TOLERANCE);
  expect(total / held).toBeLessThan(1 + TOLERANCE);
});

test.each<[string, () => Subject]>([
  ['the default MLP', () => mlpSubject({ optimizer: 'muon' })],
  [
    'the smallest U-Net',
    () => imageSubject({ unet: 'grey-28-tiny', batchSize: 2, optimizer: 'muon' }, [28, 28, 1]),
  ],
  ['the default DiT', () => imageSubject({ model: 'dit', batchSize: 2, optimizer: 'muon' }, [28, 28, 1])],
])('%s with Muon in stock operations holds no more than is estimated', async (_, make) => {
  tf.env().set(WASM_MODULE_FLAG, false);
  onTestFinished(() => tf.env().set(WASM_MODULE_FLAG, true));
  const subject = make();
  const { total } = memoryNeed(subject.config, { shape: subject.model.shape, classes: 0 });
  expect(await mostHeld(subject)).toBeLessThan(total);
});
