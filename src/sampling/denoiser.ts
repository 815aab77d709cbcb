/** A denoiser is a trained network as a sampler evaluates it: x_t and a time in, the guess x̂0 out, clipped to the box of the data. */
import * as tf from '@tensorflow/tfjs-core';
import { type LinearForm, PREDICTIONS, type PredictionId, toVelocity } from '../diffusion/prediction';
import type { Level, Process } from '../diffusion/process';
import { sizeOf } from '../lib/shape';
import type { Model } from '../model/model';
import { meanOutput, predictsVariance, varianceFraction, varianceOutput } from '../model/outputs';
import { timeEmbedder } from '../model/timeEmbedding';
import type { Weights } from '../model/weights';
import type { Network, Recorder, Rows } from './recordedNetwork';
import { recordPlan } from './recordedPlan';
import { drawsNoise, isLinear, rowLength, stepTable } from './stepTable';
import type { OpenedPlan, PlanRequest, TensorDenoiser } from './walk';

/** A model with its weights, and the process and prediction of its training. */
export interface TrainedModel {
  readonly model: Model;
  readonly weights: Weights;
  readonly process: Process;
  readonly prediction: PredictionId;
  /** The classes on which the samples are conditioned; absent for a model without classes. */
  readonly guidance?: Guidance;
  /**
   * Records the network's evaluation, where many will follow; its owner disposes it. The weights then lie on the device: what is uploaded
   * while it records is freed with it.
   */
  readonly recorder?: Recorder | null;
}

/** Classifier-free guidance (Ho & Salimans 2022): ε = ε(∅) + scale (ε(class) - ε(∅)). */
export interface Guidance {
  /** [n] class of each sample, -1 for none */
  readonly labels: Int32Array;
  /** 0 samples without the class, 1 with it as it was learned; more than 1 exaggerates what distinguishes it. */
  readonly scale: number;
  /** Where each sample lies between its class and another one: ε(class) becomes (1 - share) ε(class) + share ε(other). */
  readonly between?: {
    /** [n] */
    readonly labels: Int32Array;
    /** [n] 0 to 1 */
    readonly shares: Float32Array;
  };
}

/** Lower and upper ends of the data, along the last axis of a sample or one for all. */
export interface ClipBox {
  readonly min: readonly number[];
  readonly max: readonly number[];
}

/** @param x [n, ...shape] noised samples at one time @returns [n, ...outputs], valid until the next evaluation */
function evaluate(trained: TrainedModel, x: tf.Tensor, time: number, level: Level): tf.Tensor {
  const { process, guidance, recorder } = trained;
  const labels = labelsOf(trained, x.shape[0]);
  const rows = timeRows(trained, time, labels);
  const scale = process.inputScale(level);
  const network: Network = (input, temb) => guided(trained, input, temb, labels);
  if (recorder) return recorder.run(network, guidance ?? trained.weights, x, scale, rows);
  return network(tf.mul(x, scale), tf.tensor2d(rows.values, rows.shape));
}

/**
 * @returns [n] labels of the samples; [2n] where guidance mixes outputs without and with the class, [3n] where also with another class; null
 * for a model without classes
 */
function labelsOf({ model, guidance }: TrainedModel, n: number): Int32Array | null {
  if (model.classes === 0) return null;
  const none = new Int32Array(n).fill(model.unlabelled);
  if (!guidance || guidance.scale === 0) return none;
  const rowsOf = (labels: Int32Array) => labels.map((label) => (label < 0 ? model.unlabelled : label));
  const classes = rowsOf(guidance.labels);
  if (guidance.between) return Int32Array.of(...none, ...classes, ...rowsOf(guidance.between.labels));
  if (guidance.scale === 1) return classes;
  return Int32Array.of(...none, ...classes);
}

/** One row of the time embedding for all; for a network that sees the class there, one for each label. */
function timeRows({ model, process }: TrainedModel, time: number, labels: Int32Array | null): Rows {
  const { embedding, labelColumns } = model;
  const row = new Float32Array(embedding.size + labelColumns);
  timeEmbedder(embedding)(row, 0, model.networkTime(process, time));
  if (!labels || labelColumns === 0) return { values: row, shape: [1, row.length] };
  const values = new Float32Array(labels.length * row.length);
  for (const [i, label] of labels.entries()) {
    values.set(row, i * row.length);
    if (label >= 0) values[i * row.length + embedding.size + label] = 1;
  }
  return { values, shape: [labels.length, row.length] };
}

/** The network's output: [2n, …] without and with the class where both are mixed. */
function forward(
  { model, weights, guidance }: TrainedModel,
  input: tf.Tensor,
  temb: tf.Tensor,
  labels: Int32Array | null,
): tf.Tensor {
  const looked = labels && model.labelColumns === 0 ? tf.tensor1d(labels, 'int32') : undefined;
  const copies = guidance && labels ? labels.length / input.shape[0] : 1;
  return model.forward(weights, copies > 1 ? tf.concat(new Array(copies).fill(input)) : input, temb, looked);
}

