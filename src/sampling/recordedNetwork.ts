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
  createStepBuffer,
  type DeviceBuffer,
  destroyBuffer,
  placeOf,
  recordsSteps,
  type StepBuffer,
  viewOf,
} from '../recorded/buffers';
import { type Replayable, replayable } from '../recorded/replay';

/** @param x scaled samples @param temb [1 or more, size] rows of the time embedding @returns [n, ...outputs] */
export type Network = (x: tf.Tensor, temb: tf.Tensor) => tf.Tensor;

/** Numbers in rows of one length. */
export interface Rows {
  readonly values: Float32Array;
  readonly shape: [rows: number, size: number];
}

export interface Recorder {
  /**
   * @param key   identifies everything but x and time: calls with the same object share a recording
   * @param scale factor of x
   * @param temb  rows of the time embedding, and of the class where the network sees it there
   * @returns the network's output, valid until the next call and not the caller's
   */
  run(network: Network, key: object, x: tf.Tensor, scale: number, temb: Rows): tf.Tensor;
  /** What `make` records for a key under a name, once. */
  recorded<R extends Disposable>(key: object, name: string, make: () => R): R;
  /** Disposes of what was recorded for a key. */
  forget(key: object): void;
  dispose(): void;
}

interface Disposable {
  dispose(): void;
}

interface Recording extends Disposable {
  readonly samples: DeviceBuffer;
  /** The scale, then the rows, each aligned: written without waiting for the evaluations before. */
  readonly numbers: StepBuffer;
  readonly evaluation: Replayable<{ output: tf.Tensor }>;
}

/** Where the row begins behind the scale. */
const ROW_AT = aligned(1);

/** @returns null where the backend records nothing */
export const createRecorder = (): Recorder | null => (recordsSteps() ? recorderOnDevice() : null);

function recordNetwork(network: Network, shape: readonly number[], rows: Rows['shape']): Recording {
  const samples = createBuffer(sizeOf(shape));
  const numbers = createStepBuffer(ROW_AT + aligned(sizeOf(rows)));
  const x = viewOf(samples, 0, shape);
  const scale = viewOf(numbers.buffer, 0, []);
  const temb = viewOf(numbers.buffer, ROW_AT, rows);
  const evaluation = replayable(() => ({ output: network(tf.mul(x, scale), temb) }));
  return {
    samples,
    numbers,
    evaluation,
    dispose() {
      evaluation.dispose();
      tf.dispose([x, scale, temb]);
      destroyBuffer(samples);
      numbers.dispose();
    },
  };
}

function recorderOnDevice(): Recorder {
  const recordings = new Map<object, Map<string, Disposable>>();

  function recorded<R extends Disposable>(key: object, name: string, make: () => R): R {
    let ofKey = recordings.get(key);
    if (!ofKey) recordings.set(key, (ofKey = new Map()));
    const found = ofKey.get(name) as R | undefined;
    if (found) return found;
    const recording = make();
    ofKey.set(name, recording);
    return recording;
  }

  function forget(key: object): void {
    for (const recording of recordings.get(key)?.values() ?? []) recording.dispose();
    recordings.delete(key);
  }

  return {
    recorded,
    forget,
    run(network, key, x, scale, temb) {
      const record = () => recordNetwork(network, x.shape, temb.shape);
      const { samples, numbers, evaluation } = recorded(key, `network ${x.shape.join()}`, record);
      const values = new Float32Array(ROW_AT + aligned(temb.values.length));
      values[0] = scale;
      values.set(temb.values, ROW_AT);
      numbers.write(values.buffer);
      copyNumbers(placeOf(x), { buffer: samples, at: 0 }, x.size);
      return evaluation.run().output;
    },
    dispose() {
      for (const key of [...recordings.keys()]) forget(key);
    },
  };
}
