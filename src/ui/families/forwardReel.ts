/** The forward process of real samples as a reel: shown before anything is trained, and above the frames of the reverse process. */

import type { RunConfig } from '../../config/fields';
import { qSample } from '../../diffusion/forward';
import type { Process } from '../../diffusion/process';
import { sizeOf } from '../../lib/shape';
import type { Trajectory } from '../../types/trajectory';
import { lastTime } from '../time/axis';
import { createReel, type Reel } from '../time/reel';
import type { RealSample } from './realSample';

/** Steps between noise and data: the nine tiles of a film, at odd eighteenths, are among the frames. */
const INTERVALS = 36;

/** x_t = α x0 + σ eps of the same samples and noise at evenly spaced times. */
export function forwardReel(
  config: RunConfig,
  process: Process,
  { samples, eps, shape }: Omit<RealSample, 'world'>,
): Reel {
  const frames = INTERVALS + 1;
  const size = samples.length;
  const states = new Float32Array(frames * size);
  const times = new Float32Array(frames);
  const alphas = new Float32Array(frames);
  const sigmas = new Float32Array(frames);
  const guesses = new Float32Array(frames * size); // x̂0 of a perfect network: the data
  for (let k = 0; k < frames; k++) {
    const position = 1 - k / INTERVALS;
    const time = Math.max(process.timeMin, position * lastTime(config));
    const level = k === INTERVALS ? { alpha: 1, sigma: 0 } : process.level(time);
    qSample(samples, level, eps, states.subarray(k * size, (k + 1) * size));
    guesses.set(samples, k * size);
    times[k] = time;
    alphas[k] = level.alpha;
    sigmas[k] = level.sigma;
  }
  const trajectory: Trajectory = {
    shape,
    states,
    guesses,
    times,
    alphas,
    sigmas,
    count: size / sizeOf(shape),
    frames,
    nfe: 0,
    milliseconds: 0,
  };
  return createReel(trajectory, config);
}
