/** Batches of the device are those of the processor: the same samples, times and labels, and the same noise to float32 rounding. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { PHILOX } from '../../src/kernels/wgsl/philox';
import { fillNormal, philox4x32, STREAM } from '../../src/lib/rng';
import { chooseBackend } from '../../src/runtime/backend';
import { dispatch } from '../../src/webgpu/dispatch';
import { expectSameBatches } from '../tensor/batches';
import { SMALL } from '../tensor/images';
import { createTinyLearner, TINY } from '../tensor/runs';
import { dirtyMemory } from './dirtyMemory';

beforeAll(async () => {
  expect((await chooseBackend('webgpu')).backend).toBe('webgpu');
  dirtyMemory();
});

test('Philox returns the same words on the device, and normal numbers to 1e-6', async () => {
  const [seed, step, blocks] = [0xdeadbeef, 0x89abcdef, 4096];
  const { words, normals } = dispatch({
    name: 'philoxTest',
    sizes: {},
    inputs: {},
    outputs: { words: [blocks, 8], normals: [blocks, 4] },
    workgroups: blocks / 64,
    functions: PHILOX,
    body: `
  let drawn = philox(u32(index), ${STREAM.noise}u, ${step}u, ${seed}u);
  let numbers = normalsOf(u32(index), ${STREAM.noise}u, ${step}u, ${seed}u);
  for (var k = 0; k < 4; k++) {
    words[index * 8 + 2 * k] = f32(drawn[k] >> 16u);
    words[index * 8 + 2 * k + 1] = f32(drawn[k] & 0xffffu);
    normals[index * 4 + k] = numbers[k];
  }`,
  });
  const halves = await words.data();
  const expected = Array.from({ length: blocks }, (_, block) =>
    Array.from(philox4x32([block, STREAM.noise, step, 0], [seed, 0], new Uint32Array(4))),
  ).flat();
  expect(expected.findIndex((word, i) => halves[2 * i] * 65_536 + halves[2 * i + 1] !== word)).toBe(-1);
  const reference = fillNormal(new Float64Array(4 * blocks), { seed, stream: 'noise', step });
  const error = (await normals.data<'float32'>()).reduce(
    (most, z, i) => Math.max(most, Math.abs(z - reference[i])),
    0,
  );
  expect(error).toBeLessThan(1e-6);
});

describe('a batch of the device is that of the processor', () => {
  test.each<[string, Partial<RunConfig>]>([
    ['of points, stratified', {}],
    [
      'of points, with an odd batch, uniform, for x0',
      { batchSize: 19, timeSampling: 'uniform', prediction: 'x0' },
    ],
    ['with logit-normal times', { timeSampling: 'logit-normal' }],
    ['with logit-normal times as a weighting', { timeSampling: 'logit-normal', importanceWeights: false }],
    ['with times by the loss', { timeSampling: 'second-moment' }],
    ['of flow matching', { process: 'flow', prediction: 'velocity', timeSampling: 'logit-normal' }],
    ['for a learned variance', { variance: 'learned', weighting: 'min-snr', prediction: 'v' }],
  ])('%s', (_, changes) => expectSameBatches({ ...TINY, ...changes }));

  test.each<[string, Partial<RunConfig>]>([
    ['of images, mirrored, with labels', { classes: true }],
    ['of images as they are, without', { flips: false, batchSize: 3 }],
  ])('%s', (_, changes) => expectSameBatches({ ...SMALL, ...changes }));
});

test.each<[string, Partial<RunConfig>]>([
  ['of points', {}],
  ['of points with their classes', { classes: true }],
])('a hundred losses %s on WebGPU are those on WASM to 1e-3', async (_, changes) => {
  await chooseBackend('webgpu');
  const small = { width: 8, depth: 1, trainingSteps: 100, ...changes };
  const losses = async () => {
    const learner = createTinyLearner(small);
    const values: number[] = [];
    for (let step = 0; step < 100; step++) values.push((await learner.learn().loss.data())[0]);
    learner.dispose();
    return values;
  };
  const onWebgpu = await losses();
  await chooseBackend('wasm');
  for (const [i, loss] of (await losses()).entries())
    expect(Math.abs(onWebgpu[i] / loss - 1), `step ${i + 1}`).toBeLessThan(1e-3);
});
