/** Classifier-free guidance is ε(∅) + scale (ε(class) - ε(∅)), for each sample with its own class. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { conditionedBound } from '../../scripts/pretrain/conditionedBound';
import { createProcess } from '../../src/diffusion/processes';
import { unetConfigJson } from '../../src/interop/diffusersUnet';
import { fillNormal } from '../../src/lib/rng';
import { initialWeights } from '../../src/model/layout';
import { createModel } from '../../src/model/model';
import { unetConfigOf } from '../../src/model/unet/config';
import { byName, unpack } from '../../src/model/weights';
import { createDenoiser, type Guidance, predictEps } from '../../src/sampling/denoiser';
import { guidanceOf } from '../../src/sampling/guidance';
import { createImageScene, halves, SMALL } from './images';
import { NODE_BACKENDS, useNodeBackend } from './nodeBackends';
import { TINY } from './runs';
import { heapOf } from './wasmHeap';

const LABELS = Int32Array.of(0, 1, -1);

for (const backend of NODE_BACKENDS) {
  test(`on ${backend}, scales mix the answers with and without the class`, async () => {
    await useNodeBackend(backend);
    const config = { ...SMALL, classes: true };
    const model = createModel(config, { shape: [8, 8, 1], classes: 2 });
    expect(model.unlabelled).toBe(2); // a row of its own, as diffusers needs it
    const flat = tf.tensor1d(initialWeights(model.layout, 3));
    const weights = byName(unpack(flat, model.layout), model.layout);
    const noise = fillNormal(new Float32Array(3 * 64), { seed: 1, stream: 'start', step: 0 });
    const x = tf.tensor(noise, [3, 8, 8, 1]);
    const eps = async (guidance?: Guidance) =>
      predictEps(
        { model, weights, process: createProcess(config), prediction: 'eps', guidance },
        x,
        40,
      ).data();
    const none = await eps({ labels: LABELS, scale: 0 });
    const within = await eps({ labels: LABELS, scale: 1 });
    const guided = await eps({ labels: LABELS, scale: 3 });
    expect(Array.from(none)).toEqual(Array.from(await eps()));
    const between = { labels: Int32Array.of(1, 0, 0), shares: Float32Array.of(0, 0.25, 1) };
    const others = await eps({ labels: between.labels, scale: 1 });
    const onTheWay = await eps({ labels: LABELS, scale: 3, between });
    for (const [i, value] of onTheWay.entries()) {
      const share = between.shares[Math.floor(i / 64)];
      const ofClasses = (1 - share) * within[i] + share * others[i];
      expect(value).toBeCloseTo(none[i] + 3 * (ofClasses - none[i]), 4);
    }
    let difference = 0;
    for (const [i, value] of guided.entries()) {
      difference = Math.max(difference, Math.abs(within[i] - none[i]));
      // Two passes of one batch against one of two: float32 sums in another order.
      expect(value).toBeCloseTo(none[i] + 3 * (within[i] - none[i]), 4);
    }
    expect(difference).toBeGreaterThan(1e-3); // the class says something
    expect(Array.from(within.slice(128))).toEqual(Array.from(none.slice(128))); // -1 asks for nothing
  });
}

for (const backend of NODE_BACKENDS) {
  test(`on ${backend}, a learned variance is that of the class, whatever the scale`, async () => {
    await useNodeBackend(backend);
    const config = { ...SMALL, classes: true, variance: 'learned' } as const;
    const process = createProcess(config);
    const unet = { ...unetConfigOf(config, { shape: [8, 8, 1], classes: 2 }), outChannels: 2 };
    const architecture = JSON.stringify(unetConfigJson(unet));
    const model = createModel({ ...config, unet: 'custom', architecture }, { shape: [8, 8, 1], classes: 2 });
    const flat = tf.tensor1d(initialWeights(model.layout, 3).map((value, i) => value + 0.02 * Math.sin(i)));
    const weights = byName(unpack(flat, model.layout), model.layout);
    const x = tf.tensor(
      fillNormal(new Float32Array(2 * 64), { seed: 1, stream: 'start', step: 0 }),
      [2, 8, 8, 1],
    );
    const fraction = (scale: number) => {
      const guidance = { labels: Int32Array.of(0, 1), scale };
      const denoise = createDenoiser({ model, weights, process, prediction: 'eps', guidance }, null);
      return denoise(x, 40, process.level(40)).varianceFraction!.data<'float32'>();
    };
    const [none, ofClass, guided] = [await fraction(0), await fraction(1), await fraction(5)];
    const largest = (a: Float32Array, b: Float32Array) =>
      Math.max(...a.map((value, i) => Math.abs(value - b[i])));
    expect(largest(none, ofClass)).toBeGreaterThan(1e-3); // the class says something of the variance
    expect(largest(guided, ofClass)).toBeLessThan(1e-5); // two passes of one batch against one of two
  });
}

test('samples take the classes in turn, or one class for all; an unknown one is refused', () => {
  expect(guidanceOf({ label: -1, guidance: 2 }, 3, 4, 5)?.labels).toEqual(Int32Array.of(1, 2, 0, 1, 2));
  expect(guidanceOf({ label: 1, guidance: 2 }, 3, 4, 2)).toEqual({ labels: Int32Array.of(1, 1), scale: 2 });
  expect(guidanceOf({ label: 1, guidance: 2 }, 0, 0, 2)).toBeUndefined();
  expect(() => guidanceOf({ label: 3, guidance: 2 }, 3, 0, 1)).toThrow('no class 3');
});

// 1024 points go through the network together: a part has the classes of the one before where there are 2, and others where there are 3.
test.each([2, 3])(
  'a draw in parts with %i classes holds the memory of one part, and its points their classes',
  async (n) => {
    const scene = await createImageScene();
    const run = { ...TINY, dataset: 'csv', classes: true, trainingSteps: 20 } as const;
    const labels = Int32Array.from({ length: 60 }, (_, i) => i % n);
    const points = Float32Array.from({ length: 120 }, (_, i) => Math.sin(i));
    const classes = Array.from({ length: n }, (_, label) => String(label));
    const source = { kind: 'points', name: 'waves', points, labels, classes } as const;
    await scene.reach('done', { changes: { ...run, backend: 'wasm', samplingSteps: 2 }, source });
    const draw = async (count: number) =>
      (await scene.host.draw({ runId: 1, count, seed: 1, weights: 'ema' }))!;
    const one = await heapOf(() => draw(1024));
    const four = await heapOf(() => draw(4096));
    expect([one.held, four.held]).toEqual([0, 0]);
    expect(four.most / one.most).toBeLessThan(1.1);
    const fewer = await draw(3000); // the last part is recorded by itself
    expect((await draw(4096)).subarray(0, fewer.length)).toEqual(fewer);
    await scene.host.stop();
  },
);

test('a drawing can be cancelled between two evaluations, tells its progress, and leaves no tensor behind', async () => {
  const scene = await createImageScene();
  await scene.reach('paused', { changes: { classes: true }, source: halves(), paused: true });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const before = tf.memory().numTensors;
  const request = { runId: 1, count: 32, seed: 1, weights: 'ema' } as const;
  const overrides = { samplingSteps: 100 };
  const cancelled = scene.host.drawTrajectory({ ...request, overrides, id: 7 });
  await new Promise((resolve) => setTimeout(resolve, 30));
  await scene.host.cancelDraw(1, 7);
  expect(await cancelled).toBeNull();
  const done = await scene.host.drawTrajectory({ ...request, overrides });
  expect(done?.labels?.slice(0, 4)).toEqual(Int32Array.of(0, 1, 0, 1));
  expect(done?.frames).toBe(20);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(tf.memory().numTensors).toBe(before);
  const drawings = scene.events.filter((event) => event.type === 'drawing');
  for (const { done, guesses } of drawings) {
    expect(done).toBeGreaterThan(0);
    expect(guesses).toHaveLength(32 * 64);
  }
});

for (const backend of NODE_BACKENDS) {
  test(`on ${backend}, the bound evaluates each part of images with its classes, or all with the label for none`, async () => {
    await useNodeBackend(backend);
    const config = { ...SMALL, classes: true };
    const model = createModel(config, { shape: [8, 8, 1], classes: 2 });
    const weights = byName(unpack(tf.tensor1d(initialWeights(model.layout, 3)), model.layout), model.layout);
    const trained = { model, weights, process: createProcess(config), prediction: 'eps' } as const;
    const x = fillNormal(new Float32Array(2 * 64), { seed: 1, stream: 'start', step: 0 });
    const level = trained.process.level(40);
    const exact = async (guidance?: Guidance) => {
      const { x0 } = createDenoiser({ ...trained, guidance }, null)(tf.tensor(x, [2, 8, 8, 1]), 40, level);
      return Array.from(await x0.data<'float32'>());
    };
    const before = tf.memory().numTensors;
    const byClass = conditionedBound(trained, null, [0, 1, 1, 0]);
    const guessOf = async (from: number) =>
      Array.from((await byClass.modelOf(from, 2).denoise(x, 40, level)).x0);
    const [first, second] = [await guessOf(0), await guessOf(2)];
    byClass.dispose();
    const whole = conditionedBound(trained, null, null);
    const without = Array.from((await whole.modelOf(2, 2).denoise(x, 40, level)).x0);
    whole.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(first).toEqual(await exact({ labels: Int32Array.of(0, 1), scale: 1 }));
    expect(second).toEqual(await exact({ labels: Int32Array.of(1, 0), scale: 1 }));
    expect(without).toEqual(await exact());
    expect(first).not.toEqual(second);
    expect(first).not.toEqual(without);
  });
}
