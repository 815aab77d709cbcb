/**
 * Trains a U-Net with the app's own trainer, for as long as it takes: where it stands is kept in a file from time to time, and who
 * starts it again goes on from there. At the end the folder holds what the page opens: a diffusers pipeline and a measured card.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadImages, type ReadBytes } from '../datasets/images';
import type { RunConfig } from '../src/config/fields';
import { readClassifier } from '../src/evaluation/classifier';
import { createImageJudge } from '../src/evaluation/imageJudge';
import { type ImageFigures, verdicts } from '../src/evaluation/imageQuality';
import { modelFiles, unpackModel } from '../src/interop/modelFile';
import { openedModel } from '../src/interop/openedModel';
import { modelOfRun, packRun } from '../src/interop/runFile';
import { createTrainer, type Trainer } from '../src/training/trainer';
import type { BackendReport } from '../workers/protocol';

export interface ImagePretraining {
  readonly id: string;
  readonly label: string;
  readonly config: RunConfig;
  /** Where the model goes, at the end. */
  readonly folder: string;
  /** The file that keeps where training stands; gone when it is done. */
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
  /** Asked after every step; true ends training after a last checkpoint. */
  readonly interrupted: () => boolean;
  readonly log: (line: string) => void;
}

/** Written beside and then renamed: a machine that stops meanwhile leaves the old one whole. */
function writeWhole(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.tmp`, bytes);
  renameSync(`${path}.tmp`, path);
}

/** Nobody looks: as one that follows a leader who never draws, the trainer spends its time on steps. */
const NO_PICTURES = { idle: false, picturedStep: -1 };

/** A trainer at the beginning, or where the checkpoint left it. @throws FileError where the checkpoint is damaged */
async function openTrainer({ config, checkpoint, report, read, log }: ImagePretraining): Promise<Trainer> {
  if (!existsSync(checkpoint)) return createTrainer({ runId: 1, config }, report, NO_PICTURES, read);
  const { weights } = openedModel(await unpackModel(readFileSync(checkpoint)), config.dataset);
  if (!weights.training) throw new Error(`${checkpoint} holds no training: remove it to begin anew.`);
  log(`goes on from step ${weights.training.step}`);
  return createTrainer({ runId: 1, config, weights }, report, NO_PICTURES, read);
}

/** Trains to the last step, or until it is interrupted. @returns seconds, of this stretch */
async function train(given: ImagePretraining, trainer: Trainer): Promise<{ seconds: number; done: boolean }> {
  const { config, checkpoint, every, interrupted, log } = given;
  const began = performance.now();
  let keptAt = began;
  const keep = async () => {
    writeWhole(checkpoint, await packRun({ runId: 1, config }, { savedModel: () => trainer.savedModel() }));
    keptAt = performance.now();
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
      if (performance.now() - keptAt > 1000 * every) await keep();
    }
    if (interrupted()) trainer.pause();
  }
  await keep();
  return { seconds: Math.round((performance.now() - began) / 1000), done };
}

/** Figures as a card names them. */
const cardFigures = ({ clear, histogram, frechet }: ImageFigures) => ({
  'confidentOver0.8': clear,
  histogram: [...histogram],
  frechet,
});

/** Share of images in which the classifier sees the class that was asked for. */
function askedRight(bytes: Uint8Array, images: Uint8Array, classes: number): number {
  const judgement = readClassifier(bytes).judge(images);
  const { guess } = verdicts(judgement);
  return guess.reduce((sum, seen, i) => sum + Number(seen === i % classes), 0) / judgement.count;
}

/** Draws images, and measures them beside real ones. */
async function measure(given: ImagePretraining, trainer: Trainer) {
  const { config, measured, classifier, read } = given;
  const bytes = new Uint8Array(readFileSync(classifier));
  const drawn = await trainer.draw({ runId: 1, count: measured, seed: 1, weights: 'ema' });
  const images = Uint8Array.from(drawn, (v) => Math.round(127.5 * (Math.min(1, Math.max(-1, v)) + 1)));
  const judge = createImageJudge({
    load: (id, part) => loadImages(id, part, read),
    fetchBytes: async () => bytes,
  });
  const quality = await judge.imageQuality({ dataset: config.dataset, classifier, images });
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
      askedClassRight: askedRight(bytes, images, quality.histogram.length),
    }),
  };
}

/** @returns true when the model is there; false where training was interrupted, to be gone on with */
export async function pretrainImages(given: ImagePretraining): Promise<boolean> {
  const { id, label, config, folder, checkpoint, report, log } = given;
  const trainer = await openTrainer(given);
  try {
    const { seconds, done } = await train(given, trainer);
    if (!done) return false;
    const model = await modelOfRun({ runId: 1, config }, { savedModel: () => trainer.savedModel() }, false);
    // What diffusers reads, and no more: how it was trained is said by the card.
    const files = modelFiles({ ...model, run: null }, { dtype: 'F16' });
    for (const [name, bytes] of files) writeWhole(join(folder, name), bytes);
    log(`draws ${given.measured} images to measure them`);
    const quality = await measure(given, trainer);
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
