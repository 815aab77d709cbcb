/**
 * Records how a shipped image model draws sixty-four images, with the sampler and seed that the Sample view opens with: the page shows the
 * recording at once, and pressing Sample draws the same images again.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'fflate';
import { parseRunConfig } from '../../src/config/parse';
import { parseModelCard } from '../../src/interop/modelCard';
import { unpackModelFolder } from '../../src/interop/modelFile';
import { openedModel } from '../../src/interop/openedModel';
import { encodeTrajectoryFile } from '../../src/interop/trajectoryFile';
import { createTrainer, type Trainer } from '../../src/training/trainer';
import type { BackendReport } from '../../src/types/backend';
import type { Trajectory } from '../../src/types/trajectory';

const COUNT = 64;
/** Frames of a recording: as many as the film strip shows, the noise and the result included. */
const FRAMES = 10;
const PIPELINE = [
  'unet/config.json',
  'unet/diffusion_pytorch_model.safetensors',
  'scheduler/scheduler_config.json',
];

/** Evenly spaced frames of a trajectory, the first and the last included. */
function thinned({ states, guesses, times, alphas, sigmas, frames, ...rest }: Trajectory): Trajectory {
  const chosen = Array.from({ length: FRAMES }, (_, k) => Math.round((k * (frames - 1)) / (FRAMES - 1)));
  const size = states.length / frames;
  const take = (values: Float32Array, length: number) => {
    const out = new Float32Array(FRAMES * length);
    chosen.forEach((frame, k) => {
      out.set(values.subarray(frame * length, (frame + 1) * length), k * length);
    });
    return out;
  };
  return {
    ...rest,
    frames: FRAMES,
    states: take(states, size),
    guesses: take(guesses, size),
    times: take(times, 1),
    alphas: take(alphas, 1),
    sigmas: take(sigmas, 1),
  };
}

/** Runs a trainer until its model is ready to draw from. */
async function ready(trainer: Trainer): Promise<void> {
  for await (const event of trainer.run()) {
    if (event.type === 'failed') throw new Error(`${event.message} ${event.hint}`);
    if (event.type === 'phase' && event.phase === 'paused') return;
  }
}

/** @param shipped the folder of the shipped models @returns bytes of the file, `<shipped>/<id>/samples.dlr` */
export async function recordSamples(shipped: string, id: string, report: BackendReport): Promise<number> {
  const folder = join(shipped, id);
  const card = parseModelCard(JSON.parse(readFileSync(join(folder, 'card.json'), 'utf8')));
  const files = PIPELINE.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))] as const);
  const { config, weights } = openedModel(await unpackModelFolder(new Map(files)), card.data);
  const asMeasured = parseRunConfig(card.sampling ?? {}, config).config;
  const trainer = createTrainer({ runId: 1, config: asMeasured, weights, paused: true }, { report });
  await ready(trainer);
  const request = { runId: 1, count: COUNT, seed: asMeasured.seed, weights: 'ema' as const };
  const trajectory = await trainer.inference.drawTrajectory(request);
  if (!trajectory) throw new Error('the draw was cancelled');
  const bytes = gzipSync(
    encodeTrajectoryFile({ trajectory: thinned(trajectory), config: asMeasured, step: card.steps }),
    { level: 9, mtime: 0 },
  );
  const path = join(folder, 'samples.dlr');
  writeFileSync(path, bytes);
  return statSync(path).size;
}
