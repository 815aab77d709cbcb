/** Trains what a visitor trains who changes nothing, and measures it on the way. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { loadImages, type ReadBytes } from '../../datasets/images';
import { ofChoice } from '../../src/config/family';
import { DEFAULT_CONFIG, type RunConfig } from '../../src/config/fields';
import { createImageEvaluator } from '../../src/evaluation/imageEvaluator';
import { chooseBackend } from '../../src/runtime/backend';
import { toBytes } from '../../src/state/sample/imageMeasure';
import { type ImageTraining, learningFields, type Reached } from '../../src/state/train/imageTraining';
import { createTrainer, type Trainer } from '../../src/training/trainer';
import type { ImageFigures } from '../../src/types/quality';
import { imageTrainingDocument } from './imageTrainingDocument';

/** By name: what a visitor trains who chooses these data, and with the network that is offered where a step takes long. */
const CONFIGS: Readonly<Record<string, RunConfig>> = {
  mnist: ofChoice(DEFAULT_CONFIG, { dataset: 'mnist' }),
  'mnist-tiny': { ...ofChoice(DEFAULT_CONFIG, { dataset: 'mnist' }), unet: 'grey-28-tiny' },
  'fashion-mnist': ofChoice(DEFAULT_CONFIG, { dataset: 'fashion-mnist' }),
};

/** Steps after which images are drawn. */
const STEPS = [100, 300, 1000, 2000, 3000];
const IMAGES = 1000;
const DATA = 'src/state/train/imageTraining.json';

// By name: the bundle does not lie where the sources do.
const read: ReadBytes = async ({ pathname }) =>
  new Uint8Array(await readFile(`datasets/assets/${basename(pathname)}`));

const reached = ({ confident, frechet }: ImageFigures): Reached => ({
  clear: Number(confident.toFixed(4)),
  frechet: Number(frechet.toFixed(2)),
});

/** Without a page, no previews: the trainer follows a leader that never draws one. */
const NO_PREVIEWS = { idle: false, previewStep: -1 };

async function trainTo(trainer: Trainer, steps: number): Promise<number> {
  trainer.pause(steps); // after them
  let step = 0;
  for await (const event of trainer.run()) {
    if (event.type === 'failed') throw new Error(`${event.message} ${event.hint}`);
    if (event.type === 'phase') step = event.step;
  }
  return step;
}

async function measure(name: string): Promise<ImageTraining> {
  const config = CONFIGS[name];
  const report = await chooseBackend('wasm');
  const trainer = createTrainer({ runId: 1, config, paused: true }, { report, leader: NO_PREVIEWS, read });
  const evaluator = createImageEvaluator({
    load: (id, part) => loadImages(id, part, read),
    fetchBytes: async (url) => new Uint8Array(readFileSync(url)),
  });
  const points: ImageTraining['points'][number][] = [];
  let floor: Reached | null = null;
  for (const step of STEPS) {
    const done = await trainTo(trainer, step - (points.at(-1)?.step ?? 0));
    if (done !== step) throw new Error(`the training stands at step ${done}, not at ${step}`);
    const drawn = (await trainer.inference.draw({ runId: 1, count: IMAGES, seed: 1, weights: 'ema' }))!;
    const quality = await evaluator.imageQuality({
      dataset: config.dataset,
      classifier: `public/classifier/${config.dataset}.safetensors`,
      images: toBytes(drawn),
    });
    floor = reached(quality.floor);
    points.push({ step, ...reached(quality) });
    console.log(name, JSON.stringify(points.at(-1)));
  }
  trainer.dispose();
  if (!floor) throw new Error('nothing was measured');
  return { name, images: IMAGES, config: learningFields(config), floor, points };
}

/** @param names of CONFIGS to measure; none only writes the document anew */
export async function imageTraining(names: readonly string[]): Promise<void> {
  const known: ImageTraining[] = existsSync(DATA) ? JSON.parse(readFileSync(DATA, 'utf8')) : [];
  const trainings = new Map(known.map((training) => [training.name, training]));
  for (const name of names) {
    if (!(name in CONFIGS)) throw new Error(`"${name}" is none of ${Object.keys(CONFIGS).join(', ')}`);
    trainings.set(name, await measure(name));
    const ordered = Object.keys(CONFIGS).flatMap((each) => trainings.get(each) ?? []);
    writeFileSync(DATA, `${JSON.stringify(ordered, null, 2)}\n`);
  }
  writeFileSync('docs/image-training.md', imageTrainingDocument(JSON.parse(readFileSync(DATA, 'utf8'))));
}
