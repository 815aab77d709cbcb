/**
 * A batch source gives each step its batch on the device. On WebGPU a discrete process's batches are made there from a table of its
 * levels; all others come from the processor in one upload, which is the reference for the former.
 */
import * as tf from '@tensorflow/tfjs-core';
import { inputScale } from '../diffusion/process';
import type { AdamStep } from '../kernels/adam';
import { flush, openBackend, ownShaders } from '../kernels/webgpu/backend';
import { batchOnWebgpu, LEVEL_NUMBERS } from '../kernels/webgpu/batch';
import { createBuffer, destroyBuffer, VIEW_ALIGNMENT, viewOf } from '../kernels/webgpu/views';
import { fillUniform } from '../lib/rng';
import { type Batch, type BatchConfig, type Batcher, type PartName, timeTable } from './batch';
import { createFeed } from './feed';

export type BatchTensors = Readonly<Record<PartName, tf.Tensor>>;

export interface BatchSource {
  /** Sends what the step's batch is made of. */
  send(step: number, adam: AdamStep): Pick<Batch, 'times' | 'epsErrorScale'>;
  /** The batch sent last: the source's own tensors, or the caller's scope's. */
  tensors(): BatchTensors;
  dispose(): void;
}

export function createBatchSource(batcher: Batcher): BatchSource {
  const { given } = batcher;
  if (given && ownShaders() && hasTable(given)) {
    const packed = given.pool.packed();
    const most = openBackend().device.limits.maxStorageBufferBindingSize;
    if (packed.byteLength <= most) return sourceOnDevice(given, packed);
  }
  const feed = createFeed(batcher.parts, batcher.size);
  return {
    send(step, adam) {
      const batch = batcher.next(step, adam);
      feed.send(batch.packed);
      return batch;
    },
    tensors: () => feed.tensors(),
    dispose: () => feed.dispose(),
  };
}

/** Times of which a table is made. */
const MOST_TIMES = 4096;

/** A continuous process has no table; its float64 formulas stay on the processor. */
const hasTable = ({ process }: BatchConfig): boolean => process.discrete && process.timeMax < MOST_TIMES;

/** The step's numbers in one small buffer: Adam's as f32, then seed and step as i32. */
function numbersBuffer() {
  const buffer = createBuffer(2 * VIEW_ALIGNMENT);
  const numbers = new ArrayBuffer(8 * VIEW_ALIGNMENT);
  const [floats, integers] = [new Float32Array(numbers), new Int32Array(numbers)];
  return {
    buffer,
    adam: viewOf(buffer, 0, [3]),
    draw: viewOf(buffer, VIEW_ALIGNMENT, [2], 'int32'),
    write({ rate, epsilon, emaDecay }: AdamStep, seed: number, step: number) {
      const backend = openBackend();
      // A write overtakes what is recorded but not sent: that may still read the numbers before.
      if (backend.commandEncoder) flush(backend);
      floats.set([rate, epsilon, emaDecay]);
      integers.set([seed | 0, step | 0], VIEW_ALIGNMENT);
      backend.queue.writeBuffer(buffer, 0, numbers);
    },
  };
}

function sourceOnDevice(given: BatchConfig, packed: Float32Array | Int32Array): BatchSource {
  const { config, process, model, pool } = given;
  const { batchSize, seed } = config;
  const rowOf = timeTable(given);
  const times = process.timeMax + 1;
  const embedding = model.embedding.size;
  const table = new Float32Array(times * (LEVEL_NUMBERS + embedding));
  for (let time = 0; time < times; time++) {
    const { row, level, numbers } = rowOf(time);
    const scale = inputScale(level);
    const { targetX0, targetEps, weight, variance } = numbers;
    const at = time * (LEVEL_NUMBERS + embedding);
    table.set([scale * level.alpha, scale * level.sigma, targetX0, targetEps, weight, ...variance], at);
    table.set(row, at + LEVEL_NUMBERS);
  }
  // Of samples without labels all are shown without.
  const dropped = pool.label(0) < 0 ? 2 ** 24 : Math.ceil(config.labelDropout * 2 ** 24);
  const uploaded = (values: Float32Array | Int32Array) => {
    const buffer = createBuffer(values.length);
    openBackend().queue.writeBuffer(buffer, 0, values as Float32Array<ArrayBuffer>);
    const dtype = values instanceof Float32Array ? 'float32' : 'int32';
    return { buffer, tensor: viewOf(buffer, 0, [values.length], dtype) };
  };
  const levels = uploaded(table);
  const samples = uploaded(packed);
  const numbers = numbersBuffer();
  const none = tf.keep(tf.zeros([batchSize, 0]));
  const noLabels = tf.keep(tf.zeros([0]));
  return {
    send(step, adam) {
      numbers.write(adam, seed, step);
      return timesOf(given, rowOf, step);
    },
    tensors() {
      const { wanted, variance, labels, ...batch } = batchOnWebgpu({
        rows: batchSize,
        shape: pool.shape,
        count: pool.count,
        pool: samples.tensor,
        times,
        levels: levels.tensor,
        embedding,
        draw: numbers.draw,
        stratified: config.timeSampling === 'stratified',
        flips: pool.flips && config.flips,
        variance: rowOf(0).numbers.variance.length,
        labels: model.classes > 0 ? { unlabelled: model.unlabelled, dropped } : null,
      });
      return {
        ...batch,
        target: wanted,
        variance: variance ?? none,
        labels: labels ?? noLabels,
        adam: numbers.adam,
      };
    },
    dispose() {
      tf.dispose([levels.tensor, samples.tensor, numbers.adam, numbers.draw, none, noLabels]);
      for (const { buffer } of [levels, samples, numbers]) destroyBuffer(buffer);
    },
  };
}

/** The batch's times as the processor draws them, when somebody asks. */
function timesOf({ config, process }: BatchConfig, rowOf: ReturnType<typeof timeTable>, step: number) {
  const { batchSize, seed, timeSampling } = config;
  let known: Pick<Batch, 'times' | 'epsErrorScale'> | null = null;
  const compute = () => {
    const uniform = fillUniform(new Float64Array(batchSize), { seed, stream: 'time', step });
    const times = uniform.map((u, i) =>
      process.drawTime(timeSampling === 'stratified' ? (i + u) / batchSize : u),
    );
    return { times, epsErrorScale: times.map((time) => rowOf(time).numbers.epsErrorScale) };
  };
  return {
    get times() {
      return (known ??= compute()).times;
    },
    get epsErrorScale() {
      return (known ??= compute()).epsErrorScale;
    },
  };
}
