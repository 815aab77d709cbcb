/** Trains a configuration without pictures and measures it: energy distance of 5 000 samples over its floor. */
import type * as tf from '@tensorflow/tfjs-core';
import type { BoundPointDataset } from '../../datasets';
import type { RunConfig } from '../../src/config/fields';
import { openDataset } from '../../src/config/openDataset';
import { openPlan } from '../../src/config/openPlan';
import type { Process } from '../../src/diffusion/process';
import { createProcess } from '../../src/diffusion/processes';
import type { Denoiser } from '../../src/diffusion/samplers/apply';
import { meanEnergyDistanceFrom } from '../../src/evaluation/energyDistance';
import { createRng } from '../../src/lib/rng';
import { mean } from '../../src/lib/studentT';
import { createModel } from '../../src/model/model';
import { byName } from '../../src/model/weights';
import { createDenoiser, type TrainedModel } from '../../src/sampling/denoiser';
import { createRecorder } from '../../src/sampling/recordedNetwork';
import { sample } from '../../src/sampling/sample';
import { createCollator } from '../../src/training/data/batch';
import { pointSet } from '../../src/training/data/sampleSet';
import { createLearner, type Learner } from '../../src/training/learner';

/** The data sets of the quality bar, and steps that are enough for it: a third or half of the default run's. */
export const LEARNED_SETS = [
  ['moons', 1000],
  ['swiss-roll', 1000],
  ['gaussians-8', 1000],
  ['checkerboard', 1500],
] as const;

/** Energy distance over its floor, which a perfect model has at 1. */
export const BAR = 2.5;

/** Points on each side of a distance. */
export const POINTS = 5000;

/**
 * Fresh sets of 5 000 points from which both 5 000 generated points and sets of 5 000 other real ones are measured, for distance and
 * floor. One set alone is a coarse measure: with the exact score of eight Gaussians the ratio was seen anywhere from 0.35 to 3.2, 1 on
 * average.
 */
const FRESH_SETS = 5;

export interface Learned {
  /** The network with its averaged weights. */
  readonly trained: TrainedModel;
  /**
   * [POINTS, 2] samples of the averaged weights.
   * @param noise seed of the noise
   */
  draw(sampling?: Partial<RunConfig>, noise?: number): Promise<Float32Array>;
  /** How many times the floor the energy distance of such samples is. */
  ratio(sampling?: Partial<RunConfig>, noise?: number): Promise<number>;
  dispose(): void;
}

/** Draws as many samples with a denoiser as a configuration says. */
export const drawWith = async (denoise: Denoiser<tf.Tensor>, process: Process, config: RunConfig, seed = 1) =>
  (await sample(openPlan(config, process), denoise, { seed, count: POINTS }))!;

interface TrainOptions {
  /** In the place of the one that the configuration names. */
  readonly process?: Process;
  /** Sees the learner after each step. */
  readonly afterStep?: (learner: Learner) => Promise<void>;
}

export async function train(
  config: RunConfig,
  { process = createProcess(config), afterStep }: TrainOptions = {},
): Promise<Learned> {
  const dataset = openDataset(config);
  const model = createModel(config, { shape: [2], classes: 0 });
  const points = dataset.sample(65_536, createRng({ seed: config.seed, stream: 'data', step: 0 }));
  const learner = createLearner(config, model, () =>
    createCollator({ config, process, model, samples: pointSet(points) }),
  );
  for (let step = 1; step <= config.trainingSteps; step++) {
    learner.learn();
    await learner.settle();
    await afterStep?.(learner);
  }
  const held = learner.copyWeights('ema');
  learner.dispose();
  const recorder = createRecorder();
  const weights = byName(held.tensors, model.layout);
  const trained = { model, weights, process, prediction: config.prediction, recorder };
  const draw = (sampling: Partial<RunConfig> = {}, noise = 1) => {
    const settings = { ...config, ...sampling };
    const denoise = createDenoiser(trained, settings.clipDenoised ? dataset.box : null);
    return drawWith(denoise, process, settings, noise);
  };
  return {
    trained,
    draw,
    ratio: async (sampling, noise) => measureOf(dataset).ratio(await draw(sampling, noise)),
    dispose() {
      recorder?.dispose();
      held.dispose();
    },
  };
}

interface Measure {
  /** Mean energy distance from the fresh sets. @param points [n, 2] */
  distance(points: Float32Array): number;
  /** What it is of other real points, a number for each of several sets. */
  readonly floors: readonly number[];
  /** Mean energy distance from the fresh sets over what it is of real points. @param points [n, 2] */
  ratio(points: Float32Array): number;
}

/** By data set: the distances among real points take longer than those of a set of samples from them. */
const measures = new Map<string, Measure>();

export function measureOf(dataset: BoundPointDataset): Measure {
  const known = measures.get(dataset.id);
  if (known) return known;
  const rng = createRng({ seed: 99, stream: 'evaluation', step: 0 });
  const sets = Array.from({ length: 2 * FRESH_SETS }, () => dataset.sample(POINTS, rng));
  const distance = meanEnergyDistanceFrom(sets.slice(0, FRESH_SETS));
  const floors = sets.slice(FRESH_SETS).map(distance);
  const floor = mean(floors);
  const measure = { distance, floors, ratio: (points: Float32Array) => distance(points) / floor };
  measures.set(dataset.id, measure);
  return measure;
}

/** @returns how many times the floor the energy distance is */
export async function learn(config: RunConfig): Promise<number> {
  const learned = await train(config);
  const ratio = await learned.ratio();
  learned.dispose();
  return ratio;
}
