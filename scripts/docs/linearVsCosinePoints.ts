/** Linear against cosine on points: both are trained with the page's defaults by the app's own trainer, and measured at every budget. */
import { defaultsOf } from '../../src/config/family';
import type { RunConfig } from '../../src/config/fields';
import { openDataset } from '../../src/config/openDataset';
import { openPlan } from '../../src/config/openPlan';
import { createProcess } from '../../src/diffusion/processes';
import { meanEnergyDistanceFrom } from '../../src/evaluation/energyDistance';
import { createRng, evaluationDraw } from '../../src/lib/rng';
import { createModel } from '../../src/model/model';
import { byName } from '../../src/model/weights';
import { createDenoiser } from '../../src/sampling/denoiser';
import { createRecorder } from '../../src/sampling/recordedNetwork';
import { sample } from '../../src/sampling/sample';
import { createCollator } from '../../src/training/data/batch';
import { pointSet } from '../../src/training/data/sampleSet';
import { createLearner } from '../../src/training/learner';
import { type Cell, SAMPLERS, SCHEDULES } from './linearVsCosineDocument';

const DATASETS = [
  'moons',
  'swiss-roll',
  'gaussians-8',
  'gaussians-25',
  'circles',
  'checkerboard',
  'pinwheel',
  'spiral',
] as const satisfies readonly RunConfig['dataset'][];
const SEEDS = [1, 2, 3, 4, 5] as const;

export const POINT_BUDGETS = [1, 2, 5, 10, 20, 50, 100, 200] as const;
/** Points on each side of a distance. */
export const POINTS = 2000;
/** Fresh sets of real points from which every set of samples is measured; the figure is the mean. */
export const REFERENCES = 4;
/** Points to train with, as many as the page draws. */
const TRAINING_POINTS = 65_536;

/** A small network and half of the usual steps: with them 80 models are trained and measured in minutes of a processor. */
export const CHANGES = { width: 48, trainingSteps: 1500 } as const;

export interface PointCellKey extends Pick<Cell, 'seed' | 'schedule'> {
  readonly dataset: (typeof DATASETS)[number];
}

/** By data set, then seed, then schedule: a data set is complete before the next one begins. */
export const POINT_CELLS: readonly PointCellKey[] = DATASETS.flatMap((dataset) =>
  SEEDS.flatMap((seed) => SCHEDULES.map((schedule) => ({ dataset, seed, schedule }))),
);

/** A model of points with averaged weights, trained as the page trains it. */
export function trainPoints(config: RunConfig) {
  const data = openDataset(config);
  const process = createProcess(config);
  const model = createModel(config, { shape: [2], classes: 0 });
  const points = data.sample(TRAINING_POINTS, createRng({ seed: config.seed, stream: 'data', step: 0 }));
  const learner = createLearner(config, model, () =>
    createCollator({ config, process, model, samples: pointSet(points) }),
  );
  for (let step = 1; step <= config.trainingSteps; step++) learner.learn();
  const weights = learner.copyWeights('ema');
  learner.dispose();
  return { data, process, model, weights };
}

/** Trains one model, and measures it with both samplers at every number of steps. */
export async function measurePoints({ dataset, seed, schedule }: PointCellKey): Promise<Cell> {
  const config: RunConfig = { ...defaultsOf(dataset), ...CHANGES, dataset, seed, schedule };
  const { data, process, model, weights } = trainPoints(config);
  const recorder = createRecorder();
  const named = byName(weights.tensors, model.layout);
  const denoise = createDenoiser(
    { model, weights: named, process, prediction: config.prediction, recorder },
    config.clipDenoised ? data.box : null,
  );
  const real = (purpose: 'reference' | 'floor', index: number) =>
    data.sample(POINTS, createRng(evaluationDraw(purpose, seed, index)));
  const indices = Array.from({ length: REFERENCES }, (_, k) => k);
  const distanceOf = meanEnergyDistanceFrom(indices.map((k) => real('reference', k)));
  const distances = { ddpm: [] as number[], ddim: [] as number[] };
  for (const sampler of SAMPLERS) {
    for (const samplingSteps of POINT_BUDGETS) {
      const plan = openPlan({ ...config, sampler, samplingSteps }, process);
      const samples = await sample(plan, denoise, { seed, count: POINTS });
      if (!samples) throw new Error(`${dataset}, ${schedule}, seed ${seed}: nothing was drawn`);
      distances[sampler].push(distanceOf(samples));
    }
  }
  recorder?.dispose();
  weights.dispose();
  const floors = indices.map((k) => distanceOf(real('floor', k)));
  return { dataset, seed, schedule, distances, floors };
}
