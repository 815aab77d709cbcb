/** Walking a plan for samples that go through the network together: on the device where the plan is recorded, else on tensors. */
import * as tf from '@tensorflow/tfjs-core';
import type { Level } from '../diffusion/process';
import { type Constraint, type Denoiser, sampleWithPlan } from '../diffusion/samplers/apply';
import type { SamplingPlan } from '../diffusion/samplers/plan';
import { fillNormal, type StreamName } from '../lib/rng';
import { sizeOf } from '../lib/shape';
import { deviceDone } from '../runtime/deviceDone';
import { createQueueDepth } from '../runtime/queueDepth';
import { yieldMacrotask } from '../runtime/yield';
import type { RecordedPlan } from './recordedPlan';
import { sliceOf } from './stepTable';
import { tensorArithmetic } from './tensorArithmetic';

/** What leads a draw, beside the model. */
export interface Guide {
  /**
   * The first state. @param z [n, ...shape] noise @param level of the first state @param first index of the first sample
   * @returns [n, ...shape]
   */
  start?(z: Float32Array, level: Level, first: number): Float32Array;
  /**
   * A constraint on n samples that are walked together. @param noise gives the k-th draw, [n, ...shape], other than those of the sampler;
   * the caller disposes it
   */
  begin?(
    n: number,
    noise: (draw: number) => tf.Tensor,
  ): { readonly constrain: Constraint<tf.Tensor>; dispose(): void };
}

export interface SamplingOptions {
  readonly seed: number;
  readonly count: number;
  /** Of one sample, [2] if absent. */
  readonly shape?: readonly number[];
  /** Index of the first sample among those of the seed; 0 if absent. */
  readonly first?: number;
  /** Called now and then after a step of the plan with the share that is done, 0 to 1, and [n, ...shape] the guess x̂0, which stays the loop's. */
  readonly onStep?: (done: number, guess: tf.Tensor) => void;
  /** Aborting it ends the sampling before the next slice of steps; the result is then null. */
  readonly signal?: Pick<AbortSignal, 'aborted'>;
  /** Absent for samples of noise alone. */
  readonly guide?: Guide | undefined;
}

export interface PlanRequest {
  readonly plan: SamplingPlan;
  /** [n, ...shape of a sample] */
  readonly shape: readonly number[];
  /** Steps whose state and guess are stored, in order. */
  readonly frames: readonly number[];
}

/** What a recording and the loop must agree on. */
export interface OpenedPlan {
  readonly recorded: RecordedPlan;
  readonly table: Float32Array;
  readonly slots: number;
}

/** A denoiser on tensors. One that evaluates a network many times can record whole plans. */
export interface TensorDenoiser extends Denoiser<tf.Tensor> {
  /** @returns null where the plan is not recorded; the recording stays the denoiser's */
  readonly openPlan?: (request: PlanRequest) => OpenedPlan | null;
}

export interface Walked {
  /** [n, ...shape] samples */
  readonly last: Float32Array;
  /** [frames, n, ...shape] states before the chosen steps, and the x̂0 of these steps. */
  readonly states: Float32Array;
  readonly guesses: Float32Array;
}

/** @returns standard normal numbers of samples first … first + n - 1 */
function noise(
  { seed, first = 0 }: SamplingOptions,
  stream: StreamName,
  draw: number,
  [n, ...shape]: readonly number[],
): Float32Array {
  const size = sizeOf(shape);
  return fillNormal(new Float32Array(size * n), { seed, stream, step: draw }, size * first);
}

/** @returns [n, ...shape] the state at the first level of the plan */
function firstState({ plan, shape }: PlanRequest, options: SamplingOptions): Float32Array {
  const { guide, first = 0 } = options;
  const z = noise(options, 'start', 0, shape);
  if (guide?.start) return guide.start(z, plan.steps[0].level, first);
  const scale = Math.fround(plan.initialScale);
  return z.map((value) => value * scale);
}

