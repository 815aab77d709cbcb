/** A replayed step equals the step on the tape bit for bit, however often it is replayed and whatever else the device does in between. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../src/config/fields';
import { openPlan } from '../../src/config/openPlan';
import { createProcess } from '../../src/diffusion/processes';
import { createModel } from '../../src/model/model';
import { byName } from '../../src/model/weights';
import { REPLAY_FLAG } from '../../src/recorded/replay';
import { chooseBackend } from '../../src/runtime/backend';
import { createDenoiser } from '../../src/sampling/denoiser';
import { createRecorder, type Recorder, type Rows } from '../../src/sampling/recordedNetwork';
import { sample } from '../../src/sampling/sample';
import { createLossBuffer } from '../../src/training/device/lossBuffer';
import type { Learner } from '../../src/training/learner';
import { openBackend } from '../../src/webgpu/backend';
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
  ['updated by Muon', { optimizer: 'muon' }],
])('eight steps replayed are eight steps on the tape, bit for bit: %s', async (_, changes) => {
  const small = { width: 8, depth: 1, batchSize: 6, ...changes };
  const [tape, replayed] = [withoutReplay(small), createTinyLearner(small)];
  for (let step = 0; step < 8; step++) {
    const [a, b] = [tape.learn(), replayed.learn(1 + (step % 3))]; // submitted in one to three parts
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
  expect(submits).toBe(2); // the third part leaves with the next submit
  tape.dispose();
  replayed.dispose();
});

test('sixteen steps leave in two submits, with the losses of the tape', async () => {
  const learner = createTinyLearner({ width: 8, depth: 1, batchSize: 6 });
  const tape = withoutReplay({ width: 8, depth: 1, batchSize: 6 });
  const losses = createLossBuffer();
  losses.add(learner.learn());
  await losses.read(1);
  const { submits } = await countGpuWork(() => {
    for (let step = 0; step < 16; step++) losses.add(learner.learn());
  });
  expect(submits).toBe(2);
  const reading = await losses.read(17);
  const expected: number[] = [];
  for (let step = 0; step < 17; step++) expected.push((await tape.learn().loss.data())[0]);
  expect(Array.from(reading.losses)).toEqual(expected.slice(1));
  losses.dispose();
  learner.dispose();
  tape.dispose();
});

test.each([
  ['adam', 7],
  ['muon', 25],
] as const)('a step of the default MLP by %s makes %i dispatches', (optimizer, dispatches) => {
  const { width, depth, conditioning, coordinateFeatures, timeFeatures, gradientClip } = DEFAULT_CONFIG;
  expect({ width, depth, conditioning }).toEqual({ width: 128, depth: 3, conditioning: 'scale-shift' });
  const learner = createTinyLearner({
    width,
    depth,
    conditioning,
    coordinateFeatures,
    timeFeatures,
    gradientClip,
    optimizer,
  });
  learner.learn();
  expect(learner.dispatches).toBe(dispatches);
  learner.dispose();
});

test.each<[string, Partial<RunConfig>]>([
  ['ancestral', {}],
  ['with a learned variance', { variance: 'learned' }],
])('samples of a recorded network are those of the tape, bit for bit: %s', async (_, changes) => {
  const config = { ...TINY, width: 8, depth: 1, batchSize: 6, ...changes };
  const learner = createTinyLearner(config);
  learner.learn();
  const process = createProcess(config);
  const model = createModel(config, { shape: [2], classes: 0 });
  const copy = learner.copyWeights('raw');
  const recorder = createRecorder();
  const trained = {
    model,
    weights: byName(copy.tensors, model.layout),
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
  copy.dispose();
  learner.dispose();
});

test('sixteen evaluations of a recorded network are submitted together, each with its own time', async () => {
  const learner = createTinyLearner({ width: 8, depth: 1, batchSize: 6 });
  const model = createModel({ ...TINY, width: 8, depth: 1 }, { shape: [2], classes: 0 });
  const copy = learner.copyWeights('raw');
  const weights = byName(copy.tensors, model.layout);
  const network = (x: tf.Tensor, temb: tf.Tensor) => model.forward(weights, x, temb);
  const recorder = createRecorder()!;
  const x = tf.ones([5, 2]);
  const { size } = model.embedding;
  const row = (step: number): Rows => ({ values: new Float32Array(size).fill(step / 16), shape: [1, size] });
  const scale = (step: number) => 1 + step;
  const run = (step: number) => tf.add(recorder.run(network, weights, x, scale(step), row(step)), 0);
  const first = run(0);
  let outputs: tf.Tensor[] = [];
  const { submits } = await countGpuWork(() => {
    outputs = Array.from({ length: 16 }, (_, step) => tf.tidy(() => run(step)));
  });
  expect(submits).toBeLessThanOrEqual(2); // TensorFlow.js itself submits after fifteen operations of its own
  for (const [step, output] of outputs.entries()) {
    const expected = tf.tidy(() =>
      network(tf.mul(x, scale(step)), tf.tensor2d(row(step).values, row(step).shape)),
    );
    expect(await output.data()).toEqual(await expected.data());
    expected.dispose();
  }
  tf.dispose([first, x, ...outputs]);
  recorder.dispose();
  copy.dispose();
  learner.dispose();
});

test('held weights do not change while training goes on', async () => {
  const learner = createTinyLearner({ width: 8, depth: 1, batchSize: 6 });
  learner.learn();
  const copy = learner.copyWeights('raw');
  const { params } = await learner.read();
  learner.learn();
  const now = await learner.read();
  expect(now.params).not.toEqual(params);
  const values = await Promise.all(copy.tensors.map((x) => x.data<'float32'>()));
  expect(values.flatMap((part) => Array.from(part))).toEqual(Array.from(params));
  copy.dispose();
  learner.dispose();
});

test('2000 replayed steps create no tensor and no buffer, and a disposed learner leaves none', async () => {
  const { device } = openBackend();
  const numbers = () => ({ tensors: tf.memory().numTensors, buffers });
  let buffers = 0;
  const create = device.createBuffer;
  device.createBuffer = (descriptor) => {
    buffers += 1;
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
  expect((await learner.read()).params.every(Number.isFinite)).toBe(true);
  learner.dispose();
  expect(tf.memory().numTensors).toBe(first);
  device.createBuffer = create;
});
