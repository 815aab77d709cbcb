/** The same network with ε, x₀ and v as its output, sampled with and without clipping. */
import type { RunConfig } from '../../../src/config/fields';
import { openDataset } from '../../../src/config/openDataset';
import { train } from '../../../tests/tensor/learning';
import { configOf, dataOf, distanceOf, SMALL, type Study } from './study';

const STEPS = 20;

async function measure(target: RunConfig['prediction'], seed: number) {
  const config = configOf({
    dataset: 'swiss-roll',
    prediction: target,
    sampler: 'ddim',
    samplingSteps: STEPS,
    seed,
  });
  const data = openDataset(config);
  const learned = await train(config);
  const drawn = async (clipDenoised: boolean) => distanceOf(await learned.draw({ clipDenoised }), data);
  const figures = { clipped: await drawn(true), unclipped: await drawn(false) };
  learned.dispose();
  return { figures };
}

export const prediction: Study = {
  ...dataOf('swiss-roll'),
  facts: { samplingSteps: STEPS, steps: SMALL.trainingSteps, batch: SMALL.batchSize },
  models: ['eps', 'x0', 'v'],
  measure: (model, seed) => measure(model as RunConfig['prediction'], seed),
};
