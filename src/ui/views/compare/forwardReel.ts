/** The data on their way into noise, as a reel: what is at hand before anything is trained, and the strip above the way back. */
import type { Trajectory } from '../../../../workers/protocol';
import type { RunConfig } from '../../../config/fields';
import { qSample } from '../../../diffusion/forward';
import type { Process } from '../../../diffusion/process';
import type { RealData } from '../../realData';
import { createReel, lastTime, type Reel } from '../../trajectory';

/** Frames between noise and data: the nine tiles of a film, at odd eighteenths, are among them. */
const INTERVALS = 36;

/** x_t = α x0 + σ eps of the same samples and noise at even times. */
export function forwardReel(
  config: RunConfig,
  process: Process,
  { samples, eps, shape }: Omit<RealData, 'world'>,
): Reel {
  const frames = INTERVALS + 1;
  const size = samples.length;
  const states = new Float32Array(frames * size);
  const times = new Float32Array(frames);
  const alphas = new Float32Array(frames);
  const sigmas = new Float32Array(frames);
  const guesses = new Float32Array(frames * size); // of a perfect eye: the data themselves
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
    count: size / shape.reduce((product, n) => product * n, 1),
    frames,
    nfe: 0,
    milliseconds: 0,
  };
  return createReel(trajectory, config);
}