/** The network's output under guidance. */
function guided(trained: TrainedModel, input: tf.Tensor, temb: tf.Tensor, labels: Int32Array | null) {
  const output = forward(trained, input, temb, labels);
  if (!trained.guidance || output.shape[0] === input.shape[0]) return output;
  // All in one batch. Mixing outputs is mixing ε: every prediction is ε times a factor, plus a multiple of x_t.
  const { between, scale } = trained.guidance;
  const [without, ofClass, ofOther] = tf.split(output, between ? 3 : 2);
  const withClass = between ? mixedBy(between.shares, ofClass, ofOther) : ofClass;
  const channels = channelsOf(trained.model);
  const [mean, meanOfClass] = [without, withClass].map((part) => meanOutput(part, channels));
  const mixedMean = tf.add(mean, tf.mul(tf.sub(meanOfClass, mean), scale));
  if (!predictsVariance(output, channels)) return mixedMean;
  // As in facebookresearch/DiT the variance is that of the class: a scale beyond 1 would lead it out of [β̃, β].
  return tf.concat([mixedMean, varianceOutput(withClass, channels)], -1);
}

/** (1 - share) a + share b, with a share for each sample. */
function mixedBy(shares: Float32Array, a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const share = tf.tensor(shares, [shares.length, ...a.shape.slice(1).map(() => 1)]);
  return tf.add(a, tf.mul(tf.sub(b, a), share));
}

/** [labels, labelColumns] the class of each sample, one-hot, for a network that sees it beside the time embedding. */
function classColumns({ labelColumns }: Model, labels: Int32Array): tf.Tensor {
  const values = new Float32Array(labels.length * labelColumns);
  for (const [i, label] of labels.entries()) if (label >= 0) values[i * labelColumns + label] = 1;
  return tf.tensor2d(values, [labels.length, labelColumns]);
}

/** Most numbers of noise that are drawn at a time: the processor takes some 50 ms for them. */
const NOISE_ROOM = 2 ** 19;

/** @returns null where nothing is recorded, the plan has other steps than sums of products, or samples lie between two classes */
function openPlan(trained: TrainedModel, box: ClipBox | null, request: PlanRequest): OpenedPlan | null {
  const { model, weights, guidance, recorder } = trained;
  const { plan, shape, frames } = request;
  if (!recorder || !isLinear(plan) || guidance?.between) return null;
  const labels = labelsOf(trained, shape[0]);
  const network = (x: tf.Tensor, row: tf.Tensor) => {
    if (!labels || model.labelColumns === 0) return forward(trained, x, row, labels);
    const rows = tf.concat([tf.tile(row, [labels.length, 1]), classColumns(model, labels)], 1);
    return forward(trained, x, rows, labels);
  };
  const fitting = Math.max(Math.floor(NOISE_ROOM / sizeOf(shape)), 1);
  const slots = Math.min(plan.steps.filter(drawsNoise).length, fitting);
  const sizes = { shape, steps: plan.steps.length, row: rowLength(model), slots, frames: frames.length };
  const record = () => recordPlan(network, sizes, box && boxValues(box, channelsOf(model)));
  const recorded = recorder.recorded(guidance ?? weights, JSON.stringify([sizes, box]), record);
  const table = stepTable({ ...trained, plan, guidance: guidance?.scale ?? 1, slots, frames });
  return { recorded, table, slots };
}

/** [2, channels] lower and upper ends. */
const boxValues = ({ min, max }: ClipBox, channels: number): Float32Array =>
  Float32Array.from({ length: 2 * channels }, (_, i) => {
    const ends = i < channels ? min : max;
    return ends.length === 1 ? ends[0] : ends[i % channels];
  });

const mixed = (x: tf.Tensor, output: tf.Tensor, { cXt, cOut }: LinearForm): tf.Tensor =>
  tf.add(tf.mul(x, cXt), tf.mul(output, cOut));

const channelsOf = ({ shape }: Model): number => shape[shape.length - 1];

/** @param box bounds to which x̂0 is clipped, null for no clipping */
export function createDenoiser(trained: TrainedModel, box: ClipBox | null): TensorDenoiser {
  const channels = channelsOf(trained.model);
  const denoise: TensorDenoiser = (x, time, level, unclipped = false) =>
    tf.tidy(() => {
      const output = evaluate(trained, x, time, level);
      const form = PREDICTIONS[trained.prediction].toX0(level, trained.process.direction(level));
      const guess = mixed(x, meanOutput(output, channels), form);
      const x0 = box
        ? tf.minimum(tf.maximum(guess, tf.tensor1d([...box.min])), tf.tensor1d([...box.max]))
        : guess;
      return {
        x0,
        ...(box && unclipped && { unclipped: guess }),
        ...(predictsVariance(output, channels) && { varianceFraction: varianceFraction(output, channels) }),
      };
    });
  return Object.assign(denoise, { openPlan: (request: PlanRequest) => openPlan(trained, box, request) });
}

/** The network's guess of a quantity at a list of places. @param places [n, 2] @returns [n, 2]; caller disposes */
function predict(
  trained: TrainedModel,
  places: tf.Tensor,
  time: number,
  formOf: (level: Level) => LinearForm,
): tf.Tensor {
  const level = trained.process.level(time);
  return tf.tidy(() => {
    const output = meanOutput(evaluate(trained, places, time, level), channelsOf(trained.model));
    return mixed(places, output, formOf(level));
  });
}

/** The guess of the noise. */
export const predictEps = (trained: TrainedModel, places: tf.Tensor, time: number): tf.Tensor =>
  predict(trained, places, time, (level) =>
    PREDICTIONS[trained.prediction].toEps(level, trained.process.direction(level)),
  );

/** The guess of the velocity over the root mean square of its coefficients, as velocity prediction outputs it. */
export const predictVelocity = (trained: TrainedModel, places: tf.Tensor, time: number): tf.Tensor =>
  predict(trained, places, time, (level) =>
    toVelocity(trained.prediction, level, trained.process.direction(level)),
  );
