/**
 * What exported code must give: a small run of each configuration, trained, sampled and evaluated as the app does, and the archive of its
 * code. The list has every process, schedule, prediction, sampler, spacing and way to draw times that the app offers.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { FIELDS, type RunConfig } from '../../../src/config/fields';
import { openDataset } from '../../../src/config/openDataset';
import { openPlan } from '../../../src/config/openPlan';
import { createProcess } from '../../../src/diffusion/processes';
import { type CodeSource, codeFiles } from '../../../src/interop/code/codeArchive';
import { type ModelFile, modelFiles } from '../../../src/interop/modelFile';
import { writeNpz } from '../../../src/interop/npz';
import { modelOf } from '../../../src/interop/runFile';
import { createRng, fillNormal } from '../../../src/lib/rng';
import { createModel, type Model } from '../../../src/model/model';
import { unflatten } from '../../../src/model/trainState';
import { byName, unpack } from '../../../src/model/weights';
import { createDenoiser } from '../../../src/sampling/denoiser';
import { guidanceOf } from '../../../src/sampling/guidance';
import { sample } from '../../../src/sampling/sample';
import { createCollator } from '../../../src/training/data/batch';
import { imageSet, pointSet, type SampleSet } from '../../../src/training/data/sampleSet';
import { createLearner } from '../../../src/training/learner';
import type { TrainState } from '../../../src/types/weights';
import { conditionRows } from '../conditionRows';
import { halves, SMALL } from '../images';
import { lossesOf, TINY, TINY_DIT } from '../runs';
import { UNUSUAL_UNET } from '../unusualUnet';

const STEPS = 100;
const IMAGE_STEPS = 30;
/** Samples that are drawn. */
const COUNT = 40;

export const POINTS: RunConfig = {
  ...TINY,
  width: 24,
  batchSize: 32,
  trainingSteps: 120,
  coordinateFeatures: 5,
};
export const IMAGES: RunConfig = { ...SMALL, batchSize: 8, trainingSteps: 40, samplingSteps: 10 };

export type Changes = Partial<RunConfig>;
export const FLOW: Changes = { process: 'flow', prediction: 'velocity', sampler: 'euler' };
const VP: Changes = { process: 'vp-sde' };
const VE: Changes = { process: 've-sde', sampler: 'heun' };

