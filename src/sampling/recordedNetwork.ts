/**
 * A trained network that is asked again and again, as a sampler does: on WebGPU its evaluation is recorded once for each shape and
 * guidance and replayed from then on. The weights must stay as they are.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type Repeated, repeated } from '../kernels/repeat';
import { flush, openBackend, ownShaders } from '../kernels/webgpu/backend';
import { aligned, copyNumbers, createBuffer, destroyBuffer, placeOf, viewOf } from '../kernels/webgpu/views';

/** @param x scaled samples @param temb [1, size] row of the time embedding @returns [n, ...outputs] */
export type Network = (x: tf.Tensor, temb: tf.Tensor) => tf.Tensor;

export interface Recorder {
  /**
   * @param key   tells apart what is asked beside x and time: the same object, the same question
   * @param scale that x is multiplied by
   * @param row   of the time embedding
   * @returns the network's output, which holds until the next call and is not the caller's
   */
  run(network: Network, key: object, x: tf.Tensor, scale: number, row: Float32Array): tf.Tensor;
  dispose(): void;
}

interface Recording {
  /** Samples, then the scale, then the row, each at a place of its own. */
  readonly buffer: GPUBuffer;
  readonly views: readonly tf.Tensor[];
  readonly evaluation: Repeated<{ output: tf.Tensor }>;
}

/** @returns null where nothing can be recorded */
export const createRecorder = (): Recorder | null => (ownShaders() ? recorderOnDevice() : null);

function recorderOnDevice(): Recorder {
  const recordings = new Map<object, Map<string, Recording>>();

  const record = (network: Network, shape: readonly number[], features: number): Recording => {
    const size = shape.reduce((product, n) => product * n, 1);
    const scaleAt = aligned(size);
    const rowAt = scaleAt + aligned(1);
    const buffer = createBuffer(rowAt + aligned(features));
    const x = viewOf(buffer, 0, shape);
    const scale = viewOf(buffer, scaleAt, []);
    const temb = viewOf(buffer, rowAt, [1, features]);
    const evaluation = repeated(() => ({ output: network(tf.mul(x, scale), temb) }));
    return { buffer, views: [x, scale, temb], evaluation };
  };

  return {
    run(network, key, x, scale, row) {
      let ofKey = recordings.get(key);
      if (!ofKey) recordings.set(key, (ofKey = new Map()));
      const shape = x.shape.join();
      let recording = ofKey.get(shape);
      if (!recording) ofKey.set(shape, (recording = record(network, x.shape, row.length)));
      const { buffer, evaluation } = recording;
      const backend = openBackend();
      // A write overtakes what is recorded but not sent: that may still read the time before.
      if (backend.commandEncoder) flush(backend);
      const scaleAt = aligned(x.size);
      backend.queue.writeBuffer(buffer, 4 * scaleAt, Float32Array.of(scale));
      backend.queue.writeBuffer(buffer, 4 * (scaleAt + aligned(1)), row as Float32Array<ArrayBuffer>);
      const from = placeOf(x);
      copyNumbers({ buffer: from.buffer, at: from.offset / 4 }, { buffer, at: 0 }, x.size);
      return evaluation.run().output;
    },
    dispose() {
      for (const { buffer, views, evaluation } of [...recordings.values()].flatMap((r) => [...r.values()])) {
        evaluation.dispose();
        tf.dispose([...views]);
        destroyBuffer(buffer);
      }
      recordings.clear();
    },
  };
}
