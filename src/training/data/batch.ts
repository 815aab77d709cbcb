/**
 * A batch is everything random and everything float64 about one training step. The collator makes it on the processor, for one upload to
 * the device: noised samples, targets, weights, rows of the time embedding, labels, and the optimizer's numbers.
 *
 * A batch is a function of (seed, step) alone, so every backend and a resumed run train on the same batches; where times are drawn by the
 * loss, of the moments of the losses before too, which a checkpoint stores.
 */
import type { RunConfig } from '../../config/fields';
import { type TimeNumbers, timeNumbers, VARIANCE_NUMBERS } from '../../diffusion/objective';
import type { Process } from '../../diffusion/process';
import { createLossMoments, drawTimes, type LossMoments, timeDrawer } from '../../diffusion/timeDraw';
import { ADAM_STEP_SIZE, adamStepNumbers } from '../../kernels/adam/adam';
import type { AdamStep } from '../../kernels/adam/contract';
import { fillIntegers, fillNormal, fillUniform } from '../../lib/rng';
import { sizeOf } from '../../lib/shape';
import type { Model } from '../../model/model';
import { timeEmbedder } from '../../model/timeEmbedding';
import { aligned } from '../../recorded/buffers';
import type { Parts } from '../device/batchUpload';
import type { SampleSet } from './sampleSet';

/** All that batches are a function of, beside the step. */
export interface BatchSource {
  readonly config: RunConfig;
  readonly process: Process;
  readonly model: Pick<Model, 'embedding' | 'networkTime' | 'classes' | 'unlabelled' | 'labelColumns'>;
  /** The training data. */
  readonly samples: SampleSet;
}

export type PartName = 'x' | 'target' | 'weight' | 'variance' | 'temb' | 'labels' | 'adam';

export interface Batch {
  /** [Collator.size] all parts, one after the other. */
  readonly packed: Float32Array;
  /** [B] native times */
  readonly times: Float64Array;
  /** [B] factor from the squared error of the output to that of the quantity that charts show by time, eps or the velocity */
  readonly chartErrorScale: Float64Array;
  /** Where the times follow the loss: what its moments are made of. */
  readonly momentInputs?: MomentInputs;
}

/** [B] where in time the samples of a batch are (`TimeDraw.u`), and the weight of each in the loss, its importance weight left out. */
export interface MomentInputs {
  readonly shares: Float64Array;
  readonly weights: Float64Array;
}

export interface Collator {
  /** Present where the device may make the same batches from the same random numbers. */
  readonly source?: BatchSource;
  readonly parts: Parts<PartName>;
  /** Length of `Batch.packed`. */
  readonly size: number;
  /** Where the times follow the loss: its moments, which the caller adds losses to. */
  readonly moments?: LossMoments | null;
  /** @param step from 1 */
  collate(step: number, adam: AdamStep): Batch;
}

function placeParts({ config, model, samples }: BatchSource): Pick<Collator, 'parts' | 'size'> {
  const batch = config.batchSize;
  let size = 0;
  const place = (...shape: number[]) => {
    const at = size;
    size += aligned(sizeOf(shape));
    return { at, shape };
  };
  const parts: Parts<PartName> = {
    x: place(batch, ...samples.shape),
    target: place(batch, ...samples.shape),
    weight: place(batch, 1),
    variance: place(batch, config.variance === 'learned' ? VARIANCE_NUMBERS : 0),
    temb: place(batch, model.embedding.size + model.labelColumns),
    labels: place(model.classes > 0 && model.labelColumns === 0 ? batch : 0),
    adam: place(ADAM_STEP_SIZE),
  };
  return { parts, size };
}

/** Rows that the table stores, one a time; a longer process computes the others anew. */
const MOST_ROWS = 4096;

/** The row of each training time, computed once for each time of a discrete process. */
export function timeTable({ config, process, model }: BatchSource): (time: number) => TimeRow {
  const { embedding } = model;
  const embed = timeEmbedder(embedding);
  const compute = (time: number): TimeRow => {
    const row = new Float32Array(embedding.size);
    embed(row, 0, model.networkTime(process, time));
    return { embedding: row, level: process.level(time), numbers: timeNumbers(process, config, time) };
  };
  if (!process.discrete) return compute;
  const rows = new Map<number, TimeRow>();
  return (time) => {
    const row = rows.get(time) ?? compute(time);
    if (rows.size < MOST_ROWS) rows.set(time, row);
    return row;
  };
}

