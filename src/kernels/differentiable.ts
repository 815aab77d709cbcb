/**
 * An operation with a gradient of its own: the forward pass says what it keeps, the backward pass says what comes of it. This is
 * `tf.customGrad` with types that fit.
 */
import * as tf from '@tensorflow/tfjs-core';

export interface Operation<Kept extends readonly tf.Tensor[]> {
  /** @returns the value, and the tensors that the backward pass needs */
  readonly forward: () => { readonly value: tf.Tensor; readonly kept: Kept };
  /** @returns one gradient for each of `inputs`, in their order */
  readonly backward: (dy: tf.Tensor, kept: Kept) => readonly tf.Tensor[];
}

/**
 * @param inputs the tensors that get gradients; whatever else the operation reads is constant to it and costs no backward work
 */
export function differentiable<Kept extends readonly tf.Tensor[]>(
  inputs: readonly tf.Tensor[],
  { forward, backward }: Operation<Kept>,
): tf.Tensor {
  const operation = tf.customGrad((...given) => {
    const save = given[given.length - 1] as tf.GradSaveFunc;
    const { value, kept } = forward();
    save(kept as unknown as tf.Tensor[]);
    return {
      value,
      // The tape frees nothing before its end: without the tidying, what is made on the way would pile up all through the pass.
      gradFunc: (dy, saved) => tf.tidy(() => [...backward(dy, saved as unknown as Kept)]),
    };
  });
  return operation(...inputs);
}

export interface ManyOperation<Kept extends readonly tf.Tensor[]> {
  readonly forward: () => { readonly values: readonly tf.Tensor[]; readonly kept: Kept };
  /** @returns one gradient for each of `inputs`, in their order; `dys` are those of the values */
  readonly backward: (dys: readonly tf.Tensor[], kept: Kept) => readonly tf.Tensor[];
}

/** What `tf.customGrad` is made of, which gives one value only. */
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
export function differentiableMany<Kept extends readonly tf.Tensor[]>(
  inputs: readonly tf.Tensor[],
  { forward, backward }: ManyOperation<Kept>,
): readonly tf.Tensor[] {
  return (tf.engine() as unknown as Engine).runKernelFunc({
    inputs: Object.fromEntries(inputs.map((input, i) => [`${i}`, input])),
    forwardFunc(_, save) {
      const { values, kept } = forward();
      save(kept as unknown as tf.Tensor[]);
      return [...values];
    },
    backwardsFunc(dys, saved) {
      const gradients = backward(Array.isArray(dys) ? dys : [dys], saved as unknown as Kept);
      return Object.fromEntries(gradients.map((gradient, i) => [`${i}`, () => gradient]));
    },
  });
}
