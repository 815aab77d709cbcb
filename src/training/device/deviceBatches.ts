/**
 * Device batches are the batches of a run on the device. Those of a discrete process with uniform times are made there from a table of
 * its levels, on WASM where they are points without classes; all others come from the collator on the processor in one upload, which is the reference for
 * the former.
 */
import * as tf from '@tensorflow/tfjs-core';
import { drawTimes, timeDrawer } from '../../diffusion/timeDraw';
import { ADAM_STEP_SIZE, adamStepNumbers } from '../../kernels/adam/adam';
import type { AdamStep } from '../../kernels/adam/contract';
import { batchOnDevice } from '../../kernels/batch/batch';
import { LEVEL_NUMBERS } from '../../kernels/batch/contract';
import { fillUniform } from '../../lib/rng';
import type { RunInput } from '../../recorded/beside';
import { createStepBuffer, recordsSteps, VIEW_ALIGNMENT, viewOf } from '../../recorded/buffers';
import { type DeviceMemory, OWN_MEMORY, upload } from '../../recorded/stacked';
import { hasFusedKernels, openBackend } from '../../webgpu/backend';
import { type Batch, type BatchSource, type Collator, type PartName, timeTable } from '../data/batch';
import { createBatchUpload } from './batchUpload';

type BatchTensors = Readonly<Record<PartName, tf.Tensor>>;

export interface DeviceBatches {
  /** Sends the batch of a step, or the few numbers from which the device makes it. */
  send(step: number, adam: AdamStep): Omit<Batch, 'packed'>;
  /** The batch sent last: tensors of this object, or of the caller's scope. */
  tensors(): BatchTensors;
  /** All that `send` writes; null where a step has arrays of its own. */
  readonly input: RunInput | null;
  dispose(): void;
}

/** @param memory of what a step reads */
export function createDeviceBatches(collator: Collator, memory: DeviceMemory = OWN_MEMORY): DeviceBatches {
  const { source } = collator;
  if (source && recordsSteps() && hasTable(source) && hasUniformTimes(source)) {
    const packed = source.samples.packed();
    if (fitsDevice(source, packed)) return batchesOnDevice(source, packed, memory);
  }
  const upload = createBatchUpload(collator.parts, collator.size, memory);
  return {
    send(step, adam) {
      const batch = collator.collate(step, adam);
      upload.send(batch.packed);
      return batch;
    },
    tensors: () => upload.tensors(),
    input: upload.input,
    dispose: () => upload.dispose(),
  };
}

/** The heap of WASM gets no second copy of a set of images: a step on them takes a hundred times as long as its batch. */
const fitsDevice = ({ samples }: BatchSource, packed: Float32Array | Int32Array): boolean =>
  hasFusedKernels()
    ? packed.byteLength <= openBackend().device.limits.maxStorageBufferBindingSize
    : samples.shape.length === 1;

/** Most rows of the table. */
const MOST_TIMES = 4096;

/** A continuous process has no table, and rows that also say a class are no function of the time: they stay on
 * the processor, as the noise of pairs does. */
const hasTable = ({ process, model, samples }: BatchSource): boolean =>
  process.discrete && process.timeMax < MOST_TIMES && model.labelColumns === 0 && !samples.noise;

/** The device draws uniform times; other densities, and their weights, stay on the processor with the float64 formulas. */
const hasUniformTimes = ({ config: { timeSampling } }: BatchSource): boolean =>
  timeSampling === 'uniform' || timeSampling === 'stratified';

/** The step's numbers in one small buffer: Adam's as f32, then seed and step as i32. */
function numbersBuffer(memory: DeviceMemory) {
  const size = 2 * VIEW_ALIGNMENT;
  const { buffer, write, dispose } = createStepBuffer(size, memory.createBuffer(size));
  const numbers = new ArrayBuffer(8 * VIEW_ALIGNMENT);
  const [floats, integers] = [new Float32Array(numbers), new Int32Array(numbers)];
  const [adam, draw] = [viewOf(buffer, 0, [ADAM_STEP_SIZE]), viewOf(buffer, VIEW_ALIGNMENT, [2], 'int32')];
  return {
    input: { buffer, numbers: size },
    adam,
    draw,
    write(step: AdamStep, seed: number, number: number) {
      floats.set(adamStepNumbers(step));
      integers.set([seed | 0, number | 0], VIEW_ALIGNMENT);
      write(numbers);
    },
    dispose() {
      tf.dispose([adam, draw]);
      dispose();
    },
  };
}

function batchesOnDevice(
  source: BatchSource,
  packed: Float32Array | Int32Array,
  memory: DeviceMemory,
): DeviceBatches {
  const { config, process, model, samples } = source;
  const { batchSize, seed } = config;
  const rowOf = timeTable(source);
  const times = process.timeMax + 1;
  const embedding = model.embedding.size;
  const table = new Float32Array(times * (LEVEL_NUMBERS + embedding));
  for (let time = 0; time < times; time++) {
    const { embedding: row, level, numbers } = rowOf(time);
    const scale = process.inputScale(level);
    const { targetX0, targetEps, weight, variance } = numbers;
    const at = time * (LEVEL_NUMBERS + embedding);
    table.set([scale * level.alpha, scale * level.sigma, targetX0, targetEps, weight, ...variance], at);
    table.set(row, at + LEVEL_NUMBERS);
  }
  // Samples without labels count as dropped, always.
  const dropped = samples.label(0) < 0 ? 2 ** 24 : Math.ceil(config.labelDropout * 2 ** 24);
  const levels = upload(memory, table);
  const data = upload(memory, packed);
  const numbers = numbersBuffer(memory);
  const none = tf.keep(tf.zeros([batchSize, 0]));
  const noLabels = tf.keep(tf.zeros([0]));
  return {
    send(step, adam) {
      numbers.write(adam, seed, step);
      return timesOf(source, rowOf, step);
    },
    tensors() {
      const { variance, labels, ...batch } = batchOnDevice({
        rows: batchSize,
        shape: samples.shape,
        count: samples.count,
        pool: data.tensor,
        times,
        levels: levels.tensor,
        embedding,
        draw: numbers.draw,
        stratified: config.timeSampling === 'stratified',
        flips: samples.flips && config.flips,
        variance: rowOf(0).numbers.variance.length,
        labels: model.classes > 0 ? { unlabelled: model.unlabelled, dropped } : null,
      });
      return {
        ...batch,
        variance: variance ?? none,
        labels: labels ?? noLabels,
        adam: numbers.adam,
      };
    },
    input: numbers.input,
    dispose() {
      tf.dispose([none, noLabels]);
      levels.dispose();
      data.dispose();
      numbers.dispose();
    },
  };
}

/** The times of a batch as the processor draws them, computed at the first access: few steps report them. */
function timesOf({ config, process }: BatchSource, rowOf: ReturnType<typeof timeTable>, step: number) {
  const { batchSize, seed } = config;
  let computed: Pick<Batch, 'times' | 'chartErrorScale'> | null = null;
  const compute = () => {
    const uniform = fillUniform(new Float64Array(batchSize), { seed, stream: 'time', step });
    const draws = drawTimes(uniform, config, timeDrawer(config));
    const times = Float64Array.from(draws, ({ u }) => process.drawTime(u));
    return { times, chartErrorScale: times.map((time) => rowOf(time).numbers.chartErrorScale) };
  };
  return {
    get times() {
      return (computed ??= compute()).times;
    },
    get chartErrorScale() {
      return (computed ??= compute()).chartErrorScale;
    },
  };
}
