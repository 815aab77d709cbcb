/** Linear against cosine on points, with the app's own trainer: what is trained, how it is measured, and the cells on the disk. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_CONFIG, type RunConfig } from '../../src/config/fields';
import { openDataset } from '../../src/config/openDataset';
import { openPlan } from '../../src/config/openPlan';
import { createProcess } from '../../src/diffusion/processes';
import { energyDistance } from '../../src/evaluation/energyDistance';
import { createRng, evaluationDraw } from '../../src/lib/rng';
import { createModel } from '../../src/model/model';
import { byName } from '../../src/model/weights';
import { chooseBackend } from '../../src/runtime/backend';
import { createDenoiser } from '../../src/sampling/denoiser';
import { sample } from '../../src/sampling/sample';
import { createCollator } from '../../src/training/data/batch';
import { pointSet } from '../../src/training/data/sampleSet';
import { createLearner } from '../../src/training/learner';
import { type Cell, linearVsCosineDocument, SAMPLERS, SCHEDULES } from './linearVsCosineDocument';

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
const BUDGETS = [1, 2, 5, 10, 20, 50, 100, 200] as const;
/** Points on each side of a distance. */
const POINTS = 2000;
/** Fresh sets of real points that every set of samples is measured against; the figure is the mean. */
const REFERENCES = 4;
/** Points to train with, as many as the page draws. */
const TRAINING_POINTS = 65_536;
/** A small network and half of the usual steps: 80 of the usual size take hours on a processor. */
const CHANGES = { width: 64, trainingSteps: 1500 } as const satisfies Partial<RunConfig>;

const CACHE = 'node_modules/.cache/linear-vs-cosine';

interface CellKey extends Pick<Cell, 'seed' | 'schedule'> {
  readonly dataset: (typeof DATASETS)[number];
}

/** By data set, then seed, then schedule: a data set is complete before the next one begins. */
const KEYS: readonly CellKey[] = DATASETS.flatMap((dataset) =>
  SEEDS.flatMap((seed) => SCHEDULES.map((schedule) => ({ dataset, seed, schedule }))),
);

const pathOf = ({ dataset, seed, schedule }: CellKey) => join(CACHE, `${dataset}-${schedule}-${seed}.json`);

const readCell = (key: CellKey): Cell => JSON.parse(readFileSync(pathOf(key), 'utf8'));

/** Trains one model, and measures it with both samplers at every number of steps. */
async function measure({ dataset, seed, schedule }: CellKey): Promise<Cell> {
  const config: RunConfig = { ...DEFAULT_CONFIG, ...CHANGES, dataset, seed, schedule };
  const data = openDataset(config);
  const process = createProcess(config);
  const model = createModel(config, { shape: [2], classes: 0 });
  const points = data.sample(TRAINING_POINTS, createRng({ seed, stream: 'data', step: 0 }));
  const learner = createLearner(config, model, () =>
    createCollator({ config, process, model, samples: pointSet(points) }),
  );
  for (let step = 1; step <= config.trainingSteps; step++) learner.learn();
  const held = learner.copyWeights('ema');
  const denoise = createDenoiser(
    { model, weights: byName(held.tensors, model.layout), process, prediction: config.prediction },
    config.clipDenoised ? data.box : null,
  );
  const real = (purpose: 'reference' | 'floor', index: number) =>
    data.sample(POINTS, createRng(evaluationDraw(purpose, seed, index)));
  const references = Array.from({ length: REFERENCES }, (_, k) => real('reference', k));
  const distanceOf = (samples: Float32Array) =>
    references.reduce((sum, fresh) => sum + energyDistance(samples, fresh) / REFERENCES, 0);
  const distances = { ddpm: [] as number[], ddim: [] as number[] };
  for (const sampler of SAMPLERS) {
    for (const samplingSteps of BUDGETS) {
      const plan = openPlan({ ...config, sampler, samplingSteps }, process);
      const samples = await sample(plan, denoise, { seed, count: POINTS });
      if (!samples) throw new Error(`${dataset}, ${schedule}, seed ${seed}: nothing was drawn`);
      distances[sampler].push(distanceOf(samples));
    }
  }
  held.dispose();
  learner.dispose();
  const floors = references.map((fresh, k) => energyDistance(real('floor', k), fresh));
  return { dataset, seed, schedule, distances, floors };
}

export async function linearVsCosine(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { most: { type: 'string' } } });
  const most = Number(values.most ?? KEYS.length);
  mkdirSync(CACHE, { recursive: true });
  const missing = KEYS.filter((key) => !existsSync(pathOf(key)));
  if (missing.length > 0) {
    const report = await chooseBackend('wasm');
    if (report.backend !== 'wasm') throw new Error(`WASM is needed, and ${report.reason}.`);
  }
  for (const key of missing.slice(0, most)) {
    const began = performance.now();
    const cell = await measure(key);
    const path = pathOf(key);
    writeFileSync(`${path}.part`, JSON.stringify(cell));
    renameSync(`${path}.part`, path); // never half a cell
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    const [few, all] = [cell.distances.ddim[3], cell.distances.ddpm[7]].map((value) => value.toPrecision(3));
    console.log(
      `${key.dataset}, ${key.schedule}, seed ${key.seed}: DDIM 10 steps ${few}, DDPM 200 steps ${all}; ${seconds} s`,
    );
  }
  const left = KEYS.filter((key) => !existsSync(pathOf(key)));
  console.log(`${KEYS.length - left.length} of ${KEYS.length} cells are measured`);
  const missingSets = DATASETS.filter((id) => left.some(({ dataset }) => dataset === id));
  if (missingSets.length === DATASETS.length) return;
  const cells = KEYS.filter(({ dataset }) => !missingSets.includes(dataset)).map(readCell);
  const setup = {
    budgets: BUDGETS,
    points: POINTS,
    references: REFERENCES,
    ...CHANGES,
    missing: missingSets,
  };
  writeFileSync('docs/linear-vs-cosine.json', `${JSON.stringify({ setup, cells })}\n`);
  writeFileSync('docs/linear-vs-cosine.md', linearVsCosineDocument(cells, setup));
  console.log(`docs/linear-vs-cosine.md is written from ${cells.length} models`);
}
