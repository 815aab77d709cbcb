import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byName } from '../../src/model/weights';
import { chooseBackend, type DeviceTrouble } from '../../src/runtime/backend';
import { DIT_KERNEL_CHECKS } from '../tensor/ditKernelChecks';
import { DIT_CASES, ditDifferences } from '../tensor/stockDit';
import { image, largestDifference, referenceUnet, timeRows, uploadWeights } from '../tensor/unetFixtures';
import { differences, KERNEL_CHECKS, mostOf, oneOfEachKind } from '../tensor/unetKernelChecks';
import { dirtyMemory } from './dirtyMemory';

/** Addresses of the reference U-Nets' files, which Vite serves. */
const FILES = import.meta.glob<string>('../fixtures/unet_*/*.{json,safetensors}', {
  query: '?url',
  import: 'default',
  eager: true,
});

async function fixtureUnet(name: string) {
  const bytes = async (file: string) => {
    const response = await fetch(FILES[`../fixtures/${name}/${file}`]);
    return new Uint8Array(await response.arrayBuffer());
  };
  return referenceUnet({
    config: await bytes('config.json'),
    weights: await bytes('diffusion_pytorch_model.safetensors'),
    io: await bytes('io.json'),
  });
}

// Software WebGL's exponentials and sines are the coarsest: 1e-3 of a result's largest number, and of y.
const TOLERANCE = 1e-3;

const CHECKS = oneOfEachKind([...KERNEL_CHECKS, ...DIT_KERNEL_CHECKS]);
const DITS = Object.entries(DIT_CASES);

/** On WebGL one network of each kind: the other ones are of the same operations, and its shaders take seconds to compile. */
const ON_BACKENDS = [
  { backend: 'webgl', dits: DITS.slice(0, 1), unets: ['unet_attn_28'] },
  { backend: 'webgpu', dits: DITS, unets: ['unet_attn_28', 'unet_cifarstyle_32'] },
] as const;

describe.each(ON_BACKENDS)('the U-Net on $backend', ({ backend, dits, unets }) => {
  const troubles: DeviceTrouble[] = [];

  beforeAll(async () => {
    const report = await chooseBackend(backend, (trouble) => troubles.push(trouble));
    expect(report.backend).toBe(backend);
    if (backend === 'webgpu') dirtyMemory();
  });

  // A GPU that rejects a shader drops it silently, and its outputs keep their old numbers.
  afterAll(() => expect(troubles).toEqual([]));

  test.each(CHECKS)('$name has the value and the gradients of stock operations', async (check) => {
    for (const difference of await differences(check, backend))
      expect(difference).toBeLessThan(mostOf(check, TOLERANCE));
  });

  test.each(dits)('a DiT of %s has the output and all gradients of stock operations', async (_, config) => {
    const differences = await ditDifferences(config, backend);
    expect([...differences].filter(([, error]) => !(error < 5 * TOLERANCE))).toEqual([]);
  });

  test.each(unets)('agrees with diffusers to 1e-3 with the weights of %s', async (name) => {
    const { unet, stored, io } = await fixtureUnet(name);
    const [, channels, height, width] = io.shape;
    const size = channels * height * width;
    const weights = uploadWeights(unet, stored);
    const last = io.timesteps.length - 1;
    const x = image(io.x.slice(last * size), [1, channels, height, width]);
    const temb = timeRows(unet, [io.timesteps[last]]);
    const run = () =>
      tf.tidy(() => tf.transpose(unet.forward(byName(weights, unet.layout), x, temb), [0, 3, 1, 2]));
    const y = run();
    expect(largestDifference(await y.data(), io.y.slice(last * size))).toBeLessThan(TOLERANCE);
    y.dispose();
    const before = tf.memory().numTensors;
    run().dispose();
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([weights, x, temb]);
  });
});
