/**
 * Linear against cosine on the first pair of MNIST models that the gallery had (docs/models), drawn as Compare draws them, and measured as it measures them. All T steps are
 * drawn by PyTorch from the same weights with the same formulas: on one core they take a third of the 7 hours of the app's own sampler.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
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

/** Of the two models. */
const ALL_STEPS = 1000;
const BUDGETS = [1, 2, 5, 10, 20, 50, 100, ALL_STEPS] as const;
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

/** @returns bytes [IMAGES, 28, 28] */
async function drawInApp({ seed, sampler, steps }: ImageCellKey, folder: string, report: BackendReport) {
  const model = opened.get(folder) ?? openShippedModel(folder, report);
  opened.set(folder, model);
  const images = await (await model).trainer.inference.draw({
    runId: 1,
    count: IMAGES,
    seed: SEED_DISTANCE * seed,
    weights: 'ema',
    overrides: { sampler, samplingSteps: steps, spacing: 'auto' },
  });
  return toBytes(images!);
}

/**
 * By scripts/pretrain/draw.py, with the Python that PYTHON names.
 * @param path of the drawn images, which a cell that was stopped before it was measured has already
 * @returns bytes [IMAGES, 28, 28]
 */
function drawInPyTorch({ seed, schedule, sampler, steps }: ImageCellKey, folder: string, path: string) {
  const parameters = {
    folder,
    schedule,
    sampler,
    steps,
    count: IMAGES,
    seed: SEED_DISTANCE * seed,
    out: path,
  };
  const args = Object.entries(parameters).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  if (!existsSync(path)) execFileSync(process.env.PYTHON ?? 'python3', ['scripts/pretrain/draw.py', ...args]);
  return new Uint8Array(readFileSync(path));
}

/**
 * Draws from one model with one sampler and number of steps, and measures the images.
 * @param path of a file for images that are drawn outside the app
 */
export async function measureMnist(
  key: ImageCellKey,
  report: BackendReport,
  path: string,
): Promise<ImageCell> {
  const { dataset, seed, schedule, steps } = key;
  const folder = `docs/models/${dataset}-${schedule}`;
  const images =
    steps === ALL_STEPS ? drawInPyTorch(key, folder, path) : await drawInApp(key, folder, report);
  const classifier = classifierOf(dataset, 'file:///')!;
  const { frechet, floor } = await evaluator.imageQuality({ dataset, classifier, images, reference: seed });
  return { ...key, value: frechet, floor: floor.frechet };
}