/** A plan with a constraint is walked on tensors. @returns null where it was cancelled */
export function walkPlan(
  request: PlanRequest,
  denoise: TensorDenoiser,
  options: SamplingOptions,
): Promise<Walked | null> {
  const opened = options.guide?.begin ? null : denoise.openPlan?.(request);
  return opened ? walkOnDevice(request, opened, options) : walkOnTensors(request, denoise, options);
}

async function walkOnDevice(
  request: PlanRequest,
  { recorded, table, slots }: OpenedPlan,
  options: SamplingOptions,
): Promise<Walked | null> {
  const { queueDepth } = recorded;
  const { plan, shape } = request;
  recorded.begin(firstState(request, options), table);
  const size = sizeOf(shape);
  for (let first = 0, drawn = 0; first < plan.steps.length; ) {
    const slice = sliceOf(plan, { first, drawn, most: queueDepth.room, slots });
    const sent = queueDepth.send((submissions) => {
      if (slice.draws > 0) {
        const draws = new Float32Array(slice.draws * size);
        for (let i = 0; i < slice.draws; i++)
          draws.set(noise(options, 'samplingNoise', drawn + i, shape), i * size);
        recorded.writeNoise(drawn % slots, draws);
      }
      for (const { evaluates, count } of slice.runs) recorded.advance(evaluates, count, submissions);
    }, slice.count);
    first += slice.count;
    drawn += slice.draws;
    options.onStep?.(first / plan.steps.length, recorded.guess);
    await sent;
    await yieldMacrotask();
    if (options.signal?.aborted) return null;
  }
  return recorded.read();
}

async function walkOnTensors(
  request: PlanRequest,
  denoise: TensorDenoiser,
  options: SamplingOptions,
): Promise<Walked | null> {
  const { plan, shape, frames } = request;
  const draw = (stream: StreamName, index: number) =>
    tf.tensor(noise(options, stream, index, shape), [...shape]);
  const start = tf.tensor(firstState(request, options), [...shape]);
  // the draws of the stream after the first state's
  const guided = options.guide?.begin?.(shape[0], (index) => draw('start', index + 1));
  let before = tf.clone(start);
  const queueDepth = createQueueDepth(deviceDone);
  const steps = sampleWithPlan(
    plan,
    tensorArithmetic,
    denoise,
    start,
    (index) => draw('samplingNoise', index),
    guided?.constrain,
  );
  const stored: { readonly x: tf.Tensor; readonly x0: tf.Tensor }[] = [];
  try {
    for (let index = 0; ; index++) {
      const result = await queueDepth.send(() => steps.next());
      if (result.done) return await readWalk(result.value, stored);
      const { x, x0 } = result.value;
      if (frames.includes(index)) stored.push({ x: tf.clone(before), x0: tf.clone(x0 ?? before) });
      before.dispose();
      before = tf.clone(x);
      options.onStep?.((index + 1) / plan.steps.length, x0 ?? before);
      await yieldMacrotask();
      if (options.signal?.aborted) return null;
    }
  } finally {
    before.dispose();
    for (const { x, x0 } of stored) tf.dispose([x, x0]);
    steps.return(start);
    guided?.dispose();
  }
}

/** Reads the last state, which it disposes, and the frames. */
async function readWalk(
  last: tf.Tensor,
  stored: readonly { readonly x: tf.Tensor; readonly x0: tf.Tensor }[],
): Promise<Walked> {
  const joined = tf.tidy(() => tf.concat([last, ...stored.map(({ x }) => x), ...stored.map(({ x0 }) => x0)]));
  const { size } = last;
  last.dispose();
  const values = Float32Array.from(await joined.data<'float32'>());
  joined.dispose();
  const middle = size * (1 + stored.length);
  return {
    last: values.subarray(0, size),
    states: values.subarray(size, middle),
    guesses: values.subarray(middle),
  };
}
