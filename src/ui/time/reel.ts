/**
 * A reel is a trajectory laid on the time axis that every picture shares: position 0 is data, 1 is the most noise of the process.
 */

import type { RunConfig } from '../../config/fields';
import { type Level, unitVarianceScale } from '../../diffusion/process';
import type { Trajectory } from '../../types/trajectory';
import { positionOf } from './axis';

/** The coefficient of the data in a state of unit variance: √ᾱ for variance-preserving processes. */
export const signalCoefficient = ({ alpha, sigma }: Level): number => alpha / Math.hypot(alpha, sigma);

/** Between two frames: share 0 is `from`, 1 is `to`. */
interface Moment {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

export interface Reel {
  readonly trajectory: Trajectory;
  readonly config: RunConfig;
  /** The two frames around a position, the noisier one first. */
  at(position: number): Moment;
  level(position: number): Level;
  /** [count, ...shape] views of one frame. */
  states(frame: number): Float32Array;
  guesses(frame: number): Float32Array;
  /** The factor of states in pictures: 1 for variance-preserving processes. */
  scale(position: number): number;
}

export function createReel(trajectory: Trajectory, config: RunConfig): Reel {
  const { frames, times, alphas, sigmas } = trajectory;
  // Positions fall from noise to data. The last frame is data; earlier ones at the same place (t = 0: one step of noise) give way.
  const places: { position: number; frame: number }[] = [];
  for (let frame = 0; frame < frames; frame++) {
    const position = frame === frames - 1 ? 0 : positionOf(config, times[frame]);
    while (places.length > 0 && places[places.length - 1].position <= position) places.pop();
    places.push({ position, frame });
  }
  const at = (position: number): Moment => {
    let low = 0;
    let high = places.length - 1;
    if (position >= places[0].position) return { from: places[0].frame, to: places[0].frame, share: 0 };
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (places[middle].position > position) low = middle;
      else high = middle;
    }
    const span = places[low].position - places[high].position || 1;
    return {
      from: places[low].frame,
      to: places[high].frame,
      share: Math.min(1, (places[low].position - position) / span),
    };
  };
  const level = (position: number): Level => {
    const { from, to, share } = at(position);
    return {
      alpha: alphas[from] + (alphas[to] - alphas[from]) * share,
      sigma: sigmas[from] + (sigmas[to] - sigmas[from]) * share,
    };
  };
  const size = trajectory.states.length / frames;
  return {
    trajectory,
    config,
    at,
    level,
    states: (frame) => trajectory.states.subarray(frame * size, (frame + 1) * size),
    guesses: (frame) => trajectory.guesses.subarray(frame * size, (frame + 1) * size),
    scale: (position) => unitVarianceScale(level(position)),
  };
}

/** The frame nearest to a position: images are shown as they were, not mixed. */
export function frameAt(reel: Reel, position: number): number {
  const { from, to, share } = reel.at(position);
  return share < 0.5 ? from : to;
}

/** Sample n of a frame: a view, [...shape]. */
export const one = (values: Float32Array, count: number, n: number): Float32Array => {
  const size = values.length / count;
  return values.subarray(n * size, (n + 1) * size);
};
