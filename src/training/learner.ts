/**
 * A learner is a model in training: its weights on the device, a step number, and one step at a time. It knows nothing of events,
 * clocks or callers.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { TrainingState } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { adamStepOf } from '../kernels/adam';
import { type Repeated, repeated } from '../kernels/repeat';
import { beginBackwardPass } from '../kernels/webgpu/gradientPlace';
import { forgetGradients } from '../kernels/webgpu/laterGradients';
import { initialWeights } from '../model/layout';
import type { Model } from '../model/model';
import { byName } from '../model/weights';
import type { Batch, Batcher } from './batch';
import { type BatchSource, createBatchSource } from './batchSource';
import { emaDecayAt, learningRateAt } from './learningRate';
import { trainingLoss } from './loss';
import { createWeightStore, type FlatState, type HeldState, type HeldWeights } from './weightStore';

/** What one step leaves on the device. The tensors are the learner's, and hold until its next step. */
export interface StepResult {
  readonly batch: Pick<Batch, 'times' | 'epsErrorScale'>;
  readonly loss: tf.Tensor;
  /** [B, 1] squared error of each sample */
  readonly errors: tf.Tensor;
}

/** A moment to come back to. */
export interface Snapshot {
  readonly step: number;
  readonly state: HeldState;
  dispose(): void;
}

export interface Learner {
  /** Steps done. */
  readonly step: number;
  /** Dispatches of a step where it is recorded and replayed, null before the first and elsewhere. */
  readonly dispatches: number | null;
  /**
   * Does one step; nothing waits for the device.
   * @param submissions parts in which a recorded step is sent
   */
  learn(submissions?: number): StepResult;
  /** The weights of this moment, in the layout's order, which stay so while training goes on. Caller disposes. */
  hold(which: 'parameters' | 'ema'): HeldWeights;
  snapshot(): Snapshot;
  /** Goes back to a snapshot, which stays the caller's. */
  restore(snapshot: Snapshot): void;
  /** The flat arrays, read from the device. */
  read(): Promise<TrainingState>;
  dispose(): void;
}

/** @throws Error where the arrays are of another model */
function firstState({ layout }: Pick<Model, 'layout'>, seed: number, resume?: TrainingState): FlatState {
  const checked = (values: Float32Array = new Float32Array(layout.size)) => {
    if (values.length !== layout.size)
      throw new Error(`these weights have ${values.length} numbers, but this model has ${layout.size}`);
    return values;
  };
  const fresh = resume ? undefined : initialWeights(layout, seed);
  return {
    parameters: checked(fresh ?? resume?.parameters),
    m: checked(resume?.adamM),
    v: checked(resume?.adamV),
    ema: checked(fresh ?? resume?.ema),
  };
}

export function createLearner(
  config: RunConfig,
  model: Model,
  batcher: Batcher,
  resume?: TrainingState,
): Learner {
  const { layout } = model;
  const constants = { beta1: config.adamBeta1, beta2: config.adamBeta2, clip: config.gradientClip };
  const store = createWeightStore(layout, firstState(model, config.seed, resume));
  let step = resume?.step ?? 0;
  /** Made for the first step: a model that only draws samples has no batches. */
  let source: BatchSource | null = null;

  /** Forward, backward, update: everything that a step does on the device with the batch that was sent. */
  const work: Repeated<{ loss: tf.Tensor; errors: tf.Tensor }> = repeated(() => {
    const batch = source!.tensors();
    let errors: tf.Tensor | null = null;
    beginBackwardPass();
    forgetGradients();
    const { value, grads } = tf.valueAndGrads((...weights: tf.Tensor[]) => {
      const output = model.forward(byName(weights, layout), batch.x, batch.temb, batch.labels);
      const result = trainingLoss(output, batch, config.T);
      errors = result.errors;
      return result.loss;
    })([...store.parameters()]);
    store.update(grads, batch.adam, constants);
    return { loss: value, errors: errors! };
  });

  return {
    get step() {
      return step;
    },
    get dispatches() {
      return work.dispatches;
    },
    learn(submissions) {
      const number = step + 1;
      source ??= createBatchSource(batcher);
      const batch = source.send(
        number,
        adamStepOf(number, learningRateAt(number, config), {
          ...constants,
          epsilon: config.adamEpsilon,
          emaDecay: emaDecayAt(number, config),
        }),
      );
      const result = work.run(submissions);
      step = number;
      return { batch, ...result };
    },
    hold: (which) => store.hold(which),
    snapshot() {
      const state = store.snapshot();
      return { step, state, dispose: () => state.dispose() };
    },
    restore(snapshot) {
      store.restore(snapshot.state);
      step = snapshot.step;
    },
    async read() {
      const present = step;
      const { parameters, ema, m, v } = await store.read();
      return { step: present, parameters, ema, adamM: m, adamV: v };
    },
    dispose() {
      work.dispose();
      source?.dispose();
      store.dispose();
    },
  };
}
