/** Own shaders stand among stock operations in the order of the calls, and write what they are told to and nothing else. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { dispatch } from '../../src/kernels/webgpu/program';
import { chooseBackend } from '../../src/runtime/backend';
import { dirtyMemory } from './dirtyMemory';
import { takeGpuErrors } from './gpuErrors';

beforeAll(async () => {
  expect((await chooseBackend('webgpu')).backend).toBe('webgpu');
  dirtyMemory();
});

const values = async (x: tf.Tensor) => Array.from(await x.data());

test('two outputs of different shapes, and an input that the code does not mention', async () => {
  const x = tf.tensor1d([1, 2, 3]);
  const labels = tf.tensor1d([7, 8, 9], 'int32');
  const { doubled, sum } = dispatch({
    name: 'twoOutputs',
    sizes: { SIZE: 3 },
    inputs: { x, labels, unused: tf.tensor1d([0]) },
    outputs: { doubled: [3, 1], sum: [1] },
    workgroups: 1,
    body: `
  if (index < SIZE) { doubled[index] = 2.0 * x[index]; }
  if (index == 0) { sum[0] = f32(labels[0] + labels[1] + labels[2]); }`,
  });
  expect(doubled.shape).toEqual([3, 1]);
  expect(await values(doubled)).toEqual([2, 4, 6]);
  expect(await values(sum)).toEqual([24]);
});

test('a tensor written in place, between stock operations, even after it was read', async () => {
  const x = tf.tensor1d([1, 2, 3, 4]);
  expect(await values(x)).toEqual([1, 2, 3, 4]); // the processor has a copy from now on
  const increase = () =>
    dispatch({
      name: 'increase',
      sizes: {},
      inputs: {},
      outputs: { x },
      vectors: ['x'],
      workgroups: 1,
      body: 'if (index == 0) { x[0] += vec4<f32>(1.0); }',
    });
  const before = tf.mul(x, 1);
  expect(increase().x).toBe(x);
  const between = tf.mul(x, 10);
  increase();
  expect(await values(before)).toEqual([1, 2, 3, 4]);
  expect(await values(between)).toEqual([20, 30, 40, 50]);
  expect(await values(x)).toEqual([3, 4, 5, 6]);
});

test('every thread of more workgroups than fit in a row, or of three axes, has an index of its own', async () => {
  const SIZE = 65_600 * 2;
  const { seen } = dispatch({
    name: 'indices',
    sizes: { SIZE },
    inputs: {},
    outputs: { seen: [SIZE] },
    workgroups: SIZE / 2,
    threads: 2,
    body: 'if (index < SIZE) { seen[index] = f32(index); }',
  });
  const indices = await seen.data();
  expect(indices.every((value, i) => value === i)).toBe(true);
  const { places } = dispatch({
    name: 'places',
    sizes: {},
    inputs: {},
    outputs: { places: [2 * 3 * 4 * 5] },
    workgroups: [2, 3, 4],
    threads: 5,
    body: 'places[index] = f32(workgroup.z * 100u + workgroup.y * 10u + workgroup.x) + f32(local) / 10.0;',
  });
  const told = await values(places);
  expect(told[0]).toBe(0);
  expect(told[5 * (1 + 2 * (2 + 3 * 3)) + 4]).toBeCloseTo(321.4, 4);
});

test('what a shader leaves out of a new output is NaN in these tests', async () => {
  const body = 'if (index == 0) { y[0] = 5.0; }';
  const { y } = dispatch({ name: 'half', sizes: {}, inputs: {}, outputs: { y: [2] }, workgroups: 1, body });
  expect(await values(y)).toEqual([5, Number.NaN]);
});

test('a buffer that is read and written at once is refused, and so are more arrays than there is room for', () => {
  const x = tf.tensor1d([1]);
  const shader = { name: 'wrong', sizes: {}, workgroups: 1, body: '' };
  expect(() => dispatch({ ...shader, inputs: { x }, outputs: { y: x } })).toThrow('wrong writes y');
  const inputs = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`x${i}`, tf.tensor1d([i])]));
  expect(() => dispatch({ ...shader, inputs, outputs: { y: [1] } })).toThrow('9 arrays');
});

test('what the device refuses is heard', async () => {
  dispatch({
    name: 'nonsense',
    sizes: {},
    inputs: {},
    outputs: { y: [1] },
    workgroups: 1,
    body: 'nonsense;',
  });
  await tf.ones([1]).data();
  const errors = await takeGpuErrors();
  expect(errors.join()).toMatch(/nonsense/);
});
