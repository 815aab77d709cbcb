/**
 * Sampling runs the reverse process by a plan, from noise to data, and records some of its states: the trajectory that the slider shows.
 *
 * All noise is drawn by (seed, draw, sample), so the same seed gives the same samples in chunks of any size.
 */
import * as tf from '@tensorflow/tfjs-core';
import { DATA_LEVEL, type Process } from '../diffusion/process';
import { type Denoiser, sampleWithPlan } from '../diffusion/samplers/apply';
import type { SamplingPlan } from '../diffusion/samplers/plan';
import { fillNormal, type StreamName } from '../lib/rng';
import { sizeOf } from '../lib/shape';
import { deviceDone } from '../runtime/deviceDone';
import { createQueueDepth } from '../runtime/queueDepth';
import { yieldMacrotask } from '../runtime/yield';
import type { Trajectory } from '../types/trajectory';
import { tensorArithmetic } from './tensorArithmetic';

export interface SamplingOptions {
  readonly seed: number;
  readonly count: number;
  /** Of one sample, [2] if absent. */
  readonly shape?: readonly number[];
  /** Index of the first sample among those of the seed; 0 if absent. */
  readonly first?: number;
  /** Called after each step of the plan with the share that is done, 0 to 1, and [n, ...shape] the guess x̂0, which stays the loop's. */
  readonly onStep?: (done: number, guess: tf.Tensor) => void;
  /** Aborting it ends the sampling before the next network evaluation; the result is then null. */
  readonly signal?: AbortSignal;
}

/** Most frames of a trajectory, the noise and the result included. Images are large: they have fewer. */
const MOST_FRAMES = 33;
const MOST_IMAGE_FRAMES = 20;

/** Samples that go through the network together: enough to keep the device busy, few enough that messages are answered in between. */
export const CHUNK = 1024;

const POINT = [2];

/** @returns [n, ...shape] standard normal numbers of samples first … first + n - 1 */
function noise(
  { seed, shape = POINT }: SamplingOptions,
  stream: StreamName,
  draw: number,
  [first, n]: readonly [number, number],
): tf.Tensor {
  const size = sizeOf(shape);
  const values = fillNormal(new Float32Array(size * n), { seed, stream, step: draw }, size * first);
  return tf.tensor(values, [n, ...shape]);
}

/**
 * Runs the plan for samples first … first + n - 1.
 * @param visit sees each state before the step that starts from it
 * @returns [n, ...shape]; caller disposes; null where it was cancelled
 */
async function runPlan(
  plan: SamplingPlan,
  denoise: Denoiser<tf.Tensor>,
  options: SamplingOptions,
  range: readonly [number, number],
  visit: (index: number, x: tf.Tensor, x0: tf.Tensor | null) => void = () => {},
): Promise<tf.Tensor | null> {
  const start = tf.tidy(() => tf.mul(noise(options, 'start', 0, range), plan.initialScale));
  let before = tf.clone(start);
  const queueDepth = createQueueDepth(deviceDone);
  const steps = sampleWithPlan(plan, tensorArithmetic, denoise, start, (draw) =>
    noise(options, 'samplingNoise', draw, range),
  );
  try {
    for (let index = 0; ; index++) {
      const result = steps.next();
      if (result.done) return result.value;
      visit(index, before, result.value.x0);
      before.dispose();
      before = tf.clone(result.value.x);
      options.onStep?.((index + 1) / plan.steps.length, result.value.x0 ?? before);
      await queueDepth.stepped();
      await yieldMacrotask();
      if (options.signal?.aborted) return null;
    }
  } finally {
    before.dispose();
    steps.return(start);
  }
}

/** @returns [count, ...shape] samples, or null where it was cancelled */
export async function sample(
  plan: SamplingPlan,
  denoise: Denoiser<tf.Tensor>,
  options: SamplingOptions,
): Promise<Float32Array | null> {
  const { shape = POINT, first: start = 0 } = options;
  const size = sizeOf(shape);
  const points = new Float32Array(size * options.count);
  for (let first = 0; first < options.count; first += CHUNK) {
    const n = Math.min(CHUNK, options.count - first);
    const last = await runPlan(plan, denoise, options, [start + first, n]);
    if (!last) return null;
    points.set(await last.data<'float32'>(), size * first);
    last.dispose();
  }
  return points;
}

/** The states 0 … steps-1 that become frames: all, or evenly spaced ones, the first included. */
function framesOf(steps: number, most: number): ReadonlySet<number> {
  const frames = Math.min(steps, most - 1);
  return new Set(Array.from({ length: frames }, (_, k) => Math.round((k * steps) / frames)));
}

/** @returns the trajectory of `count` samples (all at once: keep it to a few thousand), or null where it was cancelled */
export async function sampleTrajectory(
  plan: SamplingPlan,
  process: Process,
  denoise: Denoiser<tf.Tensor>,
  options: SamplingOptions,
): Promise<Trajectory | null> {
  const began = performance.now();
  const { shape = POINT, first = 0 } = options;
  const chosen = framesOf(plan.steps.length, shape.length === 1 ? MOST_FRAMES : MOST_IMAGE_FRAMES);
  const recorded: { readonly step: number; readonly x: tf.Tensor; readonly x0: tf.Tensor }[] = [];
  try {
    const last = await runPlan(plan, denoise, options, [first, options.count], (step, x, x0) => {
      if (chosen.has(step)) recorded.push({ step, x: tf.clone(x), x0: tf.clone(x0 ?? x) });
    });
    if (!last) return null;
    const joined = tf.tidy(() =>
      tf.concat([...recorded.map(({ x }) => x), last, ...recorded.map(({ x0 }) => x0), last]),
    );
    last.dispose();
    const values = Float32Array.from(await joined.data<'float32'>());
    joined.dispose();
    const frames = recorded.length + 1;
    const steps = recorded.map(({ step }) => plan.steps[step]);
    const levels = [...steps.map(({ level }) => level), DATA_LEVEL];
    return {
      shape,
      states: values.slice(0, values.length / 2),
      guesses: values.slice(values.length / 2),
      times: Float32Array.from([...steps.map(({ time }) => time), process.timeMin]),
      alphas: Float32Array.from(levels, ({ alpha }) => alpha),
      sigmas: Float32Array.from(levels, ({ sigma }) => sigma),
      count: options.count,
      frames,
      nfe: plan.nfe,
      milliseconds: performance.now() - began,
    };
  } finally {
    for (const { x, x0 } of recorded) tf.dispose([x, x0]);
  }
}
