/**
 * A learner is a model in training: its weights on the device, a step number, and one step at a time. It knows nothing of events,
 * clocks or callers.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { RunConfig } from '../config/fields';
import { initialWeights, type Layout } from '../model/layout';
import type { Model } from '../model/model';
import { muonMatrices } from '../model/muonMatrices';
import { checkFiniteState, progressOf } from '../model/trainState';
import { byName } from '../model/weights';
import { recordsSteps } from '../recorded/buffers';
import { type Replayable, replayable } from '../recorded/replay';
import type { ShaderCount } from '../types/run';
import type { TrainArrays, TrainState, WeightKind } from '../types/weights';
import { hasFusedKernels } from '../webgpu/backend';
import { dropDeferredWork } from '../webgpu/deferredWork';
import { compileAhead } from '../webgpu/dispatch';
import { beginBackwardPass } from '../webgpu/gradientSlots';
import { overModels } from '../webgpu/modelAxis';
import { createBatchFeed } from './batchFeed';
import type { Collator } from './data/batch';
import { createFlatStore } from './device/flatWeights';
import { createTensorStore } from './device/tensorWeights';
import type { Snapshot, WeightCopy, WeightStore } from './device/weightStore';
import type { JointMember } from './jointSteps';
import { trainingLoss } from './loss';
import type { StepResult, StepTensors } from './stepResult';

export interface Learner {
  /** Steps done. */
  readonly step: number;
  /** Dispatches of a step where it is recorded and replayed, null before the first and elsewhere. */
  readonly dispatches: number | null;
  /** How steps are replayed on WASM; see `Replayable`. */
  readonly replay: Pick<Replayable<unknown>, 'calls' | 'uncovered'>;
  /**
   * Compiles the shaders of a step side by side. Without it the first step compiles them, one after the other.
   * @param onCompiled receives how many shaders are compiled: none at first, then each time one more
   */
  compile(onCompiled?: (count: ShaderCount) => void): Promise<void>;
  /**
   * Does one step; nothing waits for the device.
   * @param submissions parts in which a recorded step is sent
   */
  learn(submissions?: number): StepResult;
  /**
   * To be awaited after each step where times are drawn by the loss: every tenth one reads its errors first, so that the batches of a
   * run depend on its steps and not on how fast a device answers.
   */
  settle(): Promise<void>;
  /** A copy of the present weights, which training does not change. Caller disposes. */
  copyWeights(which: WeightKind): WeightCopy;
  snapshot(): Snapshot;
  /** Sets weights and step back to a snapshot, which stays the caller's. */
  restore(snapshot: Snapshot): void;
  /** The flat arrays, read from the device. */
  read(): Promise<TrainState<Float32Array>>;
  dispose(): void;
}

/** @throws Error where the arrays of `resume` are of another model or not finite */
function firstArrays(
  layout: Layout,
  seed: number,
  resume?: TrainState<Float32Array>,
): TrainArrays<Float32Array> {
  const zeros = () => new Float32Array(layout.size);
  if (!resume) {
    const params = initialWeights(layout, seed);
    return { params, ema: params, m: zeros(), v: zeros() };
  }
  for (const { length } of [resume.params, resume.ema, resume.m, resume.v])
    if (length !== layout.size)
      throw new Error(`these weights have ${length} numbers, but this model has ${layout.size}`);
  checkFiniteState(resume, layout);
  return resume;
}

/**
 * @param collator makes the batches; called at the first step
 * @param resume   the state from which training goes on; of a new model if absent
 * @param joint    its place among models whose steps are done together
 * @throws Error where `resume` is of another model
 */
export function createLearner(
  config: RunConfig,
  model: Model,
  collator: () => Collator,
  resume?: TrainState<Float32Array>,
  joint?: JointMember,
): Learner {
  const { layout } = model;
  const constants = { beta1: config.adamBeta1, beta2: config.adamBeta2, clip: config.gradientClip };
  const first = firstArrays(layout, config.seed, resume);
  const matrices = config.optimizer === 'muon' ? muonMatrices(layout) : [];
  const store: WeightStore = recordsSteps()
    ? createFlatStore(layout, first, matrices, joint?.memory)
    : createTensorStore(layout, first, matrices);
  let step = resume?.step ?? 0;
  const { lossMoments } = resume ?? {};
  const feed = createBatchFeed({ config, collator, lossMoments, memory: joint?.memory });

  /** Forward pass, backward pass and update: all that a step does on the device with the batch sent last. */
  const trainOnBatch = () => {
    const batch = feed.open().tensors();
    let errors: tf.Tensor | null = null;
    beginBackwardPass();
    dropDeferredWork();
    const { value, grads } = tf.valueAndGrads((...weights: tf.Tensor[]) => {
      const output = model.forward(byName(weights, layout), batch.x, batch.temb, batch.labels);
      const result = trainingLoss(output, batch, config.T);
      errors = result.errors;
      return result.loss;
    })([...store.params()]);
    store.update(grads, batch.adam, constants);
    return { loss: value, errors: errors! };
  };
  const record = (): Replayable<StepTensors> => (joint?.record ?? replayable)(trainOnBatch);
  /** The work of a step of this model alone. */
  let work = record();

  /** A joint step; null where this model does its step alone. */
  function learnTogether(submissions?: number): StepResult | null {
    const result = joint?.step(submissions) ?? null;
    if (result && work.dispatches !== null) {
      work.dispose(); // a recording holds the peak memory of a step
      work = record();
    }
    return result;
  }

  joint?.join({
    send: (ahead = 0) => feed.send(step + 1 + ahead),
    train: trainOnBatch,
    get alone() {
      return work;
    },
    get input() {
      return feed.input;
    },
  });

  return {
    get step() {
      return step;
    },
    get dispatches() {
      return work.dispatches ?? joint?.dispatches ?? null;
    },
    get replay() {
      return work;
    },
    async compile(onCompiled) {
      if (!hasFusedKernels()) return;
      feed.open();
      const train = () => tf.dispose(trainOnBatch());
      await compileAhead(joint ? () => overModels(1, train) : train, onCompiled);
    },
    learn(submissions) {
      const result = learnTogether(submissions) ?? { batch: feed.send(step + 1), ...work.run(submissions) };
      step += 1;
      feed.follow(step, result);
      return result;
    },
    settle: feed.settle,
    copyWeights: (which) => store.copyWeights(which),
    snapshot: () => store.snapshot(step),
    restore(snapshot) {
      store.restore(snapshot);
      step = snapshot.step;
    },
    async read() {
      if (feed.moments) await feed.settle();
      const progress = progressOf({ step, lossMoments: feed.moments?.read() ?? lossMoments });
      return { ...progress, ...(await store.read()) };
    },
    dispose() {
      joint?.leave();
      work.dispose();
      feed.dispose();
      store.dispose();
    },
  };
}
