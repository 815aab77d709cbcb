/** How many threads the parts of a step have that sum over the batch, on hardware and on a software adapter: counts, which no machine changes. */
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, test } from 'vitest';
import { backwardGather, forwardGather } from '../../src/kernels/conv2d/webgpu/direction';
import { filterGradientGroups } from '../../src/kernels/conv2d/webgpu/filterGradient';
import { gatherGroups } from '../../src/kernels/conv2d/webgpu/gather';
import { weightGradientThreads } from '../../src/kernels/dense/webgpu/weightGradients';
import { groupsOf, sharesOf } from '../../src/kernels/wgsl/shares';
import { THREADS as GROUP } from '../../src/webgpu/dispatch';
import { THREADS_FLAG, THREADS_OF_HARDWARE, THREADS_OF_SOFTWARE } from '../../src/webgpu/threads';

const onHardware = () => tf.env().set(THREADS_FLAG, THREADS_OF_HARDWARE);
const onSoftware = () => tf.env().set(THREADS_FLAG, THREADS_OF_SOFTWARE);

afterEach(() => tf.env().set(THREADS_FLAG, 0));

const ofWeights = (rows: number, inputs: number, outputs: number) => {
  const { groups, threads } = weightGradientThreads(rows, inputs, outputs);
  return groups * threads;
};

/** A convolution of 3×3, stride 1, padding 1. */
const convolution = (batch: number, size: number, inputs: number, outputs: number) => ({
  stride: 1,
  top: 1,
  left: 1,
  upsample: 1 as const,
  input: [batch, size, size, inputs],
  filter: [3, 3, inputs, outputs],
  output: [batch, size, size, outputs],
});

const ofConvolution = (...shape: Parameters<typeof convolution>) => {
  const of = convolution(...shape);
  return {
    forward: gatherGroups(forwardGather(of)) * GROUP,
    backward: gatherGroups(backwardGather(of)) * GROUP,
    filter: filterGradientGroups(of) * GROUP,
  };
};

describe.each([64, 256])('at a batch of %i', (batch) => {
  test('the weight gradients of a dense layer have thousands of threads', () => {
    onHardware();
    expect(ofWeights(batch, 128, 128)).toBeGreaterThanOrEqual(8192);
    expect(ofWeights(batch, 64, 64)).toBeGreaterThanOrEqual(batch === 64 ? 2048 : 4096);
    expect(ofWeights(batch, 128, 2)).toBeGreaterThanOrEqual(batch === 64 ? 256 : 512);
  });

  test('the modulations of three blocks, and of one row for the batch, likewise', () => {
    onHardware();
    const items = 6 * (32 / 4 + 1) * (128 / 4);
    expect(groupsOf(items, sharesOf(batch, items), GROUP) * GROUP).toBeGreaterThanOrEqual(8192);
    const blocks = 128 / 4;
    expect(groupsOf(blocks, sharesOf(batch, blocks), 32) * 32).toBeGreaterThanOrEqual(
      batch === 64 ? 256 : 512,
    );
  });

  test('a convolution has thousands of threads in each of its parts', () => {
    onHardware();
    for (const [size, channels] of [
      [28, 32],
      [14, 32],
      [14, 64],
      [7, 64],
    ]) {
      const { forward, backward, filter } = ofConvolution(batch, size, channels, channels);
      expect(forward).toBeGreaterThanOrEqual(8192);
      expect(backward).toBeGreaterThanOrEqual(8192);
      expect(filter).toBeGreaterThanOrEqual(8192);
    }
  });

  test('no thread sums fewer rows than are worth the sum over the threads', () => {
    onHardware();
    for (const [inputs, outputs] of [
      [2, 64],
      [64, 64],
      [128, 128],
      [512, 512],
    ])
      expect(batch / weightGradientThreads(batch, inputs, outputs).shares).toBeGreaterThanOrEqual(8);
  });

  test('a software adapter, which has no more lanes than cores, keeps a thread for a sum', () => {
    onSoftware();
    expect(weightGradientThreads(batch, 128, 128).shares).toBe(1);
    expect(weightGradientThreads(batch, 64, 64).shares).toBe(1);
    expect(ofConvolution(batch, 28, 32, 32).filter).toBe(48 * GROUP);
  });
});
