/**
 * A batch is everything random and everything float64 about one training step, made on the processor and sent to the device in one
 * upload: noised samples, targets, weights, rows of the time embedding, labels, and the optimizer's numbers.
 *
 * It is a function of (seed, step) alone, so every backend sees the same batches, and a resumed run the ones it would have seen.
 */
import type { RunConfig } from '../config/fields';
import { type TimeNumbers, timeNumbers, VARIANCE_NUMBERS } from '../diffusion/objective';
import { inputScale, type Process } from '../diffusion/process';
import { ADAM_STEP_SIZE, type AdamStep } from '../kernels/adam';
import { aligned } from '../kernels/webgpu/views';
import { fillIntegers, fillNormal, fillUniform } from '../lib/rng';
import type { Model } from '../model/model';
import { timeEmbedder } from '../model/timeEmbedding';
import type { Parts } from './feed';
import type { Pool } from './pool';

export interface BatchConfig {
  readonly config: RunConfig;
  readonly process: Process;
  readonly model: Pick<Model, 'embedding' | 'networkTime' | 'classes' | 'unlabelled'>;
  /** What is learned. */
  readonly pool: Pool;
}

export type PartName = 'x' | 'target' | 'weight' | 'variance' | 'temb' | 'labels' | 'adam';

export interface Batch {
  /** [size] all parts, one after the other. */
  readonly packed: Float32Array;
  /** [B] native times */
  readonly times: Float64Array;
  /** [B] what a squared error of the output is multiplied by to be one of eps */
  readonly epsErrorScale: Float64Array;
}

export interface Batcher {
  /** What batches are made of, where they may be made on the device too, from the same random numbers. */
  readonly given?: BatchConfig;
  readonly parts: Parts<PartName>;
  /** Numbers of an upload. */
  readonly size: number;
  /** @param step from 1 */
  next(step: number, adam: AdamStep): Batch;
}

function placeParts({ config, model, pool }: BatchConfig): Pick<Batcher, 'parts' | 'size'> {
  const batch = config.batchSize;
  let size = 0;
  const place = (...shape: number[]) => {
    const at = size;
    size += aligned(shape.reduce((product, n) => product * n, 1));
    return { at, shape };
  };
  const parts: Parts<PartName> = {
    x: place(batch, ...pool.shape),
    target: place(batch, ...pool.shape),
    weight: place(batch, 1),
    variance: place(batch, config.variance === 'learned' ? VARIANCE_NUMBERS : 0),
    temb: place(batch, model.embedding.size),
    labels: place(model.classes > 0 ? batch : 0),
    adam: place(ADAM_STEP_SIZE),
  };
  return { parts, size };
}

/** Whole times of up to this many steps keep their rows and numbers; others are computed when drawn. */
const MOST_KEPT_TIMES = 4096;

/** What a training time implies, computed once for each time of a discrete process. */
export function timeTable({ config, process, model }: BatchConfig): (time: number) => TimeRow {
  const { embedding } = model;
  const embed = timeEmbedder(embedding);
  const compute = (time: number): TimeRow => {
    const row = new Float32Array(embedding.size);
    embed(row, 0, model.networkTime(process, time));
    return { row, level: process.level(time), numbers: timeNumbers(process, config, time) };
  };
  if (!process.discrete) return compute;
  const kept = new Map<number, TimeRow>();
  return (time) => {
    const known = kept.get(time) ?? compute(time);
    if (kept.size < MOST_KEPT_TIMES) kept.set(time, known);
    return known;
  };
}

interface TimeRow {
  /** [embedding.size] */
  readonly row: Float32Array;
  readonly level: { readonly alpha: number; readonly sigma: number };
  readonly numbers: TimeNumbers;
}

export function createBatcher(given: BatchConfig): Batcher {
  const { config, process, model, pool } = given;
  const { batchSize, seed } = config;
  const numbers = pool.shape.reduce((product, n) => product * n, 1);
  const { parts, size } = placeParts(given);
  const rowOf = timeTable(given);
  const indices = new Int32Array(batchSize);
  const uniform = new Float64Array(batchSize);
  const noise = new Float64Array(numbers * batchSize);
  const clean = new Float64Array(numbers);
  const mirror = new Float64Array(pool.flips && config.flips ? batchSize : 0);
  const unlabelled = new Float64Array(model.classes > 0 ? batchSize : 0);

  return {
    given,
    parts,
    size,
    next(step, adam) {
      const packed = new Float32Array(size); // fresh each time: a GPU backend uploads it later
      const times = new Float64Array(batchSize);
      const epsErrorScale = new Float64Array(batchSize);
      fillIntegers(indices, pool.count, { seed, stream: 'batch', step });
      fillUniform(uniform, { seed, stream: 'time', step });
      fillNormal(noise, { seed, stream: 'noise', step });
      fillUniform(mirror, { seed, stream: 'augmentation', step });
      fillUniform(unlabelled, { seed, stream: 'labels', step });
      for (let i = 0; i < batchSize; i++) {
        const u = config.timeSampling === 'stratified' ? (i + uniform[i]) / batchSize : uniform[i];
        const time = process.drawTime(u);
        const { row, level, numbers: told } = rowOf(time);
        const scale = inputScale(level);
        pool.read(indices[i], clean, 0, mirror[i] < 0.5); // false where nothing is mirrored
        const at = numbers * i;
        for (let d = 0; d < numbers; d++) {
          const x0 = clean[d];
          const eps = noise[at + d];
          packed[parts.x.at + at + d] = scale * (level.alpha * x0 + level.sigma * eps);
          packed[parts.target.at + at + d] = told.targetX0 * x0 + told.targetEps * eps;
        }
        packed[parts.weight.at + i] = told.weight;
        if (parts.variance.shape[1] > 0) packed.set(told.variance, parts.variance.at + VARIANCE_NUMBERS * i);
        packed.set(row, parts.temb.at + row.length * i);
        if (unlabelled.length > 0) {
          const label = unlabelled[i] < config.labelDropout ? -1 : pool.label(indices[i]);
          packed[parts.labels.at + i] = label < 0 ? model.unlabelled : label;
        }
        times[i] = time;
        epsErrorScale[i] = told.epsErrorScale;
      }
      packed.set([adam.rate, adam.epsilon, adam.emaDecay], parts.adam.at);
      return { packed, times, epsErrorScale };
    },
  };
}
