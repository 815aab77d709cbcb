/**
 * A gradient slot is the tensor to which the gradient of a weight is written: for the weights of a run, a view of the one array that the
 * optimizer reads. A kernel that uses the slot saves a copy; one that does not still works.
 */
import * as tf from '@tensorflow/tfjs-core';

/** By the memory of the weight, which its clones share. */
const slots = new WeakMap<tf.DataId, tf.Tensor>();

/** Slots written in this backward pass: a second gradient of the same weight must not overwrite the first. */
const slotsInUse = new Set<tf.Tensor>();

/** From now on gradients of `weight` may be written to `slot`, a view of the same size. */
export const setGradientSlot = (weight: tf.Tensor, slot: tf.Tensor): void =>
  void slots.set(weight.dataId, slot);

/** To be called before each forward pass. */
export const beginBackwardPass = (): void => slotsInUse.clear();

/** @returns for the outputs of a shader: a tensor to write in place, or the shape of a new one */
export function gradientSlot(weight: tf.Tensor): tf.Tensor | readonly number[] {
  const slot = slots.get(weight.dataId);
  if (!slot || slotsInUse.has(slot)) return weight.shape;
  slotsInUse.add(slot);
  return slot;
}

export const isSlot = (output: tf.Tensor | readonly number[]): output is tf.Tensor =>
  output instanceof tf.Tensor;

/**
 * The gradient that a kernel returns for a weight, of the tensor that it wrote as `gradientSlot` said: with the shape of the weight, and in a
 * tensor of its own, because the tape may dispose it.
 */
export const gradientAt = (result: tf.Tensor, weight: tf.Tensor): tf.Tensor =>
  tf.reshape(result, weight.shape);
