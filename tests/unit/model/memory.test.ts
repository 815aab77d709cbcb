/** The memory of a run: what it grows with, and what is refused. tests/tensor/memory.test.ts holds it to what is really held. */
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { RefusedError } from '../../../src/diffusion/refusal';
import { bytesInWords, largestBatch, memoryNeed, refuseOversize } from '../../../src/model/memory';

const POINTS = { shape: [2], classes: 0 };
const DIGITS = { shape: [28, 28, 1], classes: 10 };
const UNET: RunConfig = { ...DEFAULT_CONFIG, dataset: 'mnist', model: 'unet', T: 1000, batchSize: 64 };

test('the weights are thirteen arrays of the parameters, the activations grow with the batch', () => {
  const one = memoryNeed({ ...UNET, batchSize: 1 }, DIGITS);
  const many = memoryNeed({ ...UNET, batchSize: 10 }, DIGITS);
  expect(one.weights).toBe(13 * 4 * 280_177);
  expect(many.weights).toBe(one.weights);
  expect(many.activations / one.activations).toBeCloseTo(10, 10);
});

test('images of twice the side need four times the activations where there is no attention', () => {
  const tiny: RunConfig = { ...UNET, dataset: 'images', unet: 'grey-28-tiny' };
  // mid attention is left: its share is small
  const small = memoryNeed(tiny, { shape: [32, 32, 1], classes: 0 }).activations;
  const large = memoryNeed(tiny, { shape: [64, 64, 1], classes: 0 }).activations;
  expect(large / small).toBeGreaterThan(3.9);
  expect(large / small).toBeLessThan(6);
});

test('what does not fit is refused with the largest batch that does', () => {
  const limits = { total: 200e6 };
  const fitting = largestBatch([{ config: UNET, kind: DIGITS }], limits);
  expect(fitting).toBeGreaterThan(0);
  expect(fitting).toBeLessThan(64);
  expect(() => refuseOversize({ ...UNET, batchSize: fitting }, DIGITS, limits)).not.toThrow();
  expect(() => refuseOversize({ ...UNET, batchSize: fitting + 1 }, DIGITS, limits)).toThrow(RefusedError);
  try {
    refuseOversize(UNET, DIGITS, limits);
    expect.unreachable();
  } catch (error) {
    const { message, hint, fix } = (error as RefusedError).diagnostic;
    expect(message).toMatch(/^Batches of 64 need about \d+ MB, and there are 200 MB here\.$/);
    expect(hint).toBe(`Batches of ${fitting} fit.`);
    expect(fix).toEqual({ batchSize: fitting });
  }
});

test('two runs have one batch that fits both together', () => {
  const limits = { total: 400e6 };
  const one = { config: UNET, kind: DIGITS };
  const wide = { config: { ...DEFAULT_CONFIG, width: 512, batchSize: 64 }, kind: POINTS };
  const batch = largestBatch([one, wide], limits);
  expect(batch).toBeLessThan(largestBatch([one], limits));
  const total = (batchSize: number) =>
    [one, wide].reduce((sum, { config, kind }) => sum + memoryNeed({ ...config, batchSize }, kind).total, 0);
  expect(total(batch)).toBeLessThanOrEqual(limits.total);
  expect(total(batch + 1)).toBeGreaterThan(limits.total);
});

test('a tensor larger than the device allows is refused, whatever the sum', () => {
  const config = { ...DEFAULT_CONFIG, batchSize: 16_384, width: 1024 };
  expect(memoryNeed(config, POINTS).largest).toBe(4 * 16_384 * 1024);
  expect(() => refuseOversize(config, POINTS, { buffer: 32e6 })).toThrow(/a tensor of 67 MB.*allows 32 MB/);
  expect(() => refuseOversize(config, POINTS, {})).not.toThrow();
});

test('where not even one sample fits, the network is too large', () => {
  expect(() => refuseOversize(UNET, DIGITS, { total: 1e6 })).toThrow(/narrower network/);
});

test('bytes are written with two significant digits', () => {
  expect([8.43e7, 5.24e9, 4.2e4, 1.26e8].map(bytesInWords)).toEqual(['84 MB', '5.2 GB', '0.1 MB', '130 MB']);
});
