/** What the reference U-Nets do not have: held to identities between configurations. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { UnetConfig } from '../../src/interop/diffusersUnet';
import { fillNormal } from '../../src/lib/rng';
import { initialWeights } from '../../src/model/layout';
import { UNET_PRESETS } from '../../src/model/unet/presets';
import { createUnet, type Unet, type UnetOptions } from '../../src/model/unet/unet';
import { byName, unpack } from '../../src/model/weights';
import { useNodeBackend } from './nodeBackends';
import { largestDifference, timeRows } from './unetFixtures';

const SMALL: UnetConfig = { ...UNET_PRESETS['grey-28-tiny'], sampleSize: 8, blockOutChannels: [8, 16, 16] };
const BATCH = 2;
// float32, some fifty layers.
const TOLERANCE = 1e-5;

type Change = (name: string, values: Float32Array) => void;

const normal = (shape: number[], step: number) =>
  tf.tensor(
    fillNormal(new Float32Array(shape.reduce((product, n) => product * n, 1)), {
      seed: 9,
      stream: 'data',
      step,
    }),
    shape,
  );

/** Output of a U-Net whose first weights were changed by name; labels are made inside, so that nothing leaks. */
function outputOf(
  config: UnetConfig,
  {
    change = () => {},
    labels,
    scale = 1,
    shift = 0,
  }: {
    change?: Change;
    labels?: (unet: Unet) => UnetOptions['labels'];
    scale?: number;
    shift?: number;
  } = {},
): Float32Array {
  const unet = createUnet(config);
  const flat = initialWeights(unet.layout, 4);
  for (const { name, offset, size } of unet.layout.parameters)
    change(name, flat.subarray(offset, offset + size));
  return tf.tidy(() => {
    const weights = unpack(tf.tensor1d(flat), unet.layout);
    const x = tf.add(tf.mul(normal([BATCH, 8, 8, 1], 0), scale), shift);
    const given = labels ? { labels: labels(unet) } : {};
    return unet
      .forward(byName(weights, unet.layout), x, timeRows(unet, [3, 500]), given)
      .dataSync<'float32'>()
      .slice();
  });
}

const zeroed =
  (pattern: RegExp): Change =>
  (name, values) => {
    if (pattern.test(name)) values.fill(0);
  };

