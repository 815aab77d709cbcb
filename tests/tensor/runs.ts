/** Small runs for tests: a learner of a configuration, and its next losses. */
import { defaultsOf } from '../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../src/config/fields';
import { openDataset } from '../../src/config/openDataset';
import { createProcess } from '../../src/diffusion/processes';
import { createRng } from '../../src/lib/rng';
import { createModel, type Model } from '../../src/model/model';
import { byName } from '../../src/model/weights';
import { createCollator } from '../../src/training/data/batch';
import { openTrainingData } from '../../src/training/data/openTrainingData';
import { imageSet, pointSet } from '../../src/training/data/sampleSet';
import type { JointMember } from '../../src/training/jointSteps';
import { createLearner, type Learner } from '../../src/training/learner';
import type { TrainState } from '../../src/types/weights';

export const TINY: RunConfig = {
  ...DEFAULT_CONFIG,
  dataset: 'moons',
  T: 20,
  samplingSteps: 20,
  width: 16,
  depth: 2,
  timeFeatures: 8,
  coordinateFeatures: 0,
  batchSize: 16,
  trainingSteps: 200,
  warmupSteps: 10,
};

export function createTinyLearner(
  changes: Partial<RunConfig> = {},
  resume?: TrainState<Float32Array>,
  joint?: JointMember,
): Learner {
  const config = { ...TINY, ...changes };
  const data = openDataset(config);
  const model = createModel(config, { shape: [2], classes: data.classes?.length ?? 0 });
  const labels = data.classes && new Int32Array(1000);
  const points = data.sample(1000, createRng({ seed: config.seed, stream: 'data', step: 0 }), labels);
  const collator = createCollator({
    config,
    process: createProcess(config),
    model,
    samples: pointSet(points, labels),
  });
  return createLearner(config, model, () => collator, resume, joint);
}

/** A run of points to its last step, on the data that Train gives it, and its averaged weights. Caller disposes. */
export async function trainedRun(config: RunConfig) {
  const data = openTrainingData(config);
  const process = createProcess(config);
  const model = createModel(config, data);
  const samples = await data.samples();
  const learner = createLearner(config, model, () => createCollator({ config, process, model, samples }));
  for (let step = 0; step < config.trainingSteps; step++) learner.learn();
  const copy = learner.copyWeights('ema');
  return {
    config,
    data,
    process,
    model,
    learner,
    averages: copy.tensors,
    trained: { model, weights: byName(copy.tensors, model.layout), process, prediction: config.prediction },
    dispose() {
      copy.dispose();
      learner.dispose();
    },
  };
}

/** A small transformer: seven tokens each way, and sizes of which no two are alike. */
export const TINY_DIT = {
  model: 'dit',
  patchSize: 4,
  hiddenSize: 24,
  blocks: 2,
  heads: 3,
} as const satisfies Partial<RunConfig>;

/** A learner on 28×28 images that are noise, with two classes; if `changes` names no network, of the grey U-Net with attention. */
export function createImageLearner(changes: Partial<RunConfig>): { learner: Learner; model: Model } {
  const config = { ...defaultsOf('images'), unet: 'grey-28' as const, ...changes };
  const [count, height, width] = [8, 28, 28];
  const rng = createRng({ seed: 1, stream: 'data', step: 0 });
  const images = Uint8Array.from({ length: count * height * width }, () => rng.integer(256));
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
  const samples = imageSet({ images, labels, count, height, width, channels: 1 }, false);
  const model = createModel(config, { shape: samples.shape, classes: 2 });
  const collator = createCollator({ config, process: createProcess(config), model, samples });
  return { learner: createLearner(config, model, () => collator), model };
}

/** Does n steps. @returns their losses */
export async function lossesOf(learner: Learner, n: number): Promise<number[]> {
  const losses: number[] = [];
  for (let i = 0; i < n; i++) {
    const { loss } = learner.learn();
    losses.push((await loss.data())[0]);
    await learner.settle();
  }
  return losses;
}
