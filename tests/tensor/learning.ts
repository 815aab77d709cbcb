/** Trains a configuration without pictures and measures it like the page does: energy distance of 5 000 samples over its floor. */
import type { RunConfig } from '../../src/config/fields';
import { openDataset } from '../../src/config/openDataset';
import { openPlan } from '../../src/config/openPlan';
import { openProcess } from '../../src/config/openProcess';
import { energyDistance } from '../../src/evaluation/energyDistance';
import { realAgainstReal } from '../../src/evaluation/floor';
import { createRng } from '../../src/lib/rng';
import { createModel } from '../../src/model/model';
import { byName } from '../../src/model/weights';
import { createDenoiser } from '../../src/sampling/denoiser';
import { sample } from '../../src/sampling/sample';
import { createBatcher } from '../../src/training/batch';
import { createLearner } from '../../src/training/learner';
import { pointPool } from '../../src/training/pool';

/** The data sets of the quality bar, and the bar: energy distance over its floor, which a perfect model has at 1. */
export const LEARNED_SETS = ['moons', 'swiss-roll', 'gaussians-8', 'checkerboard'] as const;
export const BAR = 2.5;

export interface Learned {
  /** Mean over the pairs. */
  readonly distance: number;
  readonly distances: readonly number[];
  readonly floor: number;
  /** Mean loss of the last hundred steps. */
  readonly loss: number;
  readonly trainingSeconds: number;
  readonly samplingSeconds: number;
}

const POINTS = 5000;

/**
 * Pairs of 5 000 generated and 5 000 fresh points whose distances are averaged. One pair alone is a coarse measure: with the exact
 * score of eight Gaussians it was seen anywhere from 0.35 to 3.2 floors, 1 on average.
 */
const PAIRS = 2;

export async function learn(config: RunConfig): Promise<Learned> {
  const dataset = openDataset(config);
  const process = openProcess(config);
  const model = createModel(config, { shape: [2], classes: 0 });
  const pool = dataset.sample(65_536, createRng({ seed: config.seed, stream: 'data', step: 0 }));
  const learner = createLearner(
    config,
    model,
    createBatcher({ config, process, model, pool: pointPool(pool) }),
  );
  const began = performance.now();
  let loss = 0;
  for (let step = 1; step <= config.trainingSteps; step++) {
    const result = learner.learn();
    if (step > config.trainingSteps - 100) loss += (await result.loss.data())[0] / 100;
  }
  const trained = performance.now();
  const held = learner.hold('ema');
  const denoise = createDenoiser(
    { model, weights: byName(held.tensors, model.layout), process, prediction: config.prediction },
    config.clipDenoised ? dataset.box : null,
  );
  const fresh = createRng({ seed: 99, stream: 'evaluation', step: 0 });
  const floor = realAgainstReal((n) => dataset.sample(n, fresh), POINTS, 5).mean;
  const plan = openPlan(config, process);
  const distances: number[] = [];
  const beforeSampling = performance.now();
  for (let pair = 0; pair < PAIRS; pair++) {
    const samples = (await sample(plan, denoise, { seed: pair + 1, count: POINTS }))!;
    distances.push(energyDistance(samples, dataset.sample(POINTS, fresh)));
  }
  const sampled = performance.now();
  held.dispose();
  learner.dispose();
  return {
    distance: distances.reduce((a, b) => a + b, 0) / PAIRS,
    distances,
    floor,
    loss,
    trainingSeconds: (trained - began) / 1000,
    samplingSeconds: (sampled - beforeSampling) / 1000,
  };
}
