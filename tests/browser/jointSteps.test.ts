/** The steps of two models of equal shape in one set of dispatches: each trains as alone, bit for bit, and a step has the dispatches of one. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../src/config/fields';
import { chooseBackend } from '../../src/runtime/backend';
import { createJointRuns, trainAlone, trainJointly } from '../tensor/jointRuns';
import { countGpuWork, gpuWork, installCounter } from './dispatches';

beforeAll(async () => {
  installCounter();
  expect((await chooseBackend('webgpu')).backend).toBe('webgpu');
});

type Sides = readonly [Partial<RunConfig>, Partial<RunConfig>];

const bothOf = (config: Partial<RunConfig>, a: Partial<RunConfig>, b: Partial<RunConfig>): Sides => [
  { ...config, ...a },
  { ...config, ...b },
];

const SMALL: Partial<RunConfig> = { width: 8, depth: 1, batchSize: 6, T: 40 };

const JOINT: readonly (readonly [string, Sides])[] = [
  [
    'schedule, prediction, weighting and rate differ',
    bothOf(
      SMALL,
      { schedule: 'linear', prediction: 'eps', learningRate: 1e-3 },
      { schedule: 'cosine', prediction: 'x0', weighting: 'min-snr', learningRate: 5e-3 },
    ),
  ],
  [
    'seeds, data and noise differ, odd sizes, nothing is clipped',
    bothOf(
      { width: 10, depth: 2, batchSize: 19, coordinateFeatures: 2, T: 40, gradientClip: 0 },
      { seed: 1 },
      { seed: 2 },
    ),
  ],
  [
    'continuous processes, whose batches the processor makes, conditioned by concatenation',
    bothOf(
      { ...SMALL, conditioning: 'concat', activation: 'gelu' },
      { process: 'vp-sde', prediction: 'eps' },
      { process: 'flow', prediction: 'velocity' },
    ),
  ],
];

test.each(JOINT)('60 joint steps are 60 steps of each side alone, bit for bit: %s', async (_, sides) => {
  const joint = await trainJointly(sides, 60);
  expect(joint).toEqual(await trainAlone(sides, 60));
  expect(joint[0]).not.toEqual(joint[1]);
});

test('twelve joint steps of Muon are twelve steps of each side alone, bit for bit', async () => {
  const muon = { ...SMALL, optimizer: 'muon' } as const;
  const sides = bothOf(muon, { schedule: 'linear' }, { seed: 2, learningRate: 5e-3 });
  expect(await trainJointly(sides, 12)).toEqual(await trainAlone(sides, 12));
});

test('a joint step of the default MLP has the seven dispatches of one model, in one submit', async () => {
  const { width, depth, conditioning, coordinateFeatures, timeFeatures, gradientClip } = DEFAULT_CONFIG;
  const config = { width, depth, conditioning, coordinateFeatures, timeFeatures, gradientClip, T: 40 };
  const { learners, step, dispose } = createJointRuns([config, { ...config, schedule: 'linear' }]);
  for (let i = 0; i < 2; i++) await step();
  await learners[0].read();
  const { dispatches, submits } = await countGpuWork(async () => {
    await step();
    await learners[1].read(); // submits
  });
  expect(learners.map((learner) => learner.dispatches)).toEqual([7, 7]);
  expect(dispatches).toBe(7);
  expect(submits).toBe(1);
  dispose();
});

test('a step of one side alone between joint steps leaves the other as it is', async () => {
  const sides = bothOf(SMALL, {}, { schedule: 'linear' });
  const runs = createJointRuns(sides);
  for (let i = 0; i < 3; i++) await runs.step();
  const before = await runs.learners[0].read();
  const copy = runs.learners[0].copyWeights('raw');
  runs.learners[1].learn();
  expect(await runs.learners[0].read()).toEqual(before);
  await runs.step(3); // in three parts
  const [a, b] = [await runs.learners[0].read(), await runs.learners[1].read()];
  const [first] = await trainAlone([sides[0]], 4);
  const [second] = await trainAlone([sides[1]], 5);
  expect([a.params, a.m, a.v, a.ema].flatMap((x) => Array.from(x))).toEqual(first.state);
  expect([b.params, b.m, b.v, b.ema].flatMap((x) => Array.from(x))).toEqual(second.state);
  const held = await Promise.all(copy.tensors.map((x) => x.data<'float32'>()));
  expect(held.flatMap((part) => Array.from(part))).toEqual(Array.from(before.params));
  copy.dispose();
  runs.dispose();
});

test.each<[string, Sides]>([
  ['widths', bothOf(SMALL, {}, { width: 12 })],
  ['numbers of times', bothOf(SMALL, {}, { T: 50 })],
  ['limits of the gradient', bothOf(SMALL, {}, { gradientClip: 0.5 })],
  ['losses, which stock operations compute', bothOf({ ...SMALL, variance: 'learned' }, {}, { seed: 2 })],
])('sides of other %s each do their own steps, as alone', async (_, sides) => {
  const runs = createJointRuns(sides);
  for (let i = 0; i < 4; i++) await runs.step();
  expect(runs.joint.arePossible).toBe(false);
  const alone = await trainAlone(sides, 4);
  for (const [i, learner] of runs.learners.entries()) {
    const { params, m, v, ema } = await learner.read();
    expect([params, m, v, ema].flatMap((x) => Array.from(x))).toEqual(alone[i].state);
  }
  runs.dispose();
});

test('an exception of the device in a joint step reaches every side, and no weights change', async () => {
  const runs = createJointRuns(bothOf(SMALL, {}, { seed: 2 }));
  await runs.step();
  const before = await Promise.all(runs.learners.map((learner) => learner.read()));
  const { createBindGroup } = GPUDevice.prototype;
  GPUDevice.prototype.createBindGroup = () => {
    GPUDevice.prototype.createBindGroup = createBindGroup; // the next call finds room
    throw new RangeError('no room');
  };
  const learn = async () => Promise.allSettled(runs.learners.map(async (learner) => learner.learn()));
  expect(runs.joint.arePossible).toBe(true);
  for (const { status } of await runs.joint.together(learn)) expect(status).toBe('rejected');
  expect(await Promise.all(runs.learners.map((learner) => learner.read()))).toEqual(before);
  runs.dispose();
});

test('the end of joint steps frees their recording, and each side goes on alone', async () => {
  const sides = bothOf(SMALL, {}, { schedule: 'linear' });
  const runs = createJointRuns(sides);
  const held = () => ({ tensors: tf.memory().numTensors, bytes: gpuWork().bytes });
  const before = held();
  await runs.step();
  await runs.learners[0].read();
  const alone = held(); // each has its recording of a step, and its batches
  for (let i = 0; i < 3; i++) await runs.step();
  await runs.learners[0].read();
  runs.joint.end();
  const ended = held();
  expect(ended.tensors).toBeLessThan(alone.tensors);
  expect(ended.bytes).toBeLessThan(alone.bytes);
  expect(ended.bytes).toBeGreaterThan(before.bytes);
  expect(runs.joint.arePossible).toBe(false);
  await runs.step();
  expect(held()).toEqual(alone);
  const expected = await trainAlone(sides, 5);
  for (const [i, learner] of runs.learners.entries()) {
    const { params, m, v, ema } = await learner.read();
    expect([params, m, v, ema].flatMap((x) => Array.from(x))).toEqual(expected[i].state);
  }
  runs.dispose();
});

test('300 joint steps create no tensor and no buffer, and nothing is left of them', async () => {
  const first = { tensors: tf.memory().numTensors, bytes: gpuWork().bytes };
  const runs = createJointRuns(bothOf(SMALL, {}, { seed: 2 }));
  for (let i = 0; i < 3; i++) await runs.step();
  await runs.learners[0].read();
  const before = { tensors: tf.memory().numTensors, bytes: gpuWork().bytes };
  for (let i = 0; i < 300; i++) {
    await runs.step();
    if (i % 50 === 0) await runs.learners[0].read(); // its queue must not grow without end
  }
  expect({ tensors: tf.memory().numTensors, bytes: gpuWork().bytes }).toEqual(before);
  runs.learners[0].dispose();
  runs.learners[1].learn(); // goes on alone
  expect((await runs.learners[1].read()).params.every(Number.isFinite)).toBe(true);
  runs.learners[1].dispose();
  expect(tf.memory().numTensors).toBe(first.tensors);
});
