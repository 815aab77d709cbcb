/** What the reference U-Nets do not have: held to identities between configurations. */

import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { fillNormal } from '../../src/lib/rng';
import { sizeOf } from '../../src/lib/shape';
import { initialWeights } from '../../src/model/layout';
import { UNET_PRESETS } from '../../src/model/unet/presets';
import { createUnet, type Unet, type UnetOptions } from '../../src/model/unet/unet';
import { byName, unpack } from '../../src/model/weights';
import type { UnetConfig } from '../../src/types/unet';
import { useNodeBackend } from './nodeBackends';
import { largestDifference, timeRows } from './unetFixtures';

const SMALL: UnetConfig = { ...UNET_PRESETS['grey-28-tiny'], sampleSize: 8, blockOutChannels: [8, 16, 16] };
const BATCH = 2;
// float32, some fifty layers.
const TOLERANCE = 1e-5;

type Change = (name: string, values: Float32Array) => void;

const normal = (shape: number[], step: number) =>
  tf.tensor(
    fillNormal(new Float32Array(sizeOf(shape)), {
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
    const options = labels ? { labels: labels(unet) } : {};
    return unet
      .forward(byName(weights, unet.layout), x, timeRows(unet, [3, 500]), options)
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

  test('with a time projection of 0 as scale and shift equals the one that adds 0', () => {
    const change: Change = (name, values) => {
      // Drawn by place in the list, the weights would differ: a constant pattern instead.
      for (let i = 0; i < values.length; i++)
        values[i] = Math.sin(i * 1.7 + values.length) / Math.sqrt(values.length);
      if (name.includes('time_emb_proj')) values.fill(0);
      if (name.includes('norm') && name.endsWith('weight')) values.fill(1.1);
    };
    const scaled = outputOf({ ...SMALL, timeScaleShift: 'scale_shift', midAttention: false }, { change });
    const added = outputOf({ ...SMALL, midAttention: false }, { change });
    expect(largestDifference(scaled, added)).toBeLessThan(TOLERANCE);
  });

  test('a scale of 1 in the bias doubles the norm: as if gain and shift were twice as large', () => {
    const config: UnetConfig = { ...SMALL, timeScaleShift: 'scale_shift', midAttention: false };
    const scaled = outputOf(config, {
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
    expect(largestDifference(scaled, doubled)).toBeLessThan(TOLERANCE);
  });

  test('halves and doubles by ResNet blocks as diffusers does: pooled or repeated before the first convolution and in the shortcut', () => {
    const config: UnetConfig = {
      ...SMALL,
      blockOutChannels: [8, 16],
      downAttention: [false, false],
      upAttention: [false, false],
      downResnet: [true, false],
      upResnet: [true, false],
    };
    const unet = createUnet(config);
    const names = unet.parameters.map(({ name }) => name);
    for (const part of ['norm1', 'conv1', 'time_emb_proj', 'norm2', 'conv2']) {
      expect(names).toContain(`down_blocks.0.downsamplers.0.${part}.weight`);
      expect(names).toContain(`up_blocks.0.upsamplers.0.${part}.weight`);
    }
    expect(names).not.toContain('down_blocks.0.downsamplers.0.conv.weight');
    const seen = new Map<string, { shape: number[]; data: Float32Array }>();
    tf.tidy(() => {
      const weights = byName(unpack(tf.tensor1d(initialWeights(unet.layout, 4)), unet.layout), unet.layout);
      // With the last convolution zeroed what is left of a block is its shortcut.
      const shortcutOnly = (name: string) =>
        /samplers\.0\.conv2/.test(name) ? tf.zerosLike(weights(name)) : weights(name);
      const observe = (name: string, x: tf.Tensor) =>
        seen.set(name, { shape: [...x.shape], data: x.dataSync<'float32'>().slice() });
      const rows = timeRows(unet, [3, 500]);
      unet.forward(shortcutOnly, normal([BATCH, 8, 8, 1], 0), rows, { observe });
      const tensorOf = (name: string) => tf.tensor(seen.get(name)!.data, seen.get(name)!.shape);
      const before = tensorOf('down_blocks.0.resnets.0');
      const means = tf.mean(tf.reshape(before, [BATCH, 4, 2, 4, 2, 8]), [2, 4]);
      const down = seen.get('down_blocks.0.downsamplers.0')!;
      expect(down.shape).toEqual([BATCH, 4, 4, 8]);
      expect(largestDifference(down.data, means.dataSync<'float32'>())).toBeLessThan(TOLERANCE);
      const lastUp = [...seen.keys()].filter((name) => name.startsWith('up_blocks.0.resnets')).at(-1)!;
      const repeated = tf.tile(tf.reshape(tensorOf(lastUp), [BATCH, 4, 1, 4, 1, 16]), [1, 1, 2, 1, 2, 1]);
      const up = seen.get('up_blocks.0.upsamplers.0')!;
      expect(up.shape).toEqual([BATCH, 8, 8, 16]);
      expect(largestDifference(up.data, repeated.dataSync<'float32'>())).toBeLessThan(TOLERANCE);
    });
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

  test('with a vector of zeros for a class is the unconditional one', () => {
    const plain = outputOf(SMALL);
    const conditional = outputOf(
      { ...SMALL, classEmbedType: 'identity' },
      { labels: () => tf.zeros([BATCH, 32]) },
    );
    expect(largestDifference(conditional, plain)).toBeLessThan(TOLERANCE);
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
