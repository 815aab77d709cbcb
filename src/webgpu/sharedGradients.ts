/**
 * The gradient of a tensor that several operations read. The tape adds up such gradients pair by pair, each pair a dispatch. Here the operation
 * that reads the tensor first, and whose backward pass is therefore the last, receives the parts of all others and adds them on its way.
 *
 * Only the first operation may name the tensor among its inputs, and its result must lead to the loss.
 */
import * as tf from '@tensorflow/tfjs-core';

export interface SharedGradient<Part> {
  /** Whether this operation is the first to read the tensor. */
  readonly isFirst: boolean;
  /** Of every operation but the first: hands over its part. */
  give(part: Part): void;
  /** Of the first: the parts of the others, which are the caller's from now on. */
  take(): Part[];
}

/** By the tape, then by the tensor. */
const parts = new WeakMap<object, Map<number, unknown[]>>();

/** To be called in the forward pass. Without a tape every operation is the first. */
export function sharedGradient<Part = tf.Tensor>(x: tf.Tensor): SharedGradient<Part> {
  const tape = tf.engine().state.activeTape;
  if (!tape) return { isFirst: true, give() {}, take: () => [] };
  let ofTape = parts.get(tape);
  if (!ofTape) parts.set(tape, (ofTape = new Map()));
  const found = ofTape.get(x.id) as Part[] | undefined;
  const own = found ?? [];
  if (!found) ofTape.set(x.id, own);
  return {
    isFirst: found === undefined,
    give: (part) => void own.push(part),
    take: () => own.splice(0),
  };
}

/** The sum of tensors, which it disposes; null of none. */
export function sumOf(tensors: readonly tf.Tensor[]): tf.Tensor | null {
  if (tensors.length <= 1) return tensors[0] ?? null;
  const sum = tf.addN([...tensors]);
  tf.dispose([...tensors]);
  return sum;
}
