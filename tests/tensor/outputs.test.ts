/** What a network's numbers mean where the variance is learned, for points and for images. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/fields';
import { createProcess } from '../../src/diffusion/processes';
import { unetConfigJson } from '../../src/interop/diffusersUnet';
import { createModel } from '../../src/model/model';
import { meanOutput, predictsVariance, varianceFraction } from '../../src/model/outputs';
import { UNET_PRESETS } from '../../src/model/unet/presets';
import { byName, unpack } from '../../src/model/weights';
import { createDenoiser } from '../../src/sampling/denoiser';
import { useNodeBackend } from './nodeBackends';

beforeAll(() => useNodeBackend('wasm'));

test('an image network with learned_range gives the mean first, then 2v - 1 (diffusers)', async () => {
  const output = tf.tensor4d([0.25, -3, -1, 1], [1, 1, 1, 4]);
  expect(predictsVariance(output, 2)).toBe(true);
  expect([...(await meanOutput(output, 2).data())]).toEqual([0.25, -3]);
  expect([...(await varianceFraction(output, 2).data())]).toEqual([0, 1]);
  expect(predictsVariance(output, 4)).toBe(false);
});

test('an MLP with learned variance gives v behind a sigmoid', async () => {
  const output = tf.tensor2d([1, 2, 0, 100], [1, 4]);
  expect([...(await meanOutput(output, 2).data())]).toEqual([1, 2]);
  const [middle, large] = await varianceFraction(output, 2).data();
  expect(middle).toBeCloseTo(0.5, 6);
  expect(large).toBeCloseTo(1, 6);
});

test('a U-Net of twice the channels denoises to an image and a variance of its shape', () => {
  const unet = { ...UNET_PRESETS['grey-28-tiny'], sampleSize: 8, inChannels: 1, outChannels: 2 };
  const config = {
    ...DEFAULT_CONFIG,
    dataset: 'images',
    model: 'unet',
    unet: 'custom',
    variance: 'learned',
    architecture: JSON.stringify(unetConfigJson(unet)),
  } as const;
  const model = createModel(config, { shape: null, classes: 0 });
  tf.tidy(() => {
    const flat = tf.fill([model.layout.size], 0.01);
    const weights = byName(unpack(flat, model.layout), model.layout);
    const process = createProcess(config);
    const denoise = createDenoiser({ model, weights, process, prediction: 'eps' }, null);
    const { x0, varianceFraction: fraction } = denoise(tf.ones([1, 8, 8, 1]), 3, process.level(3));
    expect(x0.shape).toEqual([1, 8, 8, 1]);
    expect(fraction?.shape).toEqual([1, 8, 8, 1]);
  });
  expect(() =>
    createModel(
      { ...config, architecture: JSON.stringify(unetConfigJson({ ...unet, outChannels: 1 })) },
      { shape: null, classes: 0 },
    ),
  ).toThrow(/does not predict the variance/);
});
