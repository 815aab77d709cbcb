/** A shipped image model, opened in Node as the page opens it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunConfig } from '../../src/config/fields';
import { parseRunConfig } from '../../src/config/parse';
import { type ModelCard, parseModelCard } from '../../src/interop/modelCard';
import { unpackModelFolder } from '../../src/interop/modelFile';
import { openedModel } from '../../src/interop/openedModel';
import { createTrainer, type Trainer } from '../../src/training/trainer';
import type { BackendReport } from '../../src/types/backend';
import type { FileWeights } from '../../src/types/weights';

/** The files of a model in its folder. */
export const PIPELINE = [
  'unet/config.json',
  'unet/diffusion_pytorch_model.safetensors',
  'scheduler/scheduler_config.json',
];

/** Runs a trainer until its model is ready to draw from. */
async function ready(trainer: Trainer): Promise<void> {
  for await (const event of trainer.run()) {
    if (event.type === 'failed') throw new Error(`${event.message} ${event.hint}`);
    if (event.type === 'phase' && event.phase === 'paused') return;
  }
}

/** A trainer whose run 1 is the model, ready to draw. */
interface ShippedModel {
  readonly trainer: Trainer;
  readonly card: ModelCard;
  /** With the sampler of the model's card. */
  readonly config: RunConfig;
}

/** @param folder of the model; its trainer is the caller's to dispose */
export async function openShippedModel(folder: string, report: BackendReport): Promise<ShippedModel> {
  const card = parseModelCard(JSON.parse(readFileSync(join(folder, 'card.json'), 'utf8')));
  const files = PIPELINE.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))] as const);
  const opened = openedModel(await unpackModelFolder(new Map(files)), card.data);
  const { config } = parseRunConfig(card.sampling ?? {}, opened.config);
  return { trainer: await readyTrainer(config, opened.weights, report), card, config };
}

/** A trainer whose run 1 has these weights, ready to draw; the caller's to dispose. */
export async function readyTrainer(
  config: RunConfig,
  weights: FileWeights,
  report: BackendReport,
): Promise<Trainer> {
  const trainer = createTrainer({ runId: 1, config, weights, paused: true, previewCount: 1 }, { report });
  await ready(trainer);
  return trainer;
}
