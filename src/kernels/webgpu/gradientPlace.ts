/**
 * Where the gradient of a weight is to be written: for the weights of a run, a window of the one array that the optimizer reads. A
 * kernel that asks here saves a copy; one that does not still works.
 */
import * as tf from '@tensorflow/tfjs-core';

/** By the memory of the weight, which its clones share. */
const places = new WeakMap<tf.DataId, tf.Tensor>();

/** Places written in this backward pass: a second gradient of the same weight must not overwrite the first. */
const taken = new Set<tf.Tensor>();

/** From now on gradients of `weight` may be written to `place`, a view of the same size. */
export const offerGradientPlace = (weight: tf.Tensor, place: tf.Tensor): void =>
  void places.set(weight.dataId, place);

/** To be called before each forward pass. */
export const beginBackwardPass = (): void => taken.clear();

/** @returns for the outputs of a shader: a tensor to write in place, or the shape of a new one */
export function gradientPlace(weight: tf.Tensor): tf.Tensor | readonly number[] {
  const place = places.get(weight.dataId);
  if (!place || taken.has(place)) return weight.shape;
  taken.add(place);
  return place;
}

export const isPlace = (given: tf.Tensor | readonly number[]): given is tf.Tensor =>
  given instanceof tf.Tensor;

/**
 * What a kernel returns as the gradient of a weight that it wrote as `gradientPlace` said: the tape may dispose it, and it has the
 * weight's shape.
 */
export const gradientAt = (written: tf.Tensor, weight: tf.Tensor): tf.Tensor =>
  tf.reshape(written, weight.shape);
