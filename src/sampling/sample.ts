/**
 * Sampling runs the reverse process by a plan, from noise to data, and records some of its states: the trajectory that the slider shows.
 *
 * All noise is drawn by (seed, draw, sample), so the same seed gives the same samples in chunks of any size.
 */
import { DATA_LEVEL, type Process } from '../diffusion/process';
import type { SamplingPlan } from '../diffusion/samplers/plan';
import { sizeOf } from '../lib/shape';
import type { Trajectory } from '../types/trajectory';
import { type SamplingOptions, type TensorDenoiser, walkPlan } from './walk';

/** Most frames of a trajectory, the noise and the result included. Images are large: they have fewer. */
const MOST_FRAMES = 33;
const MOST_IMAGE_FRAMES = 20;

/** Samples that go through the network together: enough to keep the device busy, few enough that messages are answered in between. */
export const CHUNK = 1024;

const POINT = [2];

/** @returns [count, ...shape] samples, or null where it was cancelled */
export async function sample(
  plan: SamplingPlan,
  denoise: TensorDenoiser,
  options: SamplingOptions,
): Promise<Float32Array | null> {
  const { shape = POINT, first: start = 0, count } = options;
  const size = sizeOf(shape);
  const points = new Float32Array(size * count);
  for (let first = 0; first < count; first += CHUNK) {
    const request = { plan, shape: [Math.min(CHUNK, count - first), ...shape], frames: [] };
    const walked = await walkPlan(request, denoise, { ...options, first: start + first });
    if (!walked) return null;
    points.set(walked.last, size * first);
  }
  return points;
}

/** The states 0 … steps-1 that become frames: all, or evenly spaced ones, the first included. */
function framesOf(steps: number, most: number): readonly number[] {
  const frames = Math.min(steps, most - 1);
  return Array.from({ length: frames }, (_, k) => Math.round((k * steps) / frames));
}

const joined = (a: Float32Array, b: Float32Array): Float32Array => {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};

/** @returns the trajectory of `count` samples (all at once: keep it to a few thousand), or null where it was cancelled */
export async function sampleTrajectory(
  plan: SamplingPlan,
  process: Process,
  denoise: TensorDenoiser,
  options: SamplingOptions,
): Promise<Trajectory | null> {
  const began = performance.now();
  const { shape = POINT, count } = options;
  const frames = framesOf(plan.steps.length, shape.length === 1 ? MOST_FRAMES : MOST_IMAGE_FRAMES);
  const walked = await walkPlan({ plan, shape: [count, ...shape], frames }, denoise, options);
  if (!walked) return null;
  const { last, states, guesses } = walked;
  const steps = frames.map((step) => plan.steps[step]);
  const levels = [...steps.map(({ level }) => level), DATA_LEVEL];
  return {
    shape,
    states: joined(states, last),
    guesses: joined(guesses, last),
    times: Float32Array.from([...steps.map(({ time }) => time), process.timeMin]),
    alphas: Float32Array.from(levels, ({ alpha }) => alpha),
    sigmas: Float32Array.from(levels, ({ sigma }) => sigma),
    count,
    frames: frames.length + 1,
    nfe: plan.nfe,
    milliseconds: performance.now() - began,
  };
}