const CASES: readonly Changes[] = [
  {},
  ...FIELDS.schedule.values.map((schedule): Changes => ({ schedule, T: 50, sampler: 'ddim' })),
  ...FIELDS.schedule.values.map((schedule): Changes => ({ ...VP, schedule })),
  { schedule: 'linear', scaleBetas: false, T: 1000, betaEnd: 0.03, sampler: 'dpm-solver++' },
  { zeroTerminalSnr: true, prediction: 'v', sampler: 'ddim' },
  { zeroTerminalSnr: true, prediction: 'x0', weighting: 'min-snr' },
  { prediction: 'velocity', lossSpace: 'v' },
  { ...VP, prediction: 'velocity', lossSpace: 'x0', sampler: 'euler-maruyama' },
  { ...VE, prediction: 'velocity' },
  { ...VE, prediction: 'v', weighting: 'min-snr' },
  FLOW,
  { ...FLOW, sampler: 'heun' },
  { ...FLOW, sampler: 'ddpm', lossSpace: 'eps', clipDenoised: false },
  { ...FLOW, prediction: 'x0', sampler: 'dpm-solver++', timeSampling: 'logit-normal' },
  { sampler: 'ddim', eta: 0.7, samplingSteps: 7 },
  { sampler: 'ddim', clippedEps: false, samplingSteps: 7, variance: 'learned' },
  { sampler: 'dpm-solver++', solverOrder: 1, spacing: 'leading', samplingSteps: 6 },
  { sampler: 'dpm-solver++', spacing: 'linspace', samplingSteps: 6 },
  { sampler: 'heun', samplingSteps: 8 },
  { sampler: 'heun', spacing: 'linspace', samplingSteps: 8 },
  { sampler: 'euler', samplingSteps: 8 },
  { sampler: 'euler', spacing: 'karras', samplingSteps: 8 },
  { sampler: 'ddpm', spacing: 'leading', samplingSteps: 7, variance: 'fixed-large' },
  { sampler: 'ddpm', spacing: 'linspace', samplingSteps: 7 },
  { sampler: 'predictor-corrector' },
  { ...VP, sampler: 'predictor-corrector', spacing: 'leading' },
  { ...VP, sampler: 'euler-maruyama', spacing: 'linspace', samplingSteps: 60 },
  { ...VP, sampler: 'dpm-solver++', spacing: 'karras' },
  { ...VE, sampler: 'predictor-corrector', samplingSteps: 30 },
  { ...VE, sampler: 'predictor-corrector', spacing: 'trailing', samplingSteps: 30 },
  { ...VE, sampler: 'euler-maruyama', samplingSteps: 60 },
  { ...VE, sampler: 'euler', spacing: 'linspace' },
  { timeSampling: 'uniform', decay: 'linear', emaWarmup: false, gradientClip: 0 },
  { timeSampling: 'logit-normal', logitMean: -0.5, logitScale: 0.8, decay: 'none' },
  { timeSampling: 'logit-normal', importanceWeights: false },
  { timeSampling: 'second-moment', batchSize: 128, weighting: 'min-snr', warmupSteps: 0 },
  { variance: 'learned', seed: 4_000_000_000 },
  { ...VP, variance: 'learned', weighting: 'min-snr', adamBeta2: 0.99, adamEpsilon: 1e-6 },
  { variance: 'learned', sampler: 'ddim', prediction: 'v' },
  { classes: true, dataset: 'moons', labelDropout: 0.3, guidance: 2 },
  { ...FLOW, classes: true, dataset: 'moons', conditioning: 'add', label: 1, guidance: 1 },
  { ...VP, classes: true, dataset: 'circles', conditioning: 'concat', variance: 'learned' },
  { classes: true, dataset: 'moons', conditioning: 'none' },
  { optimizer: 'muon', adamBeta2: 0.99 },
  { conditioning: 'add', activation: 'gelu', coordinateFeatures: 16 },
  { conditioning: 'concat', activation: 'tanh', timeFeatures: 9 },
  { conditioning: 'none', activation: 'relu', depth: 3 },
];

export const UNUSUAL = JSON.stringify(UNUSUAL_UNET);
const PADDED = UNUSUAL.replace('ResnetDownsampleBlock2D', 'DownBlock2D').replace(
  '"resnet_time_scale_shift":"scale_shift"',
  '"num_class_embeds":2',
);

const IMAGE_CASES: readonly Changes[] = [
  { unet: 'grey-28' },
  { classes: true, labelDropout: 0.3, guidance: 3, schedule: 'linear' },
  { classes: true, label: 1, prediction: 'v', sampler: 'ddpm' },
  { ...FLOW },
  { ...VP, prediction: 'x0' },
  { unet: 'custom', architecture: UNUSUAL, variance: 'learned', sampler: 'ddpm' },
  { unet: 'grey-28-tiny', variance: 'learned', sampler: 'ddpm' },
  { unet: 'custom', architecture: PADDED, classes: true, guidance: 1 },
  { optimizer: 'muon' },
  { ...TINY_DIT, learningRate: 3e-3 },
  { ...TINY_DIT, optimizer: 'muon' },
  { ...TINY_DIT, patchSize: 2, ...FLOW, classes: true, guidance: 1.5 },
  { ...TINY_DIT, hiddenSize: 16, heads: 2, prediction: 'v', variance: 'learned', sampler: 'ddpm' },
];

/** A configuration with its number and what differs from the smallest run. */
export type Part = (typeof PARTS)[number];

export const PARTS = [
  ...CASES.map((changes) => ({ changes, config: { ...POINTS, ...changes } })),
  ...IMAGE_CASES.map((changes) => ({ changes, config: { ...IMAGES, ...changes } })),
].map((part, i) => ({
  ...part,
  name: `${part.config.model} ${JSON.stringify(part.changes).slice(0, 120)}`,
  i,
}));

