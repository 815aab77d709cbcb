/** A recorded step is the step: the same numbers bit for bit, however often and whatever else is asked of the device in between. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../src/config/fields';
import { openPlan } from '../../src/config/openPlan';
import { openProcess } from '../../src/config/openProcess';
import { REPLAY_FLAG } from '../../src/kernels/repeat';
import { openBackend } from '../../src/kernels/webgpu/backend';
import { createModel } from '../../src/model/model';
import { byName } from '../../src/model/weights';
import { chooseBackend } from '../../src/runtime/backend';
import { createDenoiser } from '../../src/sampling/denoiser';
import { createRecorder, type Recorder } from '../../src/sampling/recordedNetwork';
import { sample } from '../../src/sampling/sample';
import type { Learner } from '../../src/training/learner';
import { createTinyLearner, TINY } from '../tensor/runs';
import { countGpuWork } from './dispatches';

beforeAll(async () => {
  expect((await chooseBackend('webgpu')).backend).toBe('webgpu');
});

/** A learner whose steps all go through the tape. */
function withoutReplay(changes: Partial<RunConfig>): Learner {
  tf.env().set(REPLAY_FLAG, false);
  const learner = createTinyLearner(changes);
  tf.env().set(REPLAY_FLAG, true);
  return learner;
}

test.each<[string, Partial<RunConfig>]>([
  ['the default network, clipped', {}],
  ['a learned variance, not clipped', { variance: 'learned', gradientClip: 0 }],
])('eight steps replayed are eight steps on the tape, bit for bit: %s', async (_, changes) => {
  const small = { width: 8, depth: 1, batchSize: 6, ...changes };
  const [tape, replayed] = [withoutReplay(small), createTinyLearner(small)];
  for (let step = 0; step < 8; step++) {
    const [a, b] = [tape.learn(), replayed.learn(1 + (step % 3))]; // sent in one to three parts
    const unrelated = tf.tidy(() => tf.sum(tf.square(tf.add(tf.ones([6, 8]), step))));
    if (step === 4) replayed.restore(replayed.snapshot()); // a copy there and back
    expect(await b.loss.data()).toEqual(await a.loss.data());
    expect(await b.errors.data()).toEqual(await a.errors.data());
    unrelated.dispose();
  }
  expect(tape.dispatches).toBeNull();
  expect(replayed.dispatches).toBeGreaterThan(0);
  expect(await replayed.read()).toEqual(await tape.read());
  const { submits } = await countGpuWork(() => replayed.learn(3));
  expect(submits).toBe(2); // the third part waits for what comes behind it
  tape.dispose();
  replayed.dispose();
});

test('a step of the default MLP makes 16 dispatches', () => {
  const { width, depth, conditioning, coordinateFeatures, timeFeatures, gradientClip } = DEFAULT_CONFIG;
  expect({ width, depth, conditioning }).toEqual({ width: 128, depth: 3, conditioning: 'scale-shift' });
  const learner = createTinyLearner({
    width,
    depth,
    conditioning,
    coordinateFeatures,
    timeFeatures,
    gradientClip,
  });
  learner.learn();
  expect(learner.dispatches).toBeLessThanOrEqual(16);
  learner.dispose();
});

test.each<[string, Partial<RunConfig>]>([
  ['ancestral', {}],
  ['with a learned variance', { variance: 'learned' }],
])('samples of a recorded network are those of the tape, bit for bit: %s', async (_, changes) => {
  const config = { ...TINY, width: 8, depth: 1, batchSize: 6, ...changes };
  const learner = createTinyLearner(config);
  learner.learn();
  const process = openProcess(config);
  const model = createModel(config, { shape: [2], classes: 0 });
  const held = learner.hold('parameters');
  const recorder = createRecorder();
  const trained = {
    model,
    weights: byName(held.tensors, model.layout),
    process,
    prediction: config.prediction,
  };
  const before = tf.memory().numTensors;
  const draw = (recorder: Recorder | null) =>
    sample(openPlan(config, process), createDenoiser({ ...trained, recorder }, null), { seed: 1, count: 21 });
  const onTape = await draw(null);
  expect(tf.memory().numTensors).toBe(before);
  expect(await draw(recorder)).toEqual(onTape);
  expect(await draw(recorder)).toEqual(onTape);
  recorder!.dispose();
  expect(tf.memory().numTensors).toBe(before);
  held.dispose();
  learner.dispose();
});

test('what is held while training goes on stays as it was', async () => {
  const learner = createTinyLearner({ width: 8, depth: 1, batchSize: 6 });
  learner.learn();
  const held = learner.hold('parameters');
  const { parameters } = await learner.read();
  learner.learn();
  const now = await learner.read();
  expect(now.parameters).not.toEqual(parameters);
  const values = await Promise.all(held.tensors.map((x) => x.data<'float32'>()));
  expect(values.flatMap((part) => Array.from(part))).toEqual(Array.from(parameters));
  held.dispose();
  learner.dispose();
});

test('2000 replayed steps make no tensor and no buffer, and nothing is left when the learner is disposed', async () => {
  const { device } = openBackend();
  const numbers = () => ({ tensors: tf.memory().numTensors, made });
  let made = 0;
  const create = device.createBuffer;
  device.createBuffer = (descriptor) => {
    made += 1;
    return create.call(device, descriptor);
  };
  const first = tf.memory().numTensors;
  const learner = createTinyLearner({ width: 4, depth: 1, batchSize: 4, conditioning: 'none' });
  learner.learn();
  const before = numbers();
  for (let step = 1; step < 2000; step++) {
    learner.learn();
    if (step % 100 === 0) await device.queue.onSubmittedWorkDone(); // its queue must not grow without end
  }
  expect(numbers()).toEqual(before);
  expect(learner.step).toBe(2000);
  expect((await learner.read()).parameters.every(Number.isFinite)).toBe(true);
  learner.dispose();
  expect(tf.memory().numTensors).toBe(first);
  device.createBuffer = create;
});
