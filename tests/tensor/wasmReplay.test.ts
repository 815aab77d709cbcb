/** A training step on WASM is recorded once and replayed by the own module: as the tape computes it, and as stock operations do. */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { REPLAY_FLAG, replayable } from '../../src/recorded/replay';
import { hasWasmModule, WASM_MODULE_FLAG } from '../../src/wasm/engine';
import { isOpen, openWasmBackend } from '../../src/wasm/ownData';
import { useNodeBackend } from './nodeBackends';
import { createImageLearner, createTinyLearner, lossesOf, TINY_DIT } from './runs';

beforeAll(() => useNodeBackend('wasm'));

const useFlags = ({ module, replay }: { module: boolean; replay: boolean }) => {
  tf.env().set(WASM_MODULE_FLAG, module);
  tf.env().set(REPLAY_FLAG, replay);
};
afterEach(() => useFlags({ module: true, replay: true }));

async function run(changes: Partial<RunConfig>, steps: number, flags: { module: boolean; replay: boolean }) {
  useFlags(flags);
  const learner = createTinyLearner(changes);
  const losses = await lossesOf(learner, steps);
  const state = await learner.read();
  const { calls, uncovered } = learner.replay;
  learner.dispose();
  return { losses, state, calls, uncovered };
}

const COVERED: readonly Partial<RunConfig>[] = [
  {},
  { conditioning: 'add' },
  { conditioning: 'concat', coordinateFeatures: 8 },
  { conditioning: 'none', activation: 'relu' },
  { activation: 'gelu', coordinateFeatures: 12 },
  { activation: 'tanh', depth: 1, width: 13 },
  { prediction: 'x0', gradientClip: 0 },
  { prediction: 'v', timeSampling: 'stratified' },
  { prediction: 'velocity' },
  { process: 'vp-sde' },
  { process: 've-sde' },
  { process: 'flow', prediction: 'velocity' },
  { process: 'flow', prediction: 'eps', batchSize: 7 },
  { variance: 'learned' },
  { variance: 'learned', prediction: 'v', T: 7, batchSize: 5 },
  { optimizer: 'muon' },
  { optimizer: 'muon', conditioning: 'none', width: 13, gradientClip: 0 },
];

describe.each(COVERED.map((changes) => [JSON.stringify(changes), changes] as const))('%s', (_, changes) => {
  test('is replayed, with the losses and weights of the tape bit for bit', async () => {
    const replayed = await run(changes, 30, { module: true, replay: true });
    const taped = await run(changes, 30, { module: true, replay: false });
    expect(replayed.uncovered).toEqual([]);
    expect(replayed.calls).toBeGreaterThan(10);
    expect(taped.calls).toBeNull();
    expect(replayed.losses).toEqual(taped.losses);
    expect(replayed.state).toEqual(taped.state);
  });

  test('has the losses of stock operations over 100 steps, to 1e-3', async () => {
    const own = await run(changes, 100, { module: true, replay: true });
    const stock = await run(changes, 100, { module: false, replay: true });
    expect(stock.calls).toBeNull();
    for (const [i, loss] of stock.losses.entries())
      expect(Math.abs(own.losses[i] / loss - 1)).toBeLessThan(1e-3);
  });
});

const IMAGE_NETWORKS: readonly Partial<RunConfig>[] = [
  { unet: 'grey-28-tiny', batchSize: 3, learningRate: 1e-3 },
  { unet: 'grey-28', batchSize: 2, learningRate: 1e-3 },
  { ...TINY_DIT, batchSize: 3, learningRate: 1e-3 },
  { ...TINY_DIT, patchSize: 7, blocks: 1, batchSize: 5, prediction: 'v', variance: 'learned' },
  {
    ...TINY_DIT,
    hiddenSize: 16,
    heads: 1,
    batchSize: 2,
    classes: true,
    process: 'flow',
    prediction: 'velocity',
  },
  { unet: 'grey-28-tiny', batchSize: 3, learningRate: 1e-3, optimizer: 'muon' },
  { ...TINY_DIT, batchSize: 3, learningRate: 1e-3, optimizer: 'muon' },
];

