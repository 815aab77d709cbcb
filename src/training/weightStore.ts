/**
 * A weight store keeps what a run trains on the device: parameters, Adam's moments and the average, and changes them by one Adam step
 * at a time. On WebGPU they are changed in place; elsewhere each step makes new tensors.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type AdamConstants, adam, type OptimizerState } from '../kernels/adam';
import { ownShaders } from '../kernels/webgpu/backend';
import type { Layout } from '../model/layout';
import { pack, unpack } from '../model/weights';
import { createFlatStore } from './flatStore';

/** The arrays of a run, [layout.size] each, without the padding that a device may want between them. */
export type FlatState = { readonly [K in keyof OptimizerState]: Float32Array };

/** Weights by the layout's order, which stay as they are while training goes on. */
export interface HeldWeights {
  readonly tensors: readonly tf.Tensor[];
  dispose(): void;
}

/** A moment to come back to. */
export interface HeldState {
  dispose(): void;
}

export interface WeightStore<State extends HeldState = HeldState> {
  /** The parameters in the layout's order; the store's, or the caller's scope's. They hold until the next update. */
  parameters(): readonly tf.Tensor[];
  /**
   * One step of Adam and of the average.
   * @param gradients of each parameter, in the layout's order
   * @param step      [3] rate, epsilon and emaDecay of `AdamStep`
   */
  update(gradients: readonly tf.Tensor[], step: tf.Tensor, constants: AdamConstants): void;
  /** Caller disposes. */
  hold(which: 'parameters' | 'ema'): HeldWeights;
  /** Caller disposes. */
  snapshot(): State;
  /** Goes back to a snapshot, which stays the caller's. */
  restore(snapshot: State): void;
  read(): Promise<FlatState>;
  dispose(): void;
}

/** @param first numbers to begin with */
export const createWeightStore = (layout: Layout, first: FlatState): WeightStore =>
  ownShaders() ? createFlatStore(layout, first) : createReplacedStore(layout, first);

type State = OptimizerState & HeldState;

const eachOf = (state: OptimizerState, f: (x: tf.Tensor) => tf.Tensor): State => {
  const made = { parameters: f(state.parameters), m: f(state.m), v: f(state.v), ema: f(state.ema) };
  return { ...made, dispose: () => tf.dispose(Object.values(made)) };
};

/** Tensors that are never changed: a snapshot is a second reference to them. */
function createReplacedStore(layout: Layout, first: FlatState): WeightStore<State> {
  const upload = (values: Float32Array) => tf.tensor1d(values.slice());
  let state: State = eachOf(
    {
      parameters: upload(first.parameters),
      m: upload(first.m),
      v: upload(first.v),
      ema: upload(first.ema),
    },
    tf.keep,
  );
  const held = (): State => eachOf(state, (x) => tf.keep(tf.clone(x)));
  const replace = (next: State) => {
    state.dispose();
    state = next;
  };
  return {
    parameters: () => unpack(state.parameters, layout),
    update(gradients, step, constants) {
      replace(eachOf(adam(state, pack(gradients), step, constants), tf.keep));
    },
    hold(which) {
      const tensors = tf.tidy(() => unpack(state[which], layout)).map((x) => tf.keep(x));
      return { tensors, dispose: () => tf.dispose(tensors) };
    },
    snapshot: held,
    restore: (snapshot) => replace(eachOf(snapshot, (x) => tf.keep(tf.clone(x)))),
    async read() {
      const present = held();
      try {
        const [parameters, m, v, ema] = await Promise.all(
          [present.parameters, present.m, present.v, present.ema].map(async (x) =>
            Float32Array.from(await x.data<'float32'>()),
          ),
        );
        return { parameters, m, v, ema };
      } finally {
        present.dispose();
      }
    },
    dispose: () => state.dispose(),
  };
}