describe('the U-Net', () => {
  beforeAll(() => useNodeBackend('wasm'));

  test('with scale and shift told 0 equals the one with 0 added', () => {
    const change: Change = (name, values) => {
      // Drawn by place in the list, the weights would differ: a constant pattern instead.
      for (let i = 0; i < values.length; i++)
        values[i] = Math.sin(i * 1.7 + values.length) / Math.sqrt(values.length);
      if (name.includes('time_emb_proj')) values.fill(0);
      if (name.includes('norm') && name.endsWith('weight')) values.fill(1.1);
    };
    const told = outputOf({ ...SMALL, timeScaleShift: 'scale_shift', midAttention: false }, { change });
    const added = outputOf({ ...SMALL, midAttention: false }, { change });
    expect(largestDifference(told, added)).toBeLessThan(TOLERANCE);
  });

  test('told a scale of 1 by its bias doubles the norm: as if gain and shift were twice as large', () => {
    const config: UnetConfig = { ...SMALL, timeScaleShift: 'scale_shift', midAttention: false };
    const told = outputOf(config, {
      change(name, values) {
        if (name.includes('time_emb_proj')) values.fill(0);
        if (name.includes('time_emb_proj.bias')) values.fill(1, 0, values.length / 2);
      },
    });
    const doubled = outputOf(config, {
      change(name, values) {
        if (name.includes('time_emb_proj')) values.fill(0);
        if (/norm2\.(weight|bias)$/.test(name)) for (let i = 0; i < values.length; i++) values[i] *= 2;
      },
    });
    expect(largestDifference(told, doubled)).toBeLessThan(TOLERANCE);
  });

  test('without a class equals the one whose class is a row of zeros', () => {
    const config = { ...SMALL, numClassEmbeds: 4 };
    const none = outputOf(config, { labels: () => tf.tensor1d([-1, -1], 'int32') });
    const zero = outputOf(config, {
      change: zeroed(/class_embedding/),
      labels: () => tf.tensor1d([2, 0], 'int32'),
    });
    const some = outputOf(config, { labels: () => tf.tensor1d([2, 0], 'int32') });
    expect(largestDifference(none, zero)).toBeLessThan(TOLERANCE);
    expect(largestDifference(none, some)).toBeGreaterThan(1e-3);
  });

  test('given a vector of zeros for a class is the unconditional one', () => {
    const plain = outputOf(SMALL);
    const given = outputOf({ ...SMALL, classEmbedType: 'identity' }, { labels: () => tf.zeros([BATCH, 32]) });
    expect(largestDifference(given, plain)).toBeLessThan(TOLERANCE);
  });

  test('embeds a number as it embeds a time', () => {
    const config: UnetConfig = { ...SMALL, classEmbedType: 'timestep' };
    const rows = (unet: Unet) => timeRows(unet, [1, 2]);
    const off = outputOf(config, { change: zeroed(/class_embedding/), labels: rows });
    const alsoOff = outputOf(config, { change: zeroed(/class_embedding\.linear_2/), labels: rows });
    expect(largestDifference(off, alsoOff)).toBeLessThan(TOLERANCE);
    expect(largestDifference(off, outputOf(config, { labels: rows }))).toBeGreaterThan(1e-3);
  });

  test('centres data in [0, 1] itself: 2x - 1', () => {
    const centred = outputOf({ ...SMALL, centerInputSample: true }, { scale: 0.5, shift: 0.5 });
    expect(largestDifference(centred, outputOf(SMALL))).toBeLessThan(TOLERANCE);
  });

  test('divides each residual sum of the mid block by its factor', () => {
    const unet = createUnet({ ...SMALL, midBlockScaleFactor: 2 });
    const flat = initialWeights(unet.layout, 4);
    // Residuals of 0: what comes in goes through two ResNet blocks and an attention, halved each time.
    for (const { name, offset, size } of unet.layout.parameters) {
      if (/mid_block\..*(conv2|to_out\.0)/.test(name)) flat.fill(0, offset, offset + size);
    }
    const seen = new Map<string, Float32Array>();
    tf.tidy(() => {
      const weights = byName(unpack(tf.tensor1d(flat), unet.layout), unet.layout);
      unet.forward(weights, normal([BATCH, 8, 8, 1], 0), timeRows(unet, [3, 500]), {
        observe: (name, output) => seen.set(name, output.dataSync<'float32'>().slice()),
      });
    });
    const eighth = seen.get('down_blocks.2')!.map((v) => v / 8);
    expect(largestDifference(seen.get('mid_block')!, eighth)).toBeLessThan(TOLERANCE);
  });

  test('takes one time for all images', () => {
    const unet = createUnet(SMALL);
    tf.tidy(() => {
      const weights = byName(unpack(tf.tensor1d(initialWeights(unet.layout, 4)), unet.layout), unet.layout);
      const x = normal([BATCH, 8, 8, 1], 0);
      const one = unet.forward(weights, x, timeRows(unet, [7])).dataSync();
      const each = unet.forward(weights, x, timeRows(unet, [7, 7])).dataSync();
      expect(largestDifference(one, each)).toBeLessThan(TOLERANCE);
    });
  });

  test('names what is wrong with an image or with missing labels', () => {
    const unet = createUnet(SMALL);
    const weights = () => tf.scalar(0);
    const conditional = { ...SMALL, numClassEmbeds: 4 };
    expect(() => unet.forward(weights, tf.zeros([1, 6, 8, 1]), tf.zeros([1, 8]))).toThrow(
      /6×8.*multiples of 4/,
    );
    expect(() => unet.forward(weights, tf.zeros([1, 8, 8, 3]), tf.zeros([1, 8]))).toThrow(/\[B, H, W, 1\]/);
    expect(() => outputOf(conditional)).toThrow(/needs labels/);
  });
});
