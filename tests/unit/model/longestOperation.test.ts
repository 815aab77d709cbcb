/** How long a worker may hold its thread: seconds for what the page offers at first, more only for what is large. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEFAULT_CONFIG, type RunConfig } from '../../../src/config/fields';
import { longestOperation } from '../../../src/model/longestOperation';

const POINTS = { shape: [2], classes: 0 };
const DIGITS = { shape: [28, 28, 1], classes: 10 };
const COLOURS = { shape: [32, 32, 3], classes: 0 };
const UNET: RunConfig = { ...DEFAULT_CONFIG, dataset: 'mnist', model: 'unet', T: 1000, batchSize: 64 };

test('the runs that the page offers first need no longer silence than ten seconds', () => {
  const mlp = longestOperation(DEFAULT_CONFIG, POINTS, 'wasm');
  expect(Math.max(mlp.newWeights, mlp.withSamples(3000))).toBeLessThan(1000);
  const unet = longestOperation(UNET, DIGITS, 'wasm');
  expect(Math.max(unet.newWeights, unet.withSamples(64))).toBeLessThan(10_000);
});

test('a large U-Net declares more, plain JavaScript ten times as much, and both grow with the samples', () => {
  const cifar = readFileSync(
    new URL('../../fixtures/unet_cifarstyle_32/config.json', import.meta.url),
    'utf8',
  );
  const channels = { block_out_channels: [128, 256, 256, 256], norm_num_groups: 32 }; // the fixture's are few
  const architecture = JSON.stringify({ ...JSON.parse(cifar), ...channels });
  const large: RunConfig = { ...UNET, dataset: 'images', unet: 'custom', architecture };
  const wasm = longestOperation(large, COLOURS, 'wasm');
  expect(wasm.withSamples(128)).toBeGreaterThan(20_000);
  expect(wasm.withSamples(128)).toBe(2 * wasm.withSamples(64));
  expect(longestOperation(large, COLOURS, 'cpu').withSamples(64)).toBeCloseTo(10 * wasm.withSamples(64));
  expect(wasm.newWeights).toBeGreaterThan(1000);
});
