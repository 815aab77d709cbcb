/**
 * A recorded network is a trained network that a sampler evaluates many times: on WebGPU and WASM its evaluation is recorded once for each shape
 * and guidance, and replayed from then on. The weights must not change meanwhile.
 */

import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../lib/shape';
import {
  aligned,
  copyNumbers,
  createBuffer,
  type DeviceBuffer,
  destroyBuffer,
  placeOf,
  recordsSteps,
  viewOf,
  writeNumbers,
} from '../recorded/buffers';
import { type Replayable, replayable } from '../recorded/replay';

/** @param x scaled samples @param temb [1, size] row of the time embedding @returns [n, ...outputs] */
export type Network = (x: tf.Tensor, temb: tf.Tensor) => tf.Tensor;

export interface Recorder {
  /**
   * @param key   identifies everything but x and time: calls with the same object share a recording
   * @param scale factor of x
   * @param row   of the time embedding
   * @returns the network's output, valid until the next call and not the caller's
   */
  run(network: Network, key: object, x: tf.Tensor, scale: number, row: Float32Array): tf.Tensor;
  dispose(): void;
}

interface Recording {
  /** Samples, then the scale, then the row, each aligned. */
  readonly buffer: DeviceBuffer;
  readonly views: readonly tf.Tensor[];
  readonly evaluation: Replayable<{ output: tf.Tensor }>;
}

/** @returns null where the backend records nothing */
export const createRecorder = (): Recorder | null => (recordsSteps() ? recorderOnDevice() : null);

function recorderOnDevice(): Recorder {
  const recordings = new Map<object, Map<string, Recording>>();

  const record = (network: Network, shape: readonly number[], features: number): Recording => {
    const size = sizeOf(shape);
    const scaleAt = aligned(size);
    const rowAt = scaleAt + aligned(1);
    const buffer = createBuffer(rowAt + aligned(features));
    const x = viewOf(buffer, 0, shape);
    const scale = viewOf(buffer, scaleAt, []);
    const temb = viewOf(buffer, rowAt, [1, features]);
    const evaluation = replayable(() => ({ output: network(tf.mul(x, scale), temb) }));
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
      const scaleAt = aligned(x.size);
      writeNumbers(buffer, scaleAt, Float32Array.of(scale));
      writeNumbers(buffer, scaleAt + aligned(1), row);
      copyNumbers(placeOf(x), { buffer, at: 0 }, x.size);
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
