/**
 * The copying study trains a new network on n examples with the settings of a run, and measures after how many steps its samples begin to be
 * copies of them (Bonnaire et al. 2025). The learning rate is constant after its warm-up, so that a step does not depend on how many follow.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { ReadBytes } from '../../datasets/images';
import type { RunConfig } from '../config/fields';
import { openPlan } from '../config/openPlan';
import type { Process } from '../diffusion/process';
import { RefusedError } from '../diffusion/refusal';
import { copyingOnset, excessOfCopies } from '../evaluation/copies';
import type { Model } from '../model/model';
import { byName } from '../model/weights';
import { deviceDone } from '../runtime/deviceDone';
import { createQueueDepth } from '../runtime/queueDepth';
import { yieldMacrotask } from '../runtime/yield';
import { createDenoiser } from '../sampling/denoiser';
import { createRecorder } from '../sampling/recordedNetwork';
import { CHUNK, sample } from '../sampling/sample';
import type { DataSource } from '../types/dataSource';
import type { CopyingCurve, CopyingPoint } from '../types/memorisation';
import * as words from '../words/errors/run';
import { createCollator } from './data/batch';
import { openTrainingData } from './data/openTrainingData';
import { createLearner, type Learner } from './learner';
import { type Memorisation, openMemorisation } from './memorisation';

/** Steps of the first measurement, and the factor from one to the next. */
const FIRST_STEP = 50;
const STEP_FACTOR = Math.SQRT2;
/** Samples of a measurement. */
const SAMPLES = { points: CHUNK, images: 64 } as const;
/** Most sampling steps: of the run's own sampler. */
const MOST_SAMPLING_STEPS = 50;
/** The excess of copies at which the training ends: it has begun, and grows. */
const ENOUGH = 0.5;
const PROGRESS_STEPS = 25;

export interface CopyingParts {
  /** Of the run, with its present sampling; examples, seed and number of steps are the study's. */
  readonly config: RunConfig;
  readonly model: Model;
  readonly process: Process;
  readonly source?: DataSource | undefined;
  /** Where the images that ship come from: `fetch` if absent. */
  readonly read?: ReadBytes;
}

export interface CopyingOptions {
  /** Training examples, n. */
  readonly examples: number;
  /** Of examples, first weights and batches. */
  readonly seed: number;
  /** Most training steps. */
  readonly steps: number;
  /** Aborting one of them ends it. */
  readonly signals: readonly AbortSignal[];
  /** Receives the steps that are done. */
  readonly onProgress?: (step: number) => Promise<void> | void;
}

/** The steps after which a training is measured: about evenly apart in their logarithm, the last one included. */
export function measuredSteps(most: number): number[] {
  const steps: number[] = [];
  for (let step = FIRST_STEP; step < most; step *= STEP_FACTOR) steps.push(Math.round(step));
  return [...steps, most];
}

/** Measures a network in training. @returns null where it was cancelled */
async function measure(
  { config, model, process }: Pick<CopyingParts, 'config' | 'model' | 'process'>,
  learner: Learner,
  memorisation: Memorisation,
  box: Parameters<typeof createDenoiser>[1],
  signals: readonly AbortSignal[],
): Promise<CopyingPoint | null> {
  const copy = learner.copyWeights('ema');
  const signal = {
    get aborted() {
      return signals.some(({ aborted }) => aborted);
    },
  };
  const recorder = createRecorder();
  try {
    const weights = byName(copy.tensors as tf.Tensor[], model.layout);
    const trained = { model, weights, process, prediction: config.prediction, recorder };
    const plan = openPlan(
      { ...config, samplingSteps: Math.min(config.samplingSteps, MOST_SAMPLING_STEPS) },
      process,
    );
    const denoise = createDenoiser(trained, config.clipDenoised ? box : null);
    const { shape } = model;
    const samples = await sample(plan, denoise, {
      seed: config.seed,
      count: SAMPLES[shape.length > 1 ? 'images' : 'points'],
      shape,
      signal,
    });
    const copies = samples && (await memorisation.copies(samples, signals));
    const losses = copies && (await memorisation.losses(copy.tensors, signals));
    return losses && { step: learner.step, copies, losses };
  } finally {
    recorder?.dispose();
    copy.dispose();
  }
}

const excessOf = ({ copies: { share, floor } }: CopyingPoint): number => excessOfCopies(share, floor);

/**
 * Trains on n examples until copying has begun, or for all steps.
 * @returns null where it was cancelled
 * @throws RefusedError where nothing is held out from these data, or the network has classes
 */
export async function trainToCopying(
  parts: CopyingParts,
  { examples, seed, steps, signals, onProgress }: CopyingOptions,
): Promise<CopyingCurve | null> {
  const { model, process, source, read } = parts;
  if (model.classes > 0) throw new RefusedError(words.copiesOfAllClasses);
  const config = { ...parts.config, examples, seed, trainingSteps: steps, decay: 'none' } as const;
  const data = openTrainingData(config, source, read);
  const memorisation = await openMemorisation({ config, model, process, data });
  if (!memorisation) throw new RefusedError(words.nothingHeldOut);
  const samples = await data.samples();
  const learner = createLearner(config, model, () => createCollator({ config, process, model, samples }));
  const queueDepth = createQueueDepth(deviceDone);
  const points: CopyingPoint[] = [];
  const curve = (): CopyingCurve => ({
    examples: memorisation.examples,
    seed,
    points,
    onset: copyingOnset(points.map((point) => ({ step: point.step, excess: excessOf(point) }))),
  });
  const isCancelled = () => signals.some(({ aborted }) => aborted);
  try {
    for (const end of measuredSteps(steps)) {
      while (learner.step < end) {
        await queueDepth.send((submissions) => learner.learn(submissions));
        await learner.settle();
        if (learner.step % PROGRESS_STEPS === 0) await onProgress?.(learner.step);
        await yieldMacrotask(); // on WASM a step of images takes a good part of a second
        if (isCancelled()) return null;
      }
      const point = await measure({ config, model, process }, learner, memorisation, data.box, signals);
      if (!point || isCancelled()) return null;
      points.push(point);
      if (excessOf(point) >= ENOUGH) break;
    }
    return curve();
  } finally {
    await deviceDone(); // a step that was sent still reads the buffers
    learner.dispose();
  }
}