describe.each(IMAGE_NETWORKS.map((changes) => [JSON.stringify(changes), changes] as const))(
  'a network of images, %s',
  (_, changes) => {
    test('is replayed as the tape computes it bit for bit, and as stock operations do to 1e-3', async () => {
      const runImages = async (flags: { module: boolean; replay: boolean }) => {
        useFlags(flags);
        const { learner } = createImageLearner(changes);
        const losses = await lossesOf(learner, 4);
        const { params } = await learner.read();
        const { calls, uncovered } = learner.replay;
        learner.dispose();
        return { losses, params, calls, uncovered };
      };
      const replayed = await runImages({ module: true, replay: true });
      const taped = await runImages({ module: true, replay: false });
      const stock = await runImages({ module: false, replay: true });
      expect(replayed.uncovered).toEqual([]);
      expect(replayed.calls).toBeGreaterThan(60);
      expect(replayed.losses).toEqual(taped.losses);
      expect(replayed.params).toEqual(taped.params);
      for (const [i, loss] of stock.losses.entries())
        expect(Math.abs(replayed.losses[i] / loss - 1)).toBeLessThan(1e-3);
    });
  },
);

test('2 000 steps leave memory as it is, and so do 40 learners one after the other', async () => {
  const heap = () => openWasmBackend().wasm.HEAPU8.length;
  const learner = createTinyLearner();
  await lossesOf(learner, 3);
  const before = { ...tf.memory(), heap: heap() };
  for (let i = 0; i < 2000; i++) learner.learn();
  const after = { ...tf.memory(), heap: heap() };
  expect([after.numTensors, after.numBytes, after.heap]).toEqual([
    before.numTensors,
    before.numBytes,
    before.heap,
  ]);
  learner.dispose();
  const tensors = tf.memory().numTensors;
  for (let i = 0; i < 40; i++) {
    const each = createTinyLearner(i % 2 === 0 ? { width: 256 } : { variance: 'learned', width: 256 });
    await lossesOf(each, 3);
    each.dispose();
    if (i === 3) before.heap = heap();
  }
  expect(heap()).toBe(before.heap);
  expect(tf.memory().numTensors).toBe(tensors);
});

test('weights are not read from memory that is freed while the errors before them are read', async () => {
  const learner = createTinyLearner({ timeSampling: 'second-moment' });
  await lossesOf(learner, 10);
  const asked = learner.read();
  learner.dispose();
  await expect(asked).rejects.toThrow(/no longer/);
});

describe('a function', () => {
  test('is replayed with what its inputs are now, and with its constants, wherever they were made', async () => {
    const x = tf.variable(tf.tensor1d([1, 2, 3]));
    const work = replayable(() => {
      const first = tf.mul(x, 2);
      const doubled = tf.add(first, first);
      first.dispose(); // its memory is free when the constant is made
      const y = tf.mul(doubled, tf.tensor1d([10, 100, 1000]));
      return { y: tf.add(y, y) };
    });
    expect(Array.from(await work.run().y.data())).toEqual([80, 1600, 24000]);
    const buffer = openWasmBackend();
    buffer.typedArrayFromHeap(x).set([2, 1, 0.5]);
    expect(Array.from(await work.run().y.data())).toEqual([160, 800, 4000]);
    expect(Array.from(await work.run(3).y.data())).toEqual([160, 800, 4000]);
    expect(work.calls).toBe(4);
    work.dispose();
    x.dispose();
  });

  test('that uses a stock kernel is computed anew each time, and names it', async () => {
    const x = tf.variable(tf.tensor1d([0, 1]));
    const before = tf.memory().numTensors;
    const work = replayable(() => ({ y: tf.exp(tf.add(x, x)) }));
    expect((await work.run().y.data())[1]).toBeCloseTo(Math.exp(2), 5);
    expect(work.uncovered).toEqual([tf.Exp]);
    openWasmBackend().typedArrayFromHeap(x).set([0, -1]);
    expect((await work.run().y.data())[1]).toBeCloseTo(Math.exp(-2), 5);
    expect(work.calls).toBeNull();
    work.dispose();
    expect(tf.memory().numTensors).toBe(before);
    x.dispose();
  });

  test('that throws leaves no tensor and no capture behind', () => {
    const before = tf.memory().numTensors;
    const work = replayable(() => {
      tf.add(tf.ones([4]), tf.ones([4]));
      throw new Error('wrong');
    });
    expect(() => work.run()).toThrow('wrong');
    expect(tf.memory().numTensors).toBe(before);
    const again = replayable(() => ({ y: tf.add(tf.ones([2]), tf.ones([2])) }));
    expect(Array.from(again.run().y.dataSync())).toEqual([2, 2]);
    again.dispose();
  });
});

test('without the members that the module needs, and with its flag off, there is none', () => {
  expect(hasWasmModule()).toBe(true);
  const { wasm, ...others } = openWasmBackend();
  expect(isOpen({ ...others, wasm: { ...wasm, asm: undefined } })).toBe(false);
  expect(isOpen({})).toBe(false);
  useFlags({ module: false, replay: true });
  expect(hasWasmModule()).toBe(false);
});
