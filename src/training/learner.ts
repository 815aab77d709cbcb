/**
 * A learner is a model in training: four flat tensors, a step number, and one step at a time. It knows nothing of events, clocks or
 * callers.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { TrainingState } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { adam, adamStepOf, type OptimizerState } from '../kernels/adam';
import { initialWeights } from '../model/layout';
import type { Model } from '../model/model';
import { byName, pack, unpack } from '../model/weights';
import type { Batch, Batcher } from './batch';
import { emaDecayAt, learningRateAt } from './learningRate';
import { trainingLoss } from './loss';

/** What one step leaves on the device. Caller disposes both. */
export interface StepResult {
  readonly batch: Batch;
  readonly loss: tf.Scalar;
  /** [B, 1] squared error of each sample */
  readonly errors: tf.Tensor;
}

/** A moment to come back to. It shares its tensors with the learner's past: no copy is made. */
export interface Snapshot {
  readonly step: number;
  readonly state: OptimizerState;
  dispose(): void;
}

export interface Learner {
  /** Steps done. */
  readonly step: number;
  readonly state: OptimizerState;
  /** Does one step; nothing waits for the device. */
  learn(): StepResult;
  snapshot(): Snapshot;
  /** Goes back to a snapshot, which stays the caller's. */
  restore(snapshot: Snapshot): void;
  /** The flat arrays, read from the device. */
  read(): Promise<TrainingState>;
  dispose(): void;
}

const eachOf = (state: OptimizerState, f: (x: tf.Tensor) => tf.Tensor): OptimizerState => ({
  parameters: f(state.parameters),
  m: f(state.m),
  v: f(state.v),
  ema: f(state.ema),
});

const disposeState = ({ parameters, m, v, ema }: OptimizerState) => tf.dispose([parameters, m, v, ema]);

/** @throws Error where the arrays are of another model */
function firstState({ layout }: Pick<Model, 'layout'>, seed: number, resume?: TrainingState): OptimizerState {
  const fresh = resume ? null : initialWeights(layout, seed);
  const upload = (values: Float32Array | undefined) => {
    if (values && values.length !== layout.size)
      throw new Error(`these weights have ${values.length} numbers, but this model has ${layout.size}`);
    return values ? tf.tensor1d(values.slice()) : tf.zeros([layout.size]);
  };
  return {
    parameters: upload(fresh ?? resume?.parameters),
    m: upload(resume?.adamM),
    v: upload(resume?.adamV),
    ema: upload(fresh ?? resume?.ema),
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
  let state = firstState(model, config.seed, resume);
  let step = resume?.step ?? 0;

  /** The parts of the one upload, as tensors. */
  const unpackBatch = ({ packed }: Batch) => {
    const upload = tf.tensor1d(packed);
    const part = ({ at, shape }: { at: number; shape: readonly number[] }) => {
      const size = shape.reduce((product, n) => product * n, 1);
      return size === 0 ? tf.zeros([...shape]) : tf.reshape(tf.slice(upload, [at], [size]), [...shape]);
    };
    const { x, target, weight, variance, temb, labels, adam } = batcher.parts;
    return {
      x: part(x),
      target: part(target),
      weight: part(weight),
      variance: part(variance),
      temb: part(temb),
      labels: part(labels),
      adam: part(adam),
    };
  };

  const gradientStep = (batch: Batch) => {
    const inputs = unpackBatch(batch);
    const weights = unpack(state.parameters, layout);
    let errors: tf.Tensor | null = null;
    const { value, grads } = tf.valueAndGrads((...weights: tf.Tensor[]) => {
      const output = model.forward(byName(weights, layout), inputs.x, inputs.temb, inputs.labels);
      const result = trainingLoss(output, inputs, config.T);
      errors = tf.keep(result.errors);
      return result.loss;
    })(weights);
    const next = adam(state, pack(grads), inputs.adam, constants);
    return { loss: value as tf.Scalar, errors: errors!, next };
  };

  const replaceState = (next: OptimizerState) => {
    disposeState(state);
    state = next;
  };

  return {
    get step() {
      return step;
    },
    get state() {
      return state;
    },
    learn() {
      const number = step + 1;
      const batch = batcher.next(
        number,
        adamStepOf(number, learningRateAt(number, config), {
          ...constants,
          epsilon: config.adamEpsilon,
          emaDecay: emaDecayAt(number, config),
        }),
      );
      tf.engine().startScope('step');
      try {
        const { loss, errors, next } = gradientStep(batch);
        replaceState(eachOf(next, tf.keep));
        step = number;
        return { batch, loss: tf.keep(loss), errors };
      } finally {
        tf.engine().endScope();
      }
    },
    snapshot() {
      const copy = eachOf(state, (x) => tf.keep(tf.clone(x)));
      return { step, state: copy, dispose: () => disposeState(copy) };
    },
    restore(snapshot) {
      replaceState(eachOf(snapshot.state, (x) => tf.keep(tf.clone(x))));
      step = snapshot.step;
    },
    async read() {
      const present = this.snapshot();
      try {
        const arrays = await Promise.all(
          [present.state.parameters, present.state.ema, present.state.m, present.state.v].map((x) =>
            x.data<'float32'>(),
          ),
        );
        const [parameters, ema, adamM, adamV] = arrays.map((values) => Float32Array.from(values));
        return { step: present.step, parameters, ema, adamM, adamV };
      } finally {
        present.dispose();
      }
    },
    dispose: () => disposeState(state),
  };
}
