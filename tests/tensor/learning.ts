/** Trains a configuration without pictures and measures it: energy distance of 5 000 samples over its floor. */
import type { RunConfig } from '../../src/config/fields';
import { openDataset } from '../../src/config/openDataset';
import { openPlan } from '../../src/config/openPlan';
import { createProcess } from '../../src/diffusion/processes';
import { energyDistance } from '../../src/evaluation/energyDistance';
import { createRng } from '../../src/lib/rng';
import { createModel } from '../../src/model/model';
import { byName } from '../../src/model/weights';
import { createDenoiser } from '../../src/sampling/denoiser';
import { sample } from '../../src/sampling/sample';
import { createCollator } from '../../src/training/data/batch';
import { pointSet } from '../../src/training/data/sampleSet';
import { createLearner } from '../../src/training/learner';

/** The data sets of the quality bar, and steps that are enough for it: a third or half of the default run's. */
export const LEARNED_SETS = [
  ['moons', 1000],
  ['swiss-roll', 1000],
  ['gaussians-8', 1000],
  ['checkerboard', 1500],
] as const;

/** Energy distance over its floor, which a perfect model has at 1. */
export const BAR = 2.5;

const POINTS = 5000;

/**
 * Fresh sets of 5 000 points that both 5 000 generated and 5 000 other real ones are held against, for distance and floor. One set alone
 * is a coarse measure: with the exact score of eight Gaussians the ratio was seen anywhere from 0.35 to 3.2, 1 on average.
 */
const FRESH_SETS = 5;

export interface Learned {
  /** How many times the floor the energy distance is, where the averaged weights are sampled in this way. */
  ratio(sampling?: Partial<RunConfig>): Promise<number>;
  dispose(): void;
}

export async function train(config: RunConfig): Promise<Learned> {
  const dataset = openDataset(config);
  const process = createProcess(config);
  const model = createModel(config, { shape: [2], classes: 0 });
  const points = dataset.sample(65_536, createRng({ seed: config.seed, stream: 'data', step: 0 }));
  const learner = createLearner(config, model, () =>
    createCollator({ config, process, model, samples: pointSet(points) }),
  );
  for (let step = 1; step <= config.trainingSteps; step++) {
    learner.learn();
    await learner.settle();
  }
  const held = learner.copyWeights('ema');
  learner.dispose();
  return {
    async ratio(sampling = {}) {
      const settings = { ...config, ...sampling };
      const denoise = createDenoiser(
        { model, weights: byName(held.tensors, model.layout), process, prediction: config.prediction },
        settings.clipDenoised ? dataset.box : null,
      );
      const samples = (await sample(openPlan(settings, process), denoise, { seed: 1, count: POINTS }))!;
      const rng = createRng({ seed: 99, stream: 'evaluation', step: 0 });
      const real = () => dataset.sample(POINTS, rng);
      let [distance, floor] = [0, 0];
      for (let set = 0; set < FRESH_SETS; set++) {
        const fresh = real();
        distance += energyDistance(samples, fresh) / FRESH_SETS;
        floor += energyDistance(real(), fresh) / FRESH_SETS;
      }
      return distance / floor;
    },
    dispose: () => held.dispose(),
  };
}

/** @returns how many times the floor the energy distance is */
export async function learn(config: RunConfig): Promise<number> {
  const learned = await train(config);
  const ratio = await learned.ratio();
  learned.dispose();
  return ratio;
}
