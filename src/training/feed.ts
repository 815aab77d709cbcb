/** A feed brings what the processor made of a batch to the device, in one upload, and hands out its parts as tensors. */
import * as tf from '@tensorflow/tfjs-core';
import { flush, openBackend, ownShaders } from '../kernels/webgpu/backend';
import { createBuffer, destroyBuffer, viewOf } from '../kernels/webgpu/views';

/** First element and shape of a part; parts begin at multiples of 64 numbers. */
export interface Part {
  readonly at: number;
  readonly shape: readonly number[];
}

export type Parts<Name extends string> = Readonly<Record<Name, Part>>;

export interface Feed<Name extends string> {
  send(packed: Float32Array): void;
  /** The parts of what was sent last: the feed's own, or the caller's scope's. */
  tensors(): Readonly<Record<Name, tf.Tensor>>;
  dispose(): void;
}

const sizeOf = ({ shape }: Part) => shape.reduce((product, n) => product * n, 1);

function eachPart<Name extends string>(
  parts: Parts<Name>,
  f: (part: Part) => tf.Tensor,
): Record<Name, tf.Tensor> {
  const entries = Object.entries<Part>(parts).map(([name, part]) => [
    name,
    sizeOf(part) === 0 ? tf.zeros([...part.shape]) : f(part),
  ]);
  return Object.fromEntries(entries) as Record<Name, tf.Tensor>;
}

export function createFeed<Name extends string>(parts: Parts<Name>, size: number): Feed<Name> {
  if (ownShaders()) return persistentFeed(parts, size);
  let packed: Float32Array = new Float32Array(0);
  return {
    send(next) {
      packed = next;
    },
    tensors() {
      const upload = tf.tensor1d(packed);
      return eachPart(parts, (part) =>
        tf.reshape(tf.slice(upload, [part.at], [sizeOf(part)]), [...part.shape]),
      );
    },
    dispose() {},
  };
}

/** One buffer for all batches, so that a recorded step finds the present one where it found the first. */
function persistentFeed<Name extends string>(parts: Parts<Name>, size: number): Feed<Name> {
  const buffer = createBuffer(size);
  const tensors = eachPart(parts, ({ at, shape }) => viewOf(buffer, at, shape));
  for (const tensor of Object.values<tf.Tensor>(tensors)) tf.keep(tensor);
  return {
    send(packed) {
      const backend = openBackend();
      // A write overtakes what is recorded but not sent: that may still read the batch before.
      if (backend.commandEncoder) flush(backend);
      backend.queue.writeBuffer(buffer, 0, packed as Float32Array<ArrayBuffer>);
    },
    tensors: () => tensors,
    dispose() {
      tf.dispose(Object.values<tf.Tensor>(tensors));
      destroyBuffer(buffer);
    },
  };
}
