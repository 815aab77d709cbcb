/**
 * Inference uses a run's present weights beside their training: samples, trajectories, the field of arrows, the bound. Each answer comes
 * from a copy of the weights, which training does not change.
 */
import * as tf from '@tensorflow/tfjs-core';
import type {
  BoundRequest,
  ClassifyRequest,
  DrawRequest,
  EventHandler,
  FieldRequest,
  TrainerEvent,
} from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { openPlan } from '../config/openPlan';
import { skippedPlan } from '../config/skippedPlan';
import type { Process } from '../diffusion/process';
import { RefusedError } from '../diffusion/refusal';
import type { SamplingPlan } from '../diffusion/samplers/plan';
import { sizeOf } from '../lib/shape';
import type { Model } from '../model/model';
import { byName } from '../model/weights';
import { classErrors } from '../sampling/classify';
import { createDenoiser, predictEps, predictVelocity, type TrainedModel } from '../sampling/denoiser';
import { openEdit } from '../sampling/edit';
import { guidanceOf } from '../sampling/guidance';
import { createRecorder } from '../sampling/recordedNetwork';
import { CHUNK, sampleTrajectory } from '../sampling/sample';
import { sampleInChunks } from '../sampling/sampleInChunks';
import type { SamplingOptions } from '../sampling/walk';
import type { DataSource } from '../types/dataSource';
import type { StraightenReport, StraightenSettings } from '../types/straighten';
import type { Trajectory } from '../types/trajectory';
import type { WeightKind } from '../types/weights';
import * as words from '../words/errors/run';
import { boundEvents } from './boundEvents';
import type { TrainingData } from './data/openTrainingData';
import { createDrawsUnderWay } from './drawsUnderWay';
import type { Learner } from './learner';
import { createMemorising, type Memorising } from './memorising';
import { progressReporter } from './progressReporter';
import { straighten } from './straighten';

/** Images that go through the network together. */
export const IMAGE_CHUNK = 64;

export interface InferenceParts {
  readonly runId: number;
  readonly config: RunConfig;
  readonly model: Model;
  readonly process: Process;
  readonly data: TrainingData;
  /** The user's own data, where it learns from these. */
  readonly source?: DataSource | undefined;
  readonly learner: Learner;
  /** Aborted when the run is stopped or has failed. */
  readonly ended: AbortSignal;
}

export interface Inference extends Memorising {
  /** How samples are drawn: the run's configuration with what was set since it began. */
  readonly sampling: RunConfig;
  /** @param sampling that `checkSampling` has passed */
  setSampling(sampling: RunConfig): void;
  /** @returns the trajectory of `count` samples by the plan, or null where it was cancelled */
  trajectory(
    plan: SamplingPlan,
    sampling: RunConfig,
    options: Omit<SamplingOptions, 'shape' | 'first'> & { readonly weights: WeightKind },
  ): Promise<Trajectory | null>;
  /** @param onProgress gets one event at a time where samples are edited @returns [count, ...shape]; null where it was cancelled */
  draw(request: DrawRequest, onProgress?: EventHandler): Promise<Float32Array | null>;
  /** @param onProgress gets one event at a time; progress made while it is busy is left out */
  drawTrajectory(request: DrawRequest, onProgress?: EventHandler): Promise<Trajectory | null>;
  /** @returns [n, classes] errors of eps; null where it was cancelled @throws RefusedError for a model without classes */
  classify(request: ClassifyRequest, onProgress?: EventHandler): Promise<Float32Array | null>;
  /** Ends the `draw`, `drawTrajectory` or `classify` of this id, where it is under way. */
  cancelDraw(id: number): void;
  /** @returns [n, 2] predicted eps or velocity from the EMA weights */
  field(request: FieldRequest): Promise<Float32Array>;
  /** Yields shares of the work that is done, then a report; ends early after `cancelBound` or with the run. */
  bound(request: BoundRequest): AsyncGenerator<TrainerEvent>;
  cancelBound(): void;
  /** @returns null where it was cancelled */
  straighten(settings: StraightenSettings, onProgress?: EventHandler): Promise<StraightenReport | null>;
  cancelStraighten(): void;
}

/** @throws RefusedError where the model cannot be sampled like this; the message is for the user */
export function checkSampling(
  sampling: RunConfig,
  process: Process,
  { classes }: Pick<Model, 'classes'>,
): void {
  openPlan(sampling, process);
  guidanceOf(sampling, classes, 0, 0);
}

