/** Averages of the weights with several decays, all of one run whose rate does not fall. */
import * as tf from '@tensorflow/tfjs-core';
import { openDataset } from '../../../src/config/openDataset';
import { initialWeights } from '../../../src/model/layout';
import { createModel } from '../../../src/model/model';
import { byName, unpack } from '../../../src/model/weights';
import { createDenoiser } from '../../../src/sampling/denoiser';
import { emaDecayAt } from '../../../src/training/learningRate';
import { drawWith, train } from '../../../tests/tensor/learning';
import { configOf, dataOf, distanceOf, SMALL, type Study } from './study';

/** The averages: the decay, and whether it is warmed up. */
const AVERAGES = {
  newest: [0, true],
  '0.9': [0.9, true],
  '0.99': [0.99, true],
  '0.999': [0.999, true],
  'not warmed up': [0.999, false],
} as const;
const NAMES = Object.keys(AVERAGES) as (keyof typeof AVERAGES)[];

/** High and constant, so that the newest weights do not settle. */
const RATE = 0.01;

async function measure(seed: number) {
  const config = configOf({
    dataset: 'swiss-roll',
    decay: 'none',
    learningRate: RATE,
    emaDecay: 0,
    seed,
  });
  const first = initialWeights(createModel(config, { shape: [2], classes: 0 }).layout, seed);
  const averages = NAMES.map(() => Float64Array.from(first));
  const { trained, dispose } = await train(config, {
    async afterStep(learner) {
      const { params } = await learner.read();
      NAMES.forEach((name, k) => {
        const [emaDecay, emaWarmup] = AVERAGES[name];
        const average = averages[k];
        const decay = emaDecayAt(learner.step, { emaDecay, emaWarmup });
        for (let i = 0; i < average.length; i++) average[i] = decay * average[i] + (1 - decay) * params[i];
      });
    },
  });
  const { layout } = trained.model;
  const data = openDataset(config);
  const figures: Record<string, number> = {};
  for (const [k, name] of NAMES.entries()) {
    const tensors = tf.tidy(() => unpack(tf.tensor1d(Float32Array.from(averages[k])), layout));
    const denoise = createDenoiser({ ...trained, weights: byName(tensors, layout) }, data.box);
    figures[name] = distanceOf(await drawWith(denoise, trained.process, config), data);
    tf.dispose(tensors);
  }
  dispose();
  return { figures };
}

export const ema: Study = {
  ...dataOf('swiss-roll'),
  facts: { rate: RATE, steps: SMALL.trainingSteps, batch: SMALL.batchSize },
  models: ['averages'],
  measure: (_, seed) => measure(seed),
};
