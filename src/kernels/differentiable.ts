/**
 * An operation with a gradient of its own: the forward pass names the tensors that it saves, and the backward pass gets them again. This
 * is `tf.customGrad` with types that fit.
 */
import * as tf from '@tensorflow/tfjs-core';

export interface Operation<Saved extends readonly tf.Tensor[]> {
  /** @returns the value, and the tensors that the backward pass needs */
  readonly forward: () => { readonly value: tf.Tensor; readonly saved: Saved };
  /** @returns one gradient for each of `inputs`, in their order */
  readonly backward: (dy: tf.Tensor, saved: Saved) => readonly tf.Tensor[];
}

/** Whether a gradient may be asked for: without a tape an operation saves nothing. */
export const isTaped = (): boolean => tf.engine().state.activeTape != null;

/**
 * @param inputs the tensors that get gradients; every other tensor that the operation reads is a constant and costs no backward work
 */
export function differentiable<Saved extends readonly tf.Tensor[]>(
  inputs: readonly tf.Tensor[],
  { forward, backward }: Operation<Saved>,
): tf.Tensor {
  const operation = tf.customGrad((...args) => {
    const save = args[args.length - 1] as tf.GradSaveFunc;
    const { value, saved } = forward();
    save(saved as unknown as tf.Tensor[]);
    return {
      value,
      // The tape frees nothing before its end: without `tidy`, intermediate tensors would pile up during the whole backward pass.
      gradFunc: (dy, saved) => tf.tidy(() => [...backward(dy, saved as unknown as Saved)]),
    };
  });
  return operation(...inputs);
}

export interface ManyOperation<Saved extends readonly tf.Tensor[]> {
  readonly forward: () => { readonly values: readonly tf.Tensor[]; readonly saved: Saved };
  /** @returns one gradient for each of `inputs`, in their order; `dys` are the gradients of the values */
  readonly backward: (dys: readonly tf.Tensor[], saved: Saved) => readonly tf.Tensor[];
}

/** The engine's function under `tf.customGrad`, which itself allows one value only. */
interface Engine {
  runKernelFunc(operation: {
    readonly inputs: Readonly<Record<string, tf.Tensor>>;
    readonly forwardFunc: (backend: unknown, save: tf.GradSaveFunc) => tf.Tensor[];
    readonly backwardsFunc: (
      dys: tf.Tensor | tf.Tensor[],
      saved: tf.Tensor[],
    ) => Record<string, () => tf.Tensor>;
  }): tf.Tensor[];
}

/** An operation of several values. */
export function differentiableMany<Saved extends readonly tf.Tensor[]>(
  inputs: readonly tf.Tensor[],
  { forward, backward }: ManyOperation<Saved>,
): readonly tf.Tensor[] {
  return (tf.engine() as unknown as Engine).runKernelFunc({
    inputs: Object.fromEntries(inputs.map((input, i) => [`${i}`, input])),
    forwardFunc(_, save) {
      const { values, saved } = forward();
      save(saved as unknown as tf.Tensor[]);
      return [...values];
    },
    backwardsFunc(dys, saved) {
      const gradients = backward(Array.isArray(dys) ? dys : [dys], saved as unknown as Saved);
      return Object.fromEntries(gradients.map((gradient, i) => [`${i}`, () => gradient]));
    },
  });
}
