/** The count of a step's work, against counts made by hand. */
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { floorOf, stepWork } from '../../bench/roofline';

const MLP: RunConfig = { ...DEFAULT_CONFIG, width: 64, depth: 3, batchSize: 64 };
const UNET: RunConfig = { ...DEFAULT_CONFIG, dataset: 'images', model: 'unet', T: 1000, batchSize: 32 };
const GREY = { shape: [28, 28, 1], classes: 0 };

test('the MLP has six operations a weight and sample: every weight is in three products', () => {
  // weights of time, input, blocks and output; biases and the last norm are in no product
  const weights = 64 * 16 + 34 * 64 + 3 * (2 * 16 * 64 + 64 * 64) + 64 * 2;
  expect(stepWork(MLP, { shape: [2], classes: 0 }).flops).toBe(6 * weights * 64);
});

test('the U-Net of 28 × 28 needs some 9 GFLOP for a step of 32 images', () => {
  const { flops, parameters } = stepWork(UNET, GREY);
  expect(parameters).toBe(280_177);
  expect(flops / 1e9).toBeGreaterThan(8);
  expect(flops / 1e9).toBeLessThan(10);
});

test('operations and bytes grow with the batch, but for those of the optimizer', () => {
  const [one, two] = [1, 2].map((batchSize) => stepWork({ ...UNET, batchSize }, GREY));
  expect(two.flops).toBe(2 * one.flops);
  expect(two.bytes).toBeLessThan(2 * one.bytes);
});

test('the floor is that of the scarcer of the two', () => {
  const work = { parameters: 0, flops: 2e9, bytes: 100e6 };
  expect(floorOf(work, { name: '', teraflops: 1, gigabytes: 1000 })).toBe(2);
  expect(floorOf(work, { name: '', teraflops: 10, gigabytes: 50 })).toBe(2);
  expect(floorOf(work, { name: '', teraflops: 10, gigabytes: 20 })).toBe(5);
});