/** The numbers of a training time for every sample that is noised to it. */
interface TimeRow {
  /** [embedding.size] row of the time embedding */
  readonly embedding: Float32Array;
  readonly level: { readonly alpha: number; readonly sigma: number };
  readonly numbers: TimeNumbers;
}

export function createCollator(source: BatchSource): Collator {
  const { config, process, model, samples } = source;
  const { batchSize, seed } = config;
  const sampleSize = sizeOf(samples.shape);
  const { parts, size } = placeParts(source);
  const rowOf = timeTable(source);
  const indices = new Int32Array(batchSize);
  const uniform = new Float64Array(batchSize);
  const noise = new Float64Array(sampleSize * batchSize);
  const clean = new Float64Array(sampleSize);
  const mirror = new Float64Array(samples.flips && config.flips ? batchSize : 0);
  const unlabelled = new Float64Array(model.classes > 0 ? batchSize : 0);
  const moments = config.timeSampling === 'second-moment' ? createLossMoments() : null;
  /** @param label -1 for no class */
  const writeClass = (packed: Float32Array, i: number, label: number) => {
    if (model.labelColumns === 0) packed[parts.labels.at + i] = label < 0 ? model.unlabelled : label;
    else if (label >= 0) packed[parts.temb.at + parts.temb.shape[1] * i + model.embedding.size + label] = 1; // one-hot, after the time
  };

  return {
    source,
    parts,
    size,
    moments,
    collate(step, adam) {
      const packed = new Float32Array(size); // fresh each time: a GPU backend uploads it later
      const times = new Float64Array(batchSize);
      const chartErrorScale = new Float64Array(batchSize);
      const momentInputs = { shares: new Float64Array(batchSize), weights: new Float64Array(batchSize) };
      fillIntegers(indices, samples.count, { seed, stream: 'batch', step });
      fillUniform(uniform, { seed, stream: 'time', step });
      fillNormal(noise, { seed, stream: 'noise', step });
      fillUniform(mirror, { seed, stream: 'augmentation', step });
      fillUniform(unlabelled, { seed, stream: 'labels', step });
      const draws = drawTimes(uniform, config, timeDrawer(config, moments));
      for (let i = 0; i < batchSize; i++) {
        const { u, weight: importance } = draws[i];
        const time = process.drawTime(u);
        const { embedding, level, numbers } = rowOf(time);
        const scale = process.inputScale(level);
        samples.read(indices[i], clean, 0, mirror[i] < 0.5); // false where nothing is mirrored
        const at = sampleSize * i;
        samples.noise?.(indices[i], noise, at);
        for (let d = 0; d < sampleSize; d++) {
          const x0 = clean[d];
          const eps = noise[at + d];
          packed[parts.x.at + at + d] = scale * (level.alpha * x0 + level.sigma * eps);
          packed[parts.target.at + at + d] = numbers.targetX0 * x0 + numbers.targetEps * eps;
        }
        packed[parts.weight.at + i] = numbers.weight * importance;
        if (parts.variance.shape[1] > 0) {
          const first = parts.variance.at + VARIANCE_NUMBERS * i;
          packed.set(numbers.variance, first);
          packed[first + VARIANCE_NUMBERS - 1] *= importance;
        }
        packed.set(embedding, parts.temb.at + parts.temb.shape[1] * i);
        if (unlabelled.length > 0)
          writeClass(packed, i, unlabelled[i] < config.labelDropout ? -1 : samples.label(indices[i]));
        times[i] = time;
        chartErrorScale[i] = numbers.chartErrorScale;
        momentInputs.shares[i] = u;
        momentInputs.weights[i] = numbers.weight;
      }
      packed.set(adamStepNumbers(adam), parts.adam.at);
      return { packed, times, chartErrorScale, ...(moments && { momentInputs }) };
    },
  };
}
