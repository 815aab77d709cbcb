/** The benchmark compares like with like: the stock networks compute what the app's do, forward and backward. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunConfig } from '../../src/config/fields';
import { createModel } from '../../src/model/model';
import { checkAgreement } from '../bench/contender';
import { compare } from '../bench/measure';
import { ourTraining } from '../bench/ours';
import { stockMlp } from '../bench/stockMlp';
import { stockTraining } from '../bench/stockTraining';
import { stockUnet } from '../bench/stockUnet';
import { mlpSubject, unetSubject } from '../bench/subject';
import { useNodeBackend } from './nodeBackends';

const TINY = { width: 16, depth: 2, batchSize: 16, timeFeatures: 8, coordinateFeatures: 4 };

/** A U-Net with one of everything, in the words of diffusers. */
const SMALL = {
  sample_size: 4,
  in_channels: 1,
  out_channels: 1,
  down_block_types: ['DownBlock2D', 'AttnDownBlock2D'],
  up_block_types: ['AttnUpBlock2D', 'UpBlock2D'],
  block_out_channels: [4, 8],
  layers_per_block: 1,
  attention_head_dim: 4,
  norm_num_groups: 2,
};

describe('on WASM', () => {
  beforeAll(() => useNodeBackend('wasm'));

  test('a comparison of the MLPs measures both, at losses that agree', async () => {
    const subject = mlpSubject(TINY);
    const rows = await compare(
      [
        { open: async () => ourTraining(subject), ofTensorflow: true, deferred: false },
        {
          open: async () => stockTraining(subject, stockMlp(subject.config)),
          ofTensorflow: true,
          deferred: false,
        },
      ],
      { rounds: 2, millisecondsPerTurn: 1, agreeing: 4 },
    );
    expect(rows.map(({ name }) => name)).toEqual(['DDPM Lab', 'stock TensorFlow.js']);
    for (const { clock, processor, tensorBytes } of rows)
      for (const figure of [clock.milliseconds.least, processor?.milliseconds.least, tensorBytes])
        expect(figure).toBeGreaterThan(0);
    expect(rows[0].kernels).toBe(0); // its step is replayed
    expect(rows[1].kernels).toBeGreaterThan(100);
    for (const { ratio } of [rows[1].clock, rows[1].processor!])
      expect(ratio).toEqual({ median: 1, least: 1, most: 1 });
  });
});

describe('on plain JavaScript, which has every gradient', () => {
  beforeAll(() => useNodeBackend('cpu'));

  test('the stock U-Net with attention has the losses of the app', async () => {
    const preset = unetSubject('grey-28', 4, 1); // of two, plain JavaScript's own upsampling has a wrong gradient
    const config: RunConfig = { ...preset.config, unet: 'custom', architecture: JSON.stringify(SMALL) };
    const subject = { ...preset, config, model: createModel(config, { shape: [4, 4, 1], classes: 0 }) };
    const [ours, stock] = [ourTraining(subject), stockTraining(subject, stockUnet(subject.model.unet!))];
    const losses = [await ours.firstLosses(3), await stock.firstLosses(3)];
    checkAgreement([
      { name: ours.name, losses: losses[0] },
      { name: stock.name, losses: losses[1] },
    ]);
    expect(losses[0][2]).not.toBe(losses[0][0]);
    ours.dispose();
    stock.dispose();
  });
});

test('losses that differ are named', () => {
  const same = { name: 'a', losses: [1, 2] };
  expect(() => checkAgreement([same, { name: 'b', losses: [1.0005, 2] }])).not.toThrow();
  expect(() => checkAgreement([same, { name: 'b', losses: [1, 2.1] }])).toThrow(/b has the losses 1,2.1/);
  expect(() => checkAgreement([same, { name: 'b', losses: [1, Number.NaN] }])).toThrow();
});
