/** The runs of the gallery, trained by the app's own trainer, and samples of the models that ship: see gallery.mjs. */
import { existsSync, readFileSync } from 'node:fs';
import { GALLERY_MODELS, GALLERY_RUNS, type GalleryRunId, galleryConfig } from '../../src/config/gallery';
import { openPlan } from '../../src/config/openPlan';
import { meanEnergyDistanceFrom } from '../../src/evaluation/energyDistance';
import { unpackModel } from '../../src/interop/modelFile';
import { openedModel } from '../../src/interop/openedModel';
import { readTrajectoryFile } from '../../src/interop/zippedTrajectory';
import { createRng, evaluationDraw } from '../../src/lib/rng';
import { byName } from '../../src/model/weights';
import { chooseBackend } from '../../src/runtime/backend';
import { createDenoiser } from '../../src/sampling/denoiser';
import { sample } from '../../src/sampling/sample';
import { readyTrainer } from '../pretrain/shippedModel';
import { trainPoints } from './linearVsCosinePoints';

/** Points on each side of a distance. */
const POINTS = 2000;
/** Fresh sets of real points from which samples, and other real points, are measured; each figure is the mean. */
const REFERENCES = 4;

interface Figures {
  readonly steps: number;
  /** Energy distance of the samples from data. */
  readonly value: number;
  /** Of other data. */
  readonly floor: number;
  readonly n: number;
}

export interface GallerySamples {
  readonly id: string;
  /** Of one sample: [2] for a point, [height, width, channels] for an image. */
  readonly shape: readonly number[];
  readonly count: number;
  readonly values: readonly number[];
  /** Absent for models that ship: their cards have figures. */
  readonly figures?: Figures;
}

async function ofRun(id: GalleryRunId): Promise<GallerySamples> {
  const config = galleryConfig(id);
  const { data, process, model, weights } = trainPoints(config);
  const parts = {
    model,
    weights: byName(weights.tensors, model.layout),
    process,
    prediction: config.prediction,
  };
  const denoise = createDenoiser(parts, config.clipDenoised ? data.box : null);
  const samples = await sample(openPlan(config, process), denoise, { seed: config.seed, count: POINTS });
  weights.dispose();
  if (!samples) throw new Error(`${id}: nothing was drawn`);
  const real = (purpose: 'reference' | 'floor', index: number) =>
    data.sample(POINTS, createRng(evaluationDraw(purpose, config.seed, index)));
  const indices = Array.from({ length: REFERENCES }, (_, k) => k);
  const distanceOf = meanEnergyDistanceFrom(indices.map((k) => real('reference', k)));
  const floor = indices.reduce((sum, k) => sum + distanceOf(real('floor', k)), 0) / REFERENCES;
  const rounded = (v: number) => Number(v.toPrecision(4));
  const figures = {
    steps: config.trainingSteps,
    value: rounded(distanceOf(samples)),
    floor: rounded(floor),
    n: POINTS,
  };
  return { id, shape: [2], count: POINTS, values: Array.from(samples), figures };
}

async function ofModel(
  id: string,
  report: Awaited<ReturnType<typeof chooseBackend>>,
): Promise<GallerySamples> {
  const folder = `public/pretrained/${id}`;
  const bytes = (name: string) => new Uint8Array(readFileSync(`${folder}/${name}`));
  if (existsSync(`${folder}/samples.dlr`)) {
    const { shape, count, frames, states } = (await readTrajectoryFile(bytes('samples.dlr'))).trajectory;
    return { id, shape, count, values: Array.from(states.subarray((states.length / frames) * (frames - 1))) };
  }
  const { config, weights } = openedModel(await unpackModel(bytes('model.zip')));
  const trainer = await readyTrainer(config, weights, report);
  const values = (await trainer.inference.draw({
    runId: 1,
    count: POINTS,
    seed: config.seed,
    weights: 'ema',
  }))!;
  trainer.stop();
  return { id, shape: [2], count: POINTS, values: Array.from(values) };
}

/** @param ids of entries; all where there are none */
export async function* gallerySamples(ids: readonly string[]): AsyncGenerator<GallerySamples> {
  const report = await chooseBackend('wasm');
  if (report.backend !== 'wasm') throw new Error(`WASM is needed, and ${report.reason}.`);
  const isWanted = (id: string) => ids.length === 0 || ids.includes(id);
  for (const id of GALLERY_MODELS) if (isWanted(id)) yield ofModel(id, report);
  for (const id of Object.keys(GALLERY_RUNS) as GalleryRunId[]) if (isWanted(id)) yield ofRun(id);
}
