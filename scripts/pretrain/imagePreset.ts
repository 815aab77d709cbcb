/**
 * Trains a U-Net with the app's own trainer, writing a checkpoint from time to time; started again, it resumes from
 * the last one. At the end the folder holds what the page opens: a diffusers pipeline and a card with measured figures.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { IMAGE_DATASETS, isImageDatasetId, loadImages, type ReadBytes } from '../../datasets/images';
import type { RunConfig } from '../../src/config/fields';
import { type Classifier, readClassifier } from '../../src/evaluation/classifier';
import { createImageEvaluator } from '../../src/evaluation/imageEvaluator';
import { mostLikelyClasses } from '../../src/evaluation/imageQuality';
import { modelFiles, unpackModel } from '../../src/interop/modelFile';
import { openedModel } from '../../src/interop/openedModel';
import { modelOfRun, packRun } from '../../src/interop/runFile';
import { createTrainer, type Trainer } from '../../src/training/trainer';
import type { BackendReport } from '../../src/types/backend';
import type { ImageFigures } from '../../src/types/quality';

export interface ImagePretraining {
  readonly id: string;
  readonly label: string;
  readonly config: RunConfig;
  /** Where the model goes, at the end. */
  readonly folder: string;
  /** The file of the last checkpoint; removed at the end. */
  readonly checkpoint: string;
  /** Seconds between two checkpoints. */
  readonly every: number;
  /** Images that are drawn, and as many real ones, for the card's figures. */
  readonly measured: number;
  /** The classifier that measures them. */
  readonly classifier: string;
  readonly report: BackendReport;
  /** Where the images that ship are read from. */
  readonly read: ReadBytes;
  /** Called after every step; true ends training after a last checkpoint. */
  readonly interrupted: () => boolean;
  readonly log: (line: string) => void;
}