export interface Expected {
  readonly output: Float32Array;
  readonly samples: Float32Array;
  readonly losses: readonly number[];
  readonly ema: Float32Array;
  readonly model: Model;
  /** What the same run gives from there to its last training step. */
  readonly onward: { readonly losses: readonly number[]; readonly ema: Float32Array };
}

function write(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  for (const [name, bytes] of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

const fileOf = (config: RunConfig, model: Model, state: TrainState<Float32Array>): ModelFile => {
  const { ema: tensors, ...training } = unflatten(model, state);
  return modelOf({ config }, model, { tensors, training });
};

const images = halves();

function dataOf(config: RunConfig) {
  if (config.model !== 'mlp') {
    const box = { min: [-1], max: [1] };
    return {
      box,
      samples: imageSet(images, true),
      dataClasses: 2,
      data: { ...images, kind: 'images' as const },
    };
  }
  const dataset = openDataset(config);
  const labels = dataset.classes && new Int32Array(1000);
  const points = dataset.sample(1000, createRng({ seed: config.seed, stream: 'data', step: 0 }), labels);
  return {
    box: dataset.box,
    samples: pointSet(points, labels),
    dataClasses: dataset.classes?.length ?? 0,
    data: { kind: 'points' as const, points, ...(labels && { labels }) },
  };
}

/** Trains, samples and evaluates as the app does, and writes what the exported code starts from. */
export async function prepare(
  { config, i }: Pick<Part, 'config' | 'i'>,
  folder: string,
  script: 'train.py' | 'train_diffusers.py' = 'train.py',
): Promise<Expected> {
  const { box, samples, dataClasses, data } = dataOf(config);
  const process = createProcess(config);
  const model = createModel(config, { shape: samples.shape, classes: dataClasses });
  const learner = createLearner(config, model, () =>
    createCollator({ config, process, model, samples: samples as SampleSet }),
  );
  const first = await learner.read();
  const steps = config.model === 'mlp' ? STEPS : IMAGE_STEPS;
  const losses = await lossesOf(learner, steps);
  const state = await learner.read();
  const lossesOnward = await lossesOf(learner, config.trainingSteps - steps);
  const onward = { losses: lossesOnward, ema: (await learner.read()).ema };
  learner.dispose();

  const flat = tf.tensor1d(state.ema);
  const weights = byName(unpack(flat, model.layout), model.layout);
  const trained = {
    model,
    weights,
    process,
    prediction: config.prediction,
    guidance: guidanceOf(config, model.classes, 0, COUNT),
  };
  const denoise = createDenoiser(trained, config.clipDenoised ? box : null);
  const drawn = await sample(openPlan(config, process), denoise, {
    seed: config.seed,
    count: COUNT,
    shape: model.shape,
  });

  const size = model.shape.reduce((a, b) => a * b);
  const x = fillNormal(new Float32Array(16 * size), { seed: 5, stream: 'start', step: 0 });
  const times = [0, 0.3, 0.9].map((u) => model.networkTime(process, process.drawTime(u)));
  const labels = guidanceOf(config, model.classes, 0, 16)?.labels ?? null;
  const outputs = times.map((time) =>
    model.forward(
      weights,
      tf.tensor(x, [16, ...model.shape]),
      conditionRows(model, time, labels),
      labels ? tf.tensor1d(labels, 'int32') : undefined,
    ),
  );
  const output = Float32Array.from(await tf.concat(outputs).data<'float32'>());

  const source: CodeSource = {
    config,
    box,
    dataClasses,
    data,
    flips: config.model !== 'mlp',
    base: 'new',
    model: fileOf(config, model, state),
  };
  write(folder, await codeFiles(source));
  write(join(folder, 'first'), await modelFiles(fileOf(config, model, first)));
  const request = { count: COUNT, steps, script, notebook: script === 'train.py' && i % 5 === 1 };
  writeFileSync(join(folder, 'request.json'), JSON.stringify(request));
  const inputs = {
    x: { shape: [16, ...model.shape], data: x },
    times: { shape: [3], data: Float64Array.from(times) },
  };
  writeFileSync(join(folder, 'inputs.npz'), writeNpz(new Map(Object.entries(inputs))));
  return { output, samples: drawn!, losses, ema: state.ema, model, onward };
}
