/**
 * Memorisation is measured on a run's averaged weights: the share of its samples that copy a training example, and its loss on training
 * examples beside that on samples which it does not learn.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { RunConfig } from '../config/fields';
import type { Process } from '../diffusion/process';
import { copiesAmong, type ExampleSearch, exampleSearch } from '../evaluation/copies';
import { sizeOf } from '../lib/shape';
import type { Model } from '../model/model';
import { byName } from '../model/weights';
import { yieldMacrotask } from '../runtime/yield';
import type { CopyFigures, LossPair } from '../types/memorisation';
import { createCollator } from './data/batch';
import type { TrainingData } from './data/openTrainingData';
import type { SampleSet } from './data/sampleSet';
import { trainingLoss } from './loss';

export interface MemorisationParts {
  readonly config: RunConfig;
  readonly model: Model;
  readonly process: Process;
  readonly data: Pick<TrainingData, 'samples' | 'heldOut'>;
}

/** Fresh samples of the floor of copies: as many as cost a moment. */
const FLOOR_SAMPLES = { points: 8192, images: 256 } as const;
/** Batches of a loss, and samples in each. */
const LOSS_BATCHES = { points: { batches: 16, size: 256 }, images: { batches: 8, size: 32 } } as const;
/** Milliseconds of a search after which messages are answered. */
const SEARCH_TIME = 15;
/** Of an optimizer that does no step. */
const NO_STEP = { rate: 0, epsilon: 1, emaDecay: 1, learningRate: 0 };

const kindOf = ({ shape }: Pick<SampleSet, 'shape'>) => (shape.length > 1 ? 'images' : 'points');

/** @param samples in data units @returns the same in the units in which a set is stored; of images bytes that are not rounded */
const inUnitsOf = ({ stored }: SampleSet, samples: Float32Array): Float32Array =>
  stored instanceof Uint8Array ? samples.map((value) => 127.5 * (value + 1)) : samples;

/** @param image [height, width, channels] @returns the same with its columns in reverse order */
function mirrored(image: Float32Array, [height, width, channels]: readonly number[]): Float32Array {
  const out = new Float32Array(image.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++)
        out[(y * width + x) * channels + c] = image[(y * width + width - 1 - x) * channels + c];
  return out;
}

/** @returns the share of copies among samples; null where it was cancelled */
async function copyShare(
  samples: Float32Array,
  size: number,
  search: ExampleSearch,
  signals: readonly AbortSignal[],
): Promise<number | null> {
  let copies = 0;
  let began = performance.now();
  for (const isCopy of copiesAmong(samples, size, search)) {
    if (isCopy) copies++;
    if (performance.now() - began < SEARCH_TIME) continue;
    await yieldMacrotask();
    if (signals.some(({ aborted }) => aborted)) return null;
    began = performance.now();
  }
  return (copies * size) / samples.length;
}

/** The losses of batches of a set; equal for equal seeds but for the samples themselves. */
function batchLosses({ config, model, process }: MemorisationParts, samples: SampleSet) {
  const { batches, size } = LOSS_BATCHES[kindOf(samples)];
  // another seed than the run's, whose noise at step 1 is that of a batch it has learned
  const own = { ...config, batchSize: size, seed: (config.seed + 1) >>> 0 };
  const collator = createCollator({ config: own, process, model, samples });
  return {
    batches,
    size,
    async loss(weights: readonly tf.Tensor[], batch: number): Promise<number> {
      const { packed } = collator.collate(batch + 1, NO_STEP);
      const { loss, errors } = tf.tidy(() => {
        const part = (name: keyof typeof collator.parts, dtype: 'float32' | 'int32' = 'float32') => {
          const { at, shape } = collator.parts[name];
          const values = packed.subarray(at, at + sizeOf(shape));
          return tf.tensor(dtype === 'int32' ? Int32Array.from(values) : values, [...shape], dtype);
        };
        const labels = collator.parts.labels.shape[0] > 0 ? part('labels', 'int32') : undefined;
        const output = model.forward(byName(weights, model.layout), part('x'), part('temb'), labels);
        const inputs = { target: part('target'), weight: part('weight'), variance: part('variance') };
        return { ...trainingLoss(output, inputs, config.T) };
      });
      const [value] = await loss.data<'float32'>();
      tf.dispose([loss, errors]);
      return value;
    },
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

export interface Memorisation {
  /** Training examples, n. */
  readonly examples: number;
  /** @param samples [n, ...shape] of the model @returns null where it was cancelled */
  copies(samples: Float32Array, signals: readonly AbortSignal[]): Promise<CopyFigures | null>;
  /** @param weights in the layout's order @returns null where it was cancelled */
  losses(weights: readonly tf.Tensor[], signals: readonly AbortSignal[]): Promise<LossPair | null>;
}

/** @returns null where nothing is held out from the training, or it has fewer than two examples */
export async function openMemorisation(parts: MemorisationParts): Promise<Memorisation | null> {
  const { config, data } = parts;
  const [learned, heldOut] = await Promise.all([data.samples(), data.heldOut()]);
  if (!heldOut || learned.count < 2) return null;
  const size = sizeOf(learned.shape);
  const mirror =
    learned.flips && config.flips ? (image: Float32Array) => mirrored(image, learned.shape) : undefined;
  const search = exampleSearch(learned.stored, size, mirror);
  const fresh = Float32Array.from(heldOut.stored.subarray(0, FLOOR_SAMPLES[kindOf(learned)] * size));
  const sides = [learned, heldOut].map((set) => batchLosses(parts, set));
  let floor: number | null = null;
  return {
    examples: learned.count,
    async copies(samples, signals) {
      floor ??= await copyShare(fresh, size, search, signals);
      const share =
        floor === null ? null : await copyShare(inUnitsOf(learned, samples), size, search, signals);
      if (floor === null || share === null) return null;
      return { share, count: samples.length / size, floor, floorCount: fresh.length / size };
    },
    async losses(weights, signals) {
      const [{ batches, size: each }] = sides;
      const values: [number[], number[]] = [[], []];
      for (let batch = 0; batch < batches; batch++)
        for (const [k, side] of sides.entries()) {
          values[k].push(await side.loss(weights, batch));
          await yieldMacrotask();
          if (signals.some(({ aborted }) => aborted)) return null;
        }
      const differences = values[0].map((value, i) => values[1][i] - value);
      const middle = mean(differences);
      const variance = differences.reduce((sum, v) => sum + (v - middle) ** 2, 0) / (batches - 1);
      const [training, outside] = values.map(mean);
      return { training, heldOut: outside, count: batches * each, error: Math.sqrt(variance / batches) };
    },
  };
}
