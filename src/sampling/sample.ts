/**
 * Sampling walks a plan from noise to data, and records some of the states on the way: the trajectory that the slider scrubs.
 *
 * All noise is drawn by (seed, draw, point), so the same seed gives the same samples in chunks of any size.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Trajectory } from '../../workers/protocol';
import { DATA_LEVEL, type Process } from '../diffusion/process';
import { type Denoiser, sampleWithPlan } from '../diffusion/samplers/apply';
import type { SamplingPlan } from '../diffusion/samplers/plan';
import { fillNormal, type StreamName } from '../lib/rng';
import { deviceDone } from '../runtime/deviceDone';
import { createPace } from '../runtime/pace';
import { yieldMacrotask } from '../runtime/yield';
import { tensorArithmetic } from './tensorArithmetic';

export interface SamplingOptions {
  readonly seed: number;
  readonly count: number;
  /** Of one sample, [2] if absent. */
  readonly shape?: readonly number[];
  /** Number of the first sample: which of the seed's samples are drawn. */
  readonly first?: number;
  /** Told after each step of the plan how much is done, 0 to 1, with [n, ...shape] the guess x̂0, which stays the loop's. */
  readonly watch?: (done: number, guess: tf.Tensor) => void;
  /** Asked between network evaluations; true ends the sampling, which then gives null. */
  readonly cancelled?: () => boolean;
}

/** Most frames of a trajectory, the noise and the result included. Images are large: they have fewer. */
export const MOST_FRAMES = 33;
const MOST_IMAGE_FRAMES = 20;

/** Points that go through the network together: enough to keep it busy, few enough to answer in between. */
const CHUNK = 1024;

const POINT = [2];

const sizeOf = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);

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

/** Walks the plan for points first … first + n - 1. `visit` sees each state before the step that leaves it. */
async function walk(
  plan: SamplingPlan,
  denoise: Denoiser<tf.Tensor>,
  options: SamplingOptions,
  range: readonly [number, number],
  visit: (index: number, x: tf.Tensor, x0: tf.Tensor | null) => void = () => {},
): Promise<tf.Tensor | null> {
  const start = tf.tidy(() => tf.mul(noise(options, 'start', 0, range), plan.initialScale));
  let before = tf.clone(start);
  const pace = createPace(deviceDone);
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
      options.watch?.((index + 1) / plan.steps.length, result.value.x0 ?? before);
      await pace.stepped();
      await yieldMacrotask();
      if (options.cancelled?.()) return null;
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
    const last = await walk(plan, denoise, options, [start + first, n]);
    if (!last) return null;
    points.set(await last.data<'float32'>(), size * first);
    last.dispose();
  }
  return points;
}

/** Which of the states 0 … steps-1 become frames: all, or evenly spaced ones, the first included. */
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
    const last = await walk(plan, denoise, options, [first, options.count], (step, x, x0) => {
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
