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
    return { value, gradFunc: (dy, saved) => backward(dy, saved as unknown as Kept) as tf.Tensor[] };
  });
  return operation(...inputs);
}
