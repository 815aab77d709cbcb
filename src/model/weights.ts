/** A model's weights on the device: slices of the flat tensor, found by name. */
import * as tf from '@tensorflow/tfjs-core';
import type { Layout } from './layout';

/** A model's weights by name. @throws Error for a name that its layout does not have */
export type Weights = (name: string) => tf.Tensor;

/** @returns one tensor for each parameter of the layout, in its order; caller disposes (or tidies) */
export const unpack = (flat: tf.Tensor, { parameters }: Layout): tf.Tensor[] =>
  parameters.map(({ offset, size, shape }) => tf.reshape(tf.slice(flat, [offset], [size]), [...shape]));

/** @returns [layout.size] the tensors one after the other, the inverse of `unpack` */
export const pack = (tensors: readonly tf.Tensor[]): tf.Tensor =>
  tensors.length === 1 ? tf.reshape(tensors[0], [-1]) : tf.concat(tensors.map((x) => tf.reshape(x, [-1])));

/** Finds tensors by the names of their parameters. */
export function byName(tensors: readonly tf.Tensor[], { parameters }: Layout): Weights {
  const table = new Map(parameters.map(({ name }, i) => [name, tensors[i]]));
  return (name) => {
    const tensor = table.get(name);
    if (!tensor) throw new Error(`the model has no weight "${name}"; it has ${[...table.keys()].join(', ')}`);
    return tensor;
  };
}
