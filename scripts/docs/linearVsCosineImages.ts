/** Linear against cosine on the shipped pair of MNIST models, drawn as Compare draws them, and measured as it measures them. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { loadImages } from '../../datasets/images';
import { createImageEvaluator } from '../../src/evaluation/imageEvaluator';
import { classifierOf, toBytes } from '../../src/state/sample/imageMeasure';
import { FEWEST_IMAGES } from '../../src/state/score';
import type { BackendReport } from '../../src/types/backend';
import { openShippedModel } from '../pretrain/shippedModel';
import { type ImageCell, SAMPLERS, SCHEDULES } from './linearVsCosineDocument';

/** Of the noise alone: the two models are fixed. */
const SEEDS = [1, 2, 3, 4, 5] as const;

const BUDGETS = [1, 2, 5, 10, 20, 50, 100] as const;
/** Images on each side of a distance: the fewest of which a Fréchet distance says something. */
export const IMAGES = FEWEST_IMAGES;

export type ImageCellKey = Omit<ImageCell, 'value' | 'floor'>;

/** The cheap ones first, and three seeds of every number of steps before the other two. */
export const IMAGE_CELLS: readonly ImageCellKey[] = [SEEDS.slice(0, 3), SEEDS.slice(3)].flatMap((seeds) =>
  BUDGETS.flatMap((steps) =>
    SAMPLERS.flatMap((sampler) =>
      seeds.flatMap((seed) =>
        SCHEDULES.map((schedule) => ({ dataset: 'mnist', sampler, steps, seed, schedule })),
      ),
    ),
  ),
);

const bytesOf = async ({ pathname }: Pick<URL, 'pathname'>) =>
  new Uint8Array(readFileSync(`datasets/assets/${basename(pathname)}`));

const evaluator = createImageEvaluator({
  load: (id, part) => loadImages(id, part, bytesOf),
  fetchBytes: async (url) => new Uint8Array(readFileSync(`public/classifier/${basename(url)}`)),
});

/** Seeds of the noise of two cells are so far apart that none is used twice. */
const SEED_DISTANCE = 1000;

const opened = new Map<string, ReturnType<typeof openShippedModel>>();

/** Draws from one model with one sampler and number of steps, and measures the images. */
export async function measureMnist(key: ImageCellKey, report: BackendReport): Promise<ImageCell> {
  const { dataset, seed, schedule, sampler, steps } = key;
  const folder = `public/pretrained/${dataset}-${schedule}`;
  const model = opened.get(folder) ?? openShippedModel(folder, report);
  opened.set(folder, model);
  const images = await (await model).trainer.inference.draw({
    runId: 1,
    count: IMAGES,
    seed: SEED_DISTANCE * seed,
    weights: 'ema',
    overrides: { sampler, samplingSteps: steps, spacing: 'auto' },
  });
  const classifier = classifierOf(dataset, 'file:///')!;
  const question = { dataset, classifier, images: toBytes(images), reference: seed };
  const { frechet, floor } = await evaluator.imageQuality(question);
  return { ...key, value: frechet, floor: floor.frechet };
}
