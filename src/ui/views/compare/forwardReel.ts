/** The data on their way into noise, as a reel: what is at hand before anything is trained, and the strip above the way back. */
import type { Trajectory } from '../../../../workers/protocol';
import type { RunConfig } from '../../../config/fields';
import { qSample } from '../../../diffusion/forward';
import type { Process } from '../../../diffusion/process';
import { createReel, lastTime, type Reel } from '../../trajectory';

/** Frames between noise and data: the nine tiles of a film, at odd eighteenths, are among them. */
const INTERVALS = 36;

/**
 * x_t = α x0 + σ eps of one cloud at even times.
 * @param points [n, 2] data
 * @param eps    [n, 2] standard normal: the same at every time, and for every schedule that is compared
 */
export function forwardReel(
  config: RunConfig,
  process: Process,
  points: Float32Array,
  eps: Float32Array,
): Reel {
  const frames = INTERVALS + 1;
  const size = points.length;
  const states = new Float32Array(frames * size);
  const times = new Float32Array(frames);
  const alphas = new Float32Array(frames);
  const sigmas = new Float32Array(frames);
  const guesses = new Float32Array(frames * size); // of a perfect eye: the data themselves
  for (let k = 0; k < frames; k++) {
    const position = 1 - k / INTERVALS;
    const time = Math.max(process.timeMin, position * lastTime(config));
    const level = k === INTERVALS ? { alpha: 1, sigma: 0 } : process.level(time);
    qSample(points, level, eps, states.subarray(k * size, (k + 1) * size));
    guesses.set(points, k * size);
    times[k] = time;
    alphas[k] = level.alpha;
    sigmas[k] = level.sigma;
  }
  const trajectory: Trajectory = {
    shape: [2],
    states,
    guesses,
    times,
    alphas,
    sigmas,
    count: size / 2,
    frames,
    nfe: 0,
    milliseconds: 0,
  };
  return createReel(trajectory, config);
}
