/** A batch upload sends a batch that the processor made to the device, in one piece, and gives its parts as tensors. */
import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../lib/shape';
import type { RunInput } from '../../recorded/beside';
import { destroyBuffer, noteWritten, recordsSteps, viewOf, writeNumbers } from '../../recorded/buffers';
import { type DeviceMemory, OWN_MEMORY } from '../../recorded/stacked';

/** First element and shape of a part; parts begin at multiples of 64 numbers. */
interface Part {
  readonly at: number;
  readonly shape: readonly number[];
}

export type Parts<Name extends string> = Readonly<Record<Name, Part>>;

export interface BatchUpload<Name extends string> {
  send(packed: Float32Array): void;
  /** The parts of the batch sent last: the upload's own, or the caller's scope's. */
  tensors(): Readonly<Record<Name, tf.Tensor>>;
  /** All that `send` writes; null where each batch is a tensor of its own. */
  readonly input: RunInput | null;
  dispose(): void;
}

function eachPart<Name extends string>(
  parts: Parts<Name>,
  f: (part: Part) => tf.Tensor,
): Record<Name, tf.Tensor> {
  const entries = Object.entries<Part>(parts).map(([name, part]) => [
    name,
    sizeOf(part.shape) === 0 ? tf.zeros([...part.shape]) : f(part),
  ]);
  return Object.fromEntries(entries) as Record<Name, tf.Tensor>;
}

export function createBatchUpload<Name extends string>(
  parts: Parts<Name>,
  size: number,
  memory: DeviceMemory = OWN_MEMORY,
): BatchUpload<Name> {
  if (recordsSteps()) return persistentUpload(parts, size, memory);
  let packed: Float32Array = new Float32Array(0);
  return {
    send(next) {
      packed = next;
    },
    tensors() {
      const upload = tf.tensor1d(packed);
      return eachPart(parts, (part) =>
        tf.reshape(tf.slice(upload, [part.at], [sizeOf(part.shape)]), [...part.shape]),
      );
    },
    input: null,
    dispose() {},
  };
}

/** One buffer for all batches, so that a replayed step reads the present batch where its recording read the first. */
function persistentUpload<Name extends string>(
  parts: Parts<Name>,
  size: number,
  memory: DeviceMemory,
): BatchUpload<Name> {
  const buffer = memory.createBuffer(size);
  const tensors = eachPart(parts, ({ at, shape }) => viewOf(buffer, at, shape));
  for (const tensor of Object.values<tf.Tensor>(tensors)) tf.keep(tensor);
  return {
    send(packed) {
      writeNumbers(buffer, 0, packed);
    },
    tensors() {
      noteWritten(Object.values<tf.Tensor>(tensors));
      return tensors;
    },
    input: { buffer, numbers: size },
    dispose() {
      tf.dispose(Object.values<tf.Tensor>(tensors));
      destroyBuffer(buffer);
    },
  };
}
