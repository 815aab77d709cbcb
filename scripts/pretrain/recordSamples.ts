/**
 * Records how a shipped image model draws sixty-four images, with the sampler and seed that the Sample view opens with: the page shows the
 * recording at once, and pressing Sample draws the same images again.
 */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'fflate';
import { encodeTrajectoryFile } from '../../src/interop/trajectoryFile';
import type { BackendReport } from '../../src/types/backend';
import type { Trajectory } from '../../src/types/trajectory';
import { openShippedModel } from './shippedModel';

const COUNT = 64;
/** Frames of a recording: as many as the film strip shows, the noise and the result included … */
const FRAMES = 10;
/** … or fewer, of larger images: noise does not compress, and a recording is to weigh less than 2.5 MB. */
const MOST_VALUES = 1_200_000;

/** Evenly spaced frames of a trajectory, the first and the last included. */
function thinned({ states, guesses, times, alphas, sigmas, frames, ...rest }: Trajectory): Trajectory {
  const size = states.length / frames;
  const kept = Math.min(FRAMES, Math.floor(MOST_VALUES / size));
  const chosen = Array.from({ length: kept }, (_, k) => Math.round((k * (frames - 1)) / (kept - 1)));
  const take = (values: Float32Array, length: number) => {
    const out = new Float32Array(kept * length);
    chosen.forEach((frame, k) => {
      out.set(values.subarray(frame * length, (frame + 1) * length), k * length);
    });
    return out;
  };
  return {
    ...rest,
    frames: kept,
    states: take(states, size),
    guesses: take(guesses, size),
    times: take(times, 1),
    alphas: take(alphas, 1),
    sigmas: take(sigmas, 1),
  };
}

/** @param shipped the folder of the shipped models @returns bytes of the file, `<shipped>/<id>/samples.dlr` */
export async function recordSamples(shipped: string, id: string, report: BackendReport): Promise<number> {
  const folder = join(shipped, id);
  const { trainer, card, config: asMeasured } = await openShippedModel(folder, report);
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
