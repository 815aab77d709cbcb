/** Dispatches run among stock operations in the order of the calls, and write their outputs and nothing else. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { chooseBackend } from '../../src/runtime/backend';
import { createBuffer, destroyBuffer, viewOf, writeNumbers } from '../../src/webgpu/buffers';
import { deferredQueue, dropDeferredWork, runDeferredWork } from '../../src/webgpu/deferredWork';
import { dispatch, unwritten } from '../../src/webgpu/dispatch';
import { fusePostponed, type Postponed, postpone } from '../../src/webgpu/postponed';
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
  const { indices } = dispatch({
    name: 'indices',
    sizes: { SIZE },
    inputs: {},
    outputs: { indices: [SIZE] },
    workgroups: SIZE / 2,
    threads: 2,
    body: 'if (index < SIZE) { indices[index] = f32(index); }',
  });
  const written = await indices.data();
  expect(written.every((value, i) => value === i)).toBe(true);
  const { places } = dispatch({
    name: 'places',
    sizes: {},
    inputs: {},
    outputs: { places: [2 * 3 * 4 * 5] },
    workgroups: [2, 3, 4],
    threads: 5,
    body: 'places[index] = f32(workgroup.z * 100u + workgroup.y * 10u + workgroup.x) + f32(local) / 10.0;',
  });
  const written3d = await values(places);
  expect(written3d[0]).toBe(0);
  expect(written3d[5 * (1 + 2 * (2 + 3 * 3)) + 4]).toBeCloseTo(321.4, 4);
});

test('a write to a buffer does not overtake the work recorded before it', async () => {
  const buffer = createBuffer(4);
  const x = viewOf(buffer, 0, [4]);
  writeNumbers(buffer, 0, Float32Array.of(1, 2, 3, 4));
  const before = tf.mul(x, 10); // recorded, not yet submitted
  writeNumbers(buffer, 2, Float32Array.of(30, 40));
  expect(await values(before)).toEqual([10, 20, 30, 40]);
  expect(await values(x)).toEqual([1, 2, 30, 40]);
  x.dispose();
  destroyBuffer(buffer);
});

test('deferred work runs in groups on request, on tensors that live until then, or not at all', async () => {
  const groups: number[] = [];
  const defer = deferredQueue<{ x: tf.Tensor }, { y: tf.Tensor }>(2, (items) => {
    groups.push(items.length);
    for (const { inputs, outputs } of items)
      dispatch({
        name: 'copy',
        sizes: {},
        inputs,
        outputs,
        workgroups: 1,
        body: 'if (index == 0) { y[0] = x[0]; }',
      });
  });
  const y = [0, 0, 0].map((v) => tf.tensor1d([v]));
  const tensors = tf.memory().numTensors;
  for (const [i, output] of y.entries())
    tf.tidy(() => defer({ inputs: { x: tf.tensor1d([i + 5]) }, outputs: { y: output } }));
  expect(groups).toEqual([]);
  runDeferredWork();
  runDeferredWork();
  expect(groups).toEqual([2, 1]);
  expect(await Promise.all(y.map(values))).toEqual([[5], [6], [7]]);
  tf.tidy(() => defer({ inputs: { x: tf.tensor1d([9]) }, outputs: { y: y[0] } }));
  dropDeferredWork();
  runDeferredWork();
  expect(groups).toEqual([2, 1]);
  expect(tf.memory().numTensors).toBe(tensors);
});

/** Postpones y = 2 x. */
function postponeDouble(x: tf.Tensor): tf.Tensor {
  const y = unwritten(x.shape);
  postpone({ inputs: { x }, output: y, details: 2 }, ({ inputs, output, details }) => {
    dispatch({
      name: 'double',
      sizes: {},
      inputs,
      outputs: { y: output },
      workgroups: 1,
      body: `if (index < 4) { y[index] = ${details}.0 * x[index]; }`,
    });
  });
  return y;
}

test('postponed work is recorded before whatever is recorded, written or read after it', async () => {
  const buffer = createBuffer(4);
  const x = viewOf(buffer, 0, [4]);
  const set = (...numbers: number[]) => writeNumbers(buffer, 0, Float32Array.from(numbers));
  const tensors = tf.memory().numTensors;
  set(1, 2, 3, 4);
  const written = postponeDouble(x);
  set(5, 6, 7, 8);
  const stock = tf.tidy(() => tf.add(postponeDouble(x), 1));
  const read = postponeDouble(x);
  expect(await values(read)).toEqual([10, 12, 14, 16]);
  expect(await values(written)).toEqual([2, 4, 6, 8]);
  expect(await values(stock)).toEqual([11, 13, 15, 17]);
  const twice = tf.tidy(() => postponeDouble(postponeDouble(x)));
  expect(await values(twice)).toEqual([20, 24, 28, 32]);
  postponeDouble(x).dispose();
  expect(await values(x)).toEqual([5, 6, 7, 8]);
  tf.dispose([written, stock, read, twice]);
  expect(tf.memory().numTensors).toBe(tensors);
  x.dispose();
  destroyBuffer(buffer);
});

test('postponed work is fused with the next operation on its result, if that can', async () => {
  const x = tf.tensor1d([1, 2, 3, 4]);
  const other = tf.tensor1d([0]);
  const y = postponeDouble(x);
  expect(fusePostponed(other, () => 'fused')).toBeNull();
  expect(fusePostponed(y, () => null)).toBeNull();
  const fused = fusePostponed(y, ({ inputs, output }: Postponed<{ x: tf.Tensor }>) =>
    dispatch({
      name: 'doubleAndSquare',
      sizes: {},
      inputs,
      outputs: { y: output, squares: [4] },
      workgroups: 1,
      body: 'if (index < 4) { y[index] = 2.0 * x[index]; squares[index] = y[index] * y[index]; }',
    }),
  )!;
  expect(fusePostponed(y, () => 'again')).toBeNull();
  expect(await values(y)).toEqual([2, 4, 6, 8]);
  expect(await values(fused.squares)).toEqual([4, 16, 36, 64]);
});

test('what a shader does not write of a new output is NaN in these tests', async () => {
  const body = 'if (index == 0) { y[0] = 5.0; }';
  const { y } = dispatch({ name: 'half', sizes: {}, inputs: {}, outputs: { y: [2] }, workgroups: 1, body });
  expect(await values(y)).toEqual([5, Number.NaN]);
});

test('a buffer that is both read and written is refused, and so are more arrays than a shader may have', () => {
  const x = tf.tensor1d([1]);
  const shader = { name: 'wrong', sizes: {}, workgroups: 1, body: '' };
  expect(() => dispatch({ ...shader, inputs: { x }, outputs: { y: x } })).toThrow('wrong writes y');
  const inputs = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`x${i}`, tf.tensor1d([i])]));
  expect(() => dispatch({ ...shader, inputs, outputs: { y: [1] } })).toThrow('9 arrays');
});

test('an error of the device is reported', async () => {
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
