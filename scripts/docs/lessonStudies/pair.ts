/** The shipped pair of point models, linear and cosine, sampled with few and with many steps. */
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { openDataset } from '../../../src/config/openDataset';
import { createProcess } from '../../../src/diffusion/processes';
import { unpackModel } from '../../../src/interop/modelFile';
import { openedModel } from '../../../src/interop/openedModel';
import { createModel } from '../../../src/model/model';
import { byName, unpack } from '../../../src/model/weights';
import { createDenoiser } from '../../../src/sampling/denoiser';
import { drawWith } from '../../../tests/tensor/learning';
import { dataOf, distanceOf, type Study } from './study';

const COUNTS = [10, 20, 50, 200] as const;

async function measure(schedule: string, seed: number) {
  const zip = readFileSync(`public/pretrained/swiss-roll-${schedule}/model.zip`);
  const { config, weights } = openedModel(await unpackModel(zip));
  const model = createModel(config, { shape: [2], classes: 0 });
  const process = createProcess(config);
  const data = openDataset(config);
  const tensors = tf.tidy(() => unpack(tf.tensor1d(model.flatten(weights.ema)), model.layout));
  const trained = { model, weights: byName(tensors, model.layout), process, prediction: config.prediction };
  const denoise = createDenoiser(trained, config.clipDenoised ? data.box : null);
  const figures: Record<string, number> = {};
  for (const samplingSteps of COUNTS) {
    const settings = { ...config, sampler: 'ddim', samplingSteps, eta: 0 } as const;
    figures[samplingSteps] = distanceOf(await drawWith(denoise, process, settings, seed), data);
  }
  tf.dispose(tensors);
  return { figures };
}

export const pair: Study = {
  ...dataOf('swiss-roll'),
  facts: { counts: COUNTS },
  models: ['linear', 'cosine'],
  measure,
};
