import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';

import { readSafetensors } from '../../src/interop/safetensors';
import { renameOldAttention } from '../../src/interop/tensorNames';
import { byName } from '../../src/model/weights';
import { NODE_BACKENDS, useNodeBackend } from './nodeBackends';
import { fixtureBytes, fixtureUnet } from './unetFiles';
import { image, largestDifference, numbers, statistics, timeRows, uploadWeights } from './unetFixtures';

const FIXTURES = ['unet_attn_28', 'unet_cifarstyle_32'] as const;

describe.each(NODE_BACKENDS)('the U-Net on %s', (backend) => {
  beforeAll(() => useNodeBackend(backend));

  describe.each(FIXTURES)('with the weights of %s', (fixture) => {
    const { unet, stored, io } = fixtureUnet(fixture);
    const [, channels, height, width] = io.shape;
    const first = io.x.slice(0, channels * height * width);

    // The reference is float32 too: 1e-4 is a hundred times the difference between its float32 and its float64.
    test('agrees with diffusers to 1e-4, block by block', () => {
      const weights = uploadWeights(unet, stored);
      const seen = new Map<string, Float32Array>();
      const observe = (name: string, output: tf.Tensor) => seen.set(name, numbers(output));
      const y = tf.tidy(() =>
        numbers(
          unet.forward(byName(weights, unet.layout), image(io.x, io.shape), timeRows(unet, io.timesteps), {
            observe,
          }),
        ),
      );
      for (const [name, expected] of Object.entries(io.activations)) {
        const output = seen.get(name);
        if (!output) {
          expect(['time_proj', 'conv_norm_out']).toContain(name); // parts of a fused operation here
          continue;
        }
        const { mean, std, first8 } = statistics(output);
        expect(Math.abs(mean - expected.mean), `mean of ${name}`).toBeLessThan(1e-4);
        expect(Math.abs(std - expected.std), `deviation of ${name}`).toBeLessThan(1e-4);
        expect(largestDifference(first8, expected.first8), `first values of ${name}`).toBeLessThan(1e-4);
      }
      expect(largestDifference(y, io.y)).toBeLessThan(1e-4);
      tf.dispose(weights);
    });

    test('takes a timestep between two whole ones', () => {
      const weights = uploadWeights(unet, stored);
      const y = tf.tidy(() =>
        numbers(
          unet.forward(
            byName(weights, unet.layout),
            image(first, [1, channels, height, width]),
            timeRows(unet, [12.5]),
          ),
        ),
      );
      expect(largestDifference(y, io['y_t12.5_sample0'])).toBeLessThan(1e-4);
      tf.dispose(weights);
    });

    // Errors of ten evaluations add up, and the first steps amplify them. On WASM alone: plain JavaScript takes ten times as long.
    test.runIf(backend === 'wasm')('takes the ten DDIM steps of diffusers to 1e-3', () => {
      const weights = uploadWeights(unet, stored);
      const cumulative = linearAlphasCumprod(1000);
      let x = first;
      for (const { t, mean, std, first8 } of io.ddim10.trajectory) {
        const eps = tf.tidy(() =>
          numbers(
            unet.forward(
              byName(weights, unet.layout),
              image(x, [1, channels, height, width]),
              timeRows(unet, [t]),
            ),
          ),
        );
        const [now, next] = [cumulative[t], t >= 100 ? cumulative[t - 100] : 1];
        x = x.map((value, i) => {
          const x0 = Math.min(1, Math.max(-1, (value - Math.sqrt(1 - now) * eps[i]) / Math.sqrt(now)));
          return Math.sqrt(next) * x0 + Math.sqrt(1 - next) * eps[i];
        });
        const got = statistics(Float32Array.from(x));
        expect(Math.abs(got.mean - mean), `mean after t = ${t}`).toBeLessThan(1e-3);
        expect(Math.abs(got.std - std), `deviation after t = ${t}`).toBeLessThan(1e-3);
        expect(largestDifference(got.first8, first8), `first values after t = ${t}`).toBeLessThan(1e-3);
      }
      expect(largestDifference(x, io.ddim10.final)).toBeLessThan(1e-3);
      tf.dispose(weights);
    });

    test('leaves nothing behind', () => {
      const weights = uploadWeights(unet, stored);
      const x = image(first, [1, channels, height, width]);
      const t = timeRows(unet, [7]);
      unet.forward(byName(weights, unet.layout), x, t).dispose();
      const before = tf.memory().numTensors;
      unet.forward(byName(weights, unet.layout), x, t).dispose();
      expect(tf.memory().numTensors).toBe(before);
      tf.dispose([x, t]);
      tf.dispose(weights);
    });
  });

  test('gives the same output with weights under the attention names of older checkpoints', () => {
    const { unet, io } = fixtureUnet('unet_cifarstyle_32');
    const header = fixtureBytes('unet_cifarstyle_32', 'old_names.header');
    const file = fixtureBytes('unet_cifarstyle_32', 'diffusion_pytorch_model.safetensors');
    const dataStart = 8 + Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
    const old = readSafetensors(new Uint8Array(Buffer.concat([header, file.subarray(dataStart)])));
    const renamed = new Map([...old].map(([name, tensor]) => [renameOldAttention(name), tensor]));
    expect([...old.keys()].some((name) => name.endsWith('proj_attn.weight'))).toBe(true);
    const weights = uploadWeights(unet, renamed);
    const y = tf.tidy(() =>
      numbers(
        unet.forward(byName(weights, unet.layout), image(io.x, io.shape), timeRows(unet, io.timesteps)),
      ),
    );
    expect(largestDifference(y, io.y)).toBeLessThan(1e-4);
    tf.dispose(weights);
  });
});

/** β from 1e-4 to 0.02, as the fixtures' scheduler has it; written here so that no code under test computes it. */
function linearAlphasCumprod(steps: number): number[] {
  let product = 1;
  return Array.from({ length: steps }, (_, i) => {
    product *= 1 - (1e-4 + ((0.02 - 1e-4) * i) / (steps - 1));
    return product;
  });
}