export function createInference(parts: InferenceParts): Inference {
  const { runId, model, process, data, ended } = parts;
  const { shape } = model;
  let sampling = parts.config;
  const draws = createDrawsUnderWay();
  let evaluation = new AbortController();
  let straightening = new AbortController();

  const boxOf = ({ clipDenoised }: RunConfig) => (clipDenoised ? data.box : null);

  const inference: Inference = {
    ...createMemorising({ ...parts, sampling: () => sampling }),
    get sampling() {
      return sampling;
    },
    setSampling(next) {
      sampling = next;
    },
    trajectory: (plan, config, { weights, ...options }) =>
      withWeights(parts, weights, async (trained) => {
        const guidance = guidanceOf(config, model.classes, 0, options.count);
        const denoise = createDenoiser({ ...trained, guidance }, boxOf(config));
        const trajectory = await sampleTrajectory(plan, process, denoise, { ...options, shape });
        return trajectory && { ...trajectory, ...(guidance && { labels: guidance.labels }) };
      }),
    async draw({ id, count, seed, weights, overrides, skip, edit }, onProgress) {
      const config = { ...sampling, ...overrides };
      const opened = edit && openEdit(edit, config, process, { shape, count });
      const plan = opened ? opened.plan : skippedPlan(config, process, skip);
      if (!plan) {
        // an edit that changes nothing
        const { unchanged } = opened as { unchanged: Float32Array };
        return new Float32Array(sizeOf(shape) * count).map((_, i) => unchanged[i % unchanged.length]);
      }
      const options = {
        seed,
        count,
        chunk: chunkOf(shape),
        config,
        classes: edit?.kind === 'decode' ? edit.classes : undefined,
        box: boxOf(config),
        guide: opened?.guide,
        onShare: edit && onProgress && shareReporter(runId, onProgress),
      };
      return draws.run(id, (signal) =>
        withWeights(parts, weights, (trained) => sampleInChunks(plan, trained, { ...options, signal })),
      );
    },
    async drawTrajectory({ id, count, seed, weights, overrides }, onProgress) {
      const config = { ...sampling, ...overrides };
      const plan = openPlan(config, process);
      const onStep = onProgress && guessReporter(runId, onProgress);
      return draws.run(id, (signal) =>
        inference.trajectory(plan, config, { seed, count, weights, onStep, signal }),
      );
    },
    classify: (request, onProgress) =>
      draws.run(request.id, (signal) => classify(parts, request, signal, onProgress)),
    cancelDraw: draws.cancel,
    field: (request) => field(parts, request),
    bound(request) {
      inference.cancelBound();
      return boundEvents(request, {
        ...parts,
        trained: (tensors) => trainedModel(parts, tensors),
        clipDenoised: sampling.clipDenoised,
        signals: [evaluation.signal, ended],
      });
    },
    cancelBound() {
      evaluation.abort();
      evaluation = new AbortController();
    },
    straighten({ seed, steps }, onProgress) {
      inference.cancelStraighten();
      return straighten(
        { ...parts, box: data.box },
        {
          seed,
          steps,
          signals: [straightening.signal, ended],
          onProgress: (stage, done) => onProgress?.({ type: 'work', runId, stage, done }),
        },
      );
    },
    cancelStraighten() {
      straightening.abort();
      straightening = new AbortController();
    },
  };
  return inference;
}

const isImage = (shape: readonly number[]): boolean => shape.length > 1;

/** Samples that go through the network together. */
const chunkOf = (shape: readonly number[]): number => (isImage(shape) ? IMAGE_CHUNK : CHUNK);

const trainedModel = (
  { model, process, config }: InferenceParts,
  tensors: readonly tf.Tensor[],
): TrainedModel => ({
  model,
  weights: byName(tensors, model.layout),
  process,
  prediction: config.prediction,
});

/** The model with a copy of its weights, for as long as `use` takes. */
async function withWeights<R>(
  parts: InferenceParts,
  which: WeightKind,
  use: (trained: TrainedModel) => Promise<R>,
): Promise<R> {
  const copy = parts.learner.copyWeights(which);
  const recorder = createRecorder();
  try {
    return await use({ ...trainedModel(parts, copy.tensors), recorder });
  } finally {
    recorder?.dispose();
    copy.dispose();
  }
}

async function classify(
  parts: InferenceParts,
  { samples, pairs, seed }: ClassifyRequest,
  signal: AbortSignal,
  onProgress?: EventHandler,
): Promise<Float32Array | null> {
  if (parts.model.classes === 0) throw new RefusedError(words.noClasses);
  const onStep = onProgress && shareReporter(parts.runId, onProgress);
  const chunk = chunkOf(parts.model.shape);
  return withWeights(parts, 'ema', (trained) =>
    classErrors(trained, { samples, pairs, seed, chunk, onStep, signal }),
  );
}

function field(
  parts: InferenceParts,
  { time, places, quantity, condition }: FieldRequest,
): Promise<Float32Array> {
  const { shape, classes } = parts.model;
  if (isImage(shape)) throw new RefusedError(words.arrowsOfPoints);
  return withWeights(parts, 'ema', async (trained) => {
    const n = places.length / 2;
    const guidance = condition && condition.label >= 0 ? guidanceOf(condition, classes, 0, n) : undefined;
    const once = { ...trained, guidance, recorder: null };
    const predict = quantity === 'velocity' ? predictVelocity : predictEps;
    const field = tf.tidy(() => predict(once, tf.tensor2d(places, [n, 2]), time));
    const values = Float32Array.from(await field.data<'float32'>());
    field.dispose();
    return values;
  });
}

/** Reports the share of an edit that is done, from time to time. */
function shareReporter(runId: number, onProgress: EventHandler): (done: number) => void {
  return progressReporter((done: number) => onProgress({ type: 'editing', runId, done }));
}

/** Reports the guesses of a drawing under way, from time to time. */
function guessReporter(runId: number, onProgress: EventHandler): NonNullable<SamplingOptions['onStep']> {
  const report = progressReporter(async ({ done, guess }: { done: number; guess: tf.Tensor }) => {
    const copy = tf.clone(guess);
    try {
      const values = await copy.data<'float32'>();
      await onProgress({ type: 'drawing', runId, done, guesses: Float32Array.from(values) });
    } finally {
      copy.dispose();
    }
  });
  return (done, guess) => report({ done, guess });
}
