/** The error of the guessed noise of samples under each class, on tensors: what a model with classes classifies by. */
import * as tf from '@tensorflow/tfjs-core';
import { classifyingTimes } from '../diffusion/editing/classify';
import { evaluationDraw, fillNormal } from '../lib/rng';
import { sizeOf } from '../lib/shape';
import { yieldMacrotask } from '../runtime/yield';
import { type Guidance, predictEps, type TrainedModel } from './denoiser';

interface Classification {
  /** [n, ...shape] in data units */
  readonly samples: Float32Array;
  /** Pairs of a time and noise. */
  readonly pairs: number;
  readonly seed: number;
  /** Samples of all classes that go through the network together. */
  readonly chunk: number;
  readonly onStep?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal;
}

/** All classes in turn for each of n samples, without guidance: the model as it was trained. */
const allClasses = (n: number, classes: number): Guidance => ({
  labels: Int32Array.from({ length: n * classes }, (_, i) => i % classes),
  scale: 1,
});

/**
 * The mean of ‖ε - ε̂(x_t, t, class)‖² over pairs of a time and noise, which are the same for every class.
 * @returns [n, classes]; null where it was cancelled
 */
export async function classErrors(
  trained: TrainedModel,
  { samples, pairs, seed, chunk, onStep, signal }: Classification,
): Promise<Float32Array | null> {
  const { shape, classes } = trained.model;
  const size = sizeOf(shape);
  const count = samples.length / size;
  const together = Math.max(1, Math.floor(chunk / classes));
  const times = classifyingTimes(trained.process, pairs, shape.length > 1 ? 'images' : 'points');
  const errors = new Float32Array(count * classes);
  const whole = allClasses(together, classes); // the same object, so that one recording serves all chunks
  for (let first = 0; first < count; first += together) {
    const n = Math.min(together, count - first);
    const guidance = n === together ? whole : allClasses(n, classes);
    const x0 = tf.tensor(samples.slice(first * size, (first + n) * size), [n, 1, ...shape]);
    try {
      for (const [k, time] of times.entries()) {
        const z = new Float32Array(n * size);
        const noise = fillNormal(z, evaluationDraw('classify', seed, k), first * size);
        const step = tf.tidy(() => squaredErrors({ ...trained, guidance }, x0, noise, time));
        const values = await step.data<'float32'>();
        step.dispose();
        for (const [i, value] of values.entries()) errors[first * classes + i] += value / pairs;
        onStep?.((first + (n * (k + 1)) / pairs) / count);
        await yieldMacrotask();
        if (signal?.aborted) return null;
      }
    } finally {
      x0.dispose();
    }
  }
  return errors;
}

/** @param x0 [n, 1, ...shape] @param noise [n, ...shape] @returns [n, classes] mean over the elements of a sample */
function squaredErrors(trained: TrainedModel, x0: tf.Tensor, noise: Float32Array, time: number): tf.Tensor {
  const { shape, classes } = trained.model;
  const [n] = x0.shape;
  const { alpha, sigma } = trained.process.level(time);
  const z = tf.tensor(noise, x0.shape);
  const ofAll = (x: tf.Tensor) =>
    tf.reshape(tf.tile(x, [1, classes, ...shape.map(() => 1)]), [n * classes, ...shape]);
  const noised = tf.add(tf.mul(x0, alpha), tf.mul(z, sigma));
  const error = tf.sub(predictEps(trained, ofAll(noised), time), ofAll(z));
  return tf.reshape(tf.mean(tf.reshape(tf.square(error), [n * classes, -1]), 1), [n, classes]);
}