/** Writes a second file and renames it, so that an interruption leaves the old file whole. */
function writeWhole(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.tmp`, bytes);
  renameSync(`${path}.tmp`, path);
}

/** Without a page, no previews: the trainer follows a leader that never draws one. */
const NO_PREVIEWS = { idle: false, previewStep: -1 };

/** A trainer at the beginning, or where the checkpoint left it. @throws FileError where the checkpoint is damaged */
async function openTrainer({ config, checkpoint, report, read, log }: ImagePretraining): Promise<Trainer> {
  const context = { report, leader: NO_PREVIEWS, read };
  if (!existsSync(checkpoint)) return createTrainer({ runId: 1, config }, context);
  const { weights } = openedModel(await unpackModel(readFileSync(checkpoint)), config.dataset);
  if (!('step' in weights))
    throw new Error(`${checkpoint} holds no training: remove it to start from the beginning.`);
  log(`resumes from step ${weights.step}`);
  return createTrainer({ runId: 1, config, weights }, context);
}

/** Trains to the last step, or until it is interrupted. @returns seconds, of this stretch */
async function train(
  options: ImagePretraining,
  trainer: Trainer,
): Promise<{ seconds: number; done: boolean }> {
  const { config, checkpoint, every, interrupted, log } = options;
  const began = performance.now();
  let savedAt = began;
  const save = async () => {
    writeWhole(checkpoint, await packRun({ runId: 1, config }, { savedModel: () => trainer.savedModel() }));
    savedAt = performance.now();
  };
  let done = false;
  for await (const event of trainer.run()) {
    if (event.type === 'failed') throw new Error(`${event.message} ${event.hint}`);
    if (event.type === 'phase') done = event.phase === 'done';
    if (event.type === 'losses') {
      const { firstStep, losses, stepsPerSecond } = event;
      const step = firstStep + losses.length - 1;
      const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
      log(
        `step ${step} of ${config.trainingSteps}, loss ${mean.toFixed(4)}, ${stepsPerSecond.toFixed(2)} a second`,
      );
      if (performance.now() - savedAt > 1000 * every) await save();
    }
    if (interrupted()) trainer.pause();
  }
  await save();
  return { seconds: Math.round((performance.now() - began) / 1000), done };
}

/** Figures as a card names them. */
const cardFigures = ({ confident, histogram, frechet }: ImageFigures) => ({
  'confidentOver0.8': confident,
  histogram: [...histogram],
  frechet,
});

/** Share of images in which the classifier sees the class of the condition. */
function conditionShare(classifier: Classifier, images: Uint8Array): number {
  const classification = classifier.classify(images);
  const { guess } = mostLikelyClasses(classification);
  return (
    guess.reduce((sum, label, i) => sum + Number(label === i % classifier.classCount), 0) /
    classification.count
  );
}

/** Draws images, and measures them beside real ones. */
async function measure(options: ImagePretraining, trainer: Trainer) {
  const { config, measured, classifier, read } = options;
  const shape = isImageDatasetId(config.dataset) ? IMAGE_DATASETS[config.dataset] : undefined;
  const bytes = new Uint8Array(readFileSync(classifier));
  const drawn = (await trainer.inference.draw({ runId: 1, count: measured, seed: 1, weights: 'ema' }))!;
  const images = Uint8Array.from(drawn, (v) => Math.round(127.5 * (Math.min(1, Math.max(-1, v)) + 1)));
  const measures = createImageEvaluator({
    load: (id, part) => loadImages(id, part, read),
    fetchBytes: async () => bytes,
  });
  const quality = await measures.imageQuality({ dataset: config.dataset, classifier, images });
  return {
    measure: 'Fréchet distance in the features of the fixed classifier',
    samples: quality.count,
    sampler: config.sampler,
    steps: config.samplingSteps,
    seed: 1,
    ...cardFigures(quality),
    floor: cardFigures(quality.floor),
    ...(config.classes && {
      guidance: config.guidance,
      askedClassRight: conditionShare(readClassifier(bytes, shape), images),
    }),
  };
}

/** @returns true when the model is there; false where training was interrupted, to be gone on with */
export async function pretrainImages(options: ImagePretraining): Promise<boolean> {
  const { id, label, config, folder, checkpoint, report, log } = options;
  const trainer = await openTrainer(options);
  try {
    const { seconds, done } = await train(options, trainer);
    if (!done) return false;
    const model = await modelOfRun(
      { runId: 1, config },
      { savedModel: () => trainer.savedModel() },
      { resumable: false },
    );
    // What diffusers reads, and no more: how it was trained is said by the card.
    const files = await modelFiles({ ...model, run: null }, { dtype: 'F16' });
    for (const [name, bytes] of files) writeWhole(join(folder, name), bytes);
    log(`draws ${options.measured} images to measure them`);
    const quality = await measure(options, trainer);
    const weights = files.get('unet/diffusion_pytorch_model.safetensors')!;
    const parameters = [...model.tensors.values()].reduce((sum, { data }) => sum + data.length, 0);
    const card = {
      id,
      label,
      kind: 'unet',
      data: config.dataset,
      schedule: config.schedule,
      T: config.T,
      parameters,
      bytes: weights.length,
      steps: config.trainingSteps,
      batch: config.batchSize,
      seed: config.seed,
      trained: `npm run pretrain -- --preset ${id}: the app's own trainer on ${report.backend}; the last stretch took ${seconds} s`,
      sampler: `${config.sampler}, ${config.samplingSteps} steps, x0 clipped to [-1, 1]`,
      sampling: {
        sampler: config.sampler,
        samplingSteps: config.samplingSteps,
        ...(config.classes && { guidance: config.guidance }),
      },
      quality,
      ...(config.classes && { classes: quality.histogram.length, nullLabel: quality.histogram.length }),
    };
    writeWhole(join(folder, 'card.json'), Buffer.from(`${JSON.stringify(card, null, 2)}\n`));
    rmSync(checkpoint, { force: true });
    const { frechet, floor } = quality;
    log(`Fréchet distance ${frechet.toFixed(2)}, floor ${floor.frechet.toFixed(2)}; ${seconds} s`);
    return true;
  } finally {
    trainer.dispose();
  }
}
