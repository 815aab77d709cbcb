/** How a network knows t: four kinds of conditioning, and a network of its own for each t, at equal weights in all. */
import type { RunConfig } from '../../../src/config/fields';
import { openDataset } from '../../../src/config/openDataset';
import { createProcess } from '../../../src/diffusion/processes';
import { createModel } from '../../../src/model/model';
import { createDenoiser } from '../../../src/sampling/denoiser';
import { drawWith, train } from '../../../tests/tensor/learning';
import { configOf, dataOf, distanceOf, type Study } from './study';

const T = 20;
/** Samples of a step that each of the networks sees, where there is one for each t. */
const SHARE = 6;
const STEPS = 1000;
const CHAIN = {
  dataset: 'swiss-roll',
  T,
  samplingSteps: T,
  batchSize: SHARE * T,
  trainingSteps: STEPS,
} as const;

const weightsOf = (changes: Partial<RunConfig>): number =>
  createModel(configOf(changes), { shape: [2], classes: 0 }).layout.size;

/** The weights of the network with scale and shift: what each row has in all. */
const TOTAL = weightsOf({ conditioning: 'scale-shift' });

/** The width at which a network has as many weights as `budget`, or the next fewer. */
function widthFor(conditioning: RunConfig['conditioning'], budget: number): number {
  let width = 4;
  while (weightsOf({ conditioning, width: width + 1 }) <= budget) width++;
  return width;
}

/** One network for all times. */
async function shared(conditioning: RunConfig['conditioning'], seed: number) {
  const config = configOf({ ...CHAIN, conditioning, width: widthFor(conditioning, TOTAL), seed });
  const learned = await train(config);
  const distance = distanceOf(await learned.draw(), openDataset(config));
  learned.dispose();
  return { figures: { distance } };
}

/** A network for each time, which sees its own t alone: 1/T of the weights, and 1/T of each batch. */
async function separate(seed: number, width: number) {
  const config = configOf({ ...CHAIN, conditioning: 'none', width, seed });
  const process = createProcess(config);
  const learned = [];
  for (let t = 0; t < T; t++) {
    const own = { ...config, seed: 1000 * seed + t, batchSize: SHARE };
    learned.push(await train(own, { process: { ...process, drawTime: () => t } }));
  }
  const data = openDataset(config);
  const denoisers = learned.map(({ trained }) => createDenoiser(trained, data.box));
  const samples = await drawWith((x, time, level) => denoisers[time](x, time, level), process, config);
  for (const one of learned) one.dispose();
  return { figures: { distance: distanceOf(samples, data) } };
}

export const time: Study = {
  ...dataOf('swiss-roll'),
  facts: { T, weights: TOTAL, steps: STEPS, batch: CHAIN.batchSize },
  models: ['scale-shift', 'add', 'concat', 'none', 'separate'],
  async measure(model, seed) {
    if (model === 'separate') return separate(seed, widthFor('none', TOTAL / T));
    return shared(model as RunConfig['conditioning'], seed);
  },
};
