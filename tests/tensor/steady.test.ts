/** A long run is flat: what it has at a fifth of its steps, it has at their end. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createTrainerHost } from '../../src/training/host';
import { recordFigures } from '../figures';
import { TINY } from './runs';

/** `FAULTS=full` sets the larger number. */
const STEPS = process.env.FAULTS === 'full' ? 20_000 : 2000;
/** Milliseconds for so many, on a machine that is busy with other things. */
const LIMIT = 300_000 + 100 * STEPS;

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

test(
  `${STEPS} steps leave tensors, their bytes and the heap as they are at a fifth of them`,
  async () => {
    const host = createTrainerHost();
    let arrived = (_: unknown) => {};
    await host.connect((event) => {
      if (event.type === 'phase' && (event.phase === 'done' || event.phase === 'failed'))
        arrived(event.phase);
    });
    /** Trains up to a step, draws the preview of it, and counts. */
    const countAt = async (trainingSteps: number, resume?: Awaited<ReturnType<typeof host.state>>) => {
      const ended = new Promise((resolve) => {
        arrived = resolve;
      });
      const config = { ...TINY, backend: 'wasm', width: 4, depth: 1, batchSize: 8, trainingSteps } as const;
      await host.start([{ runId: 1, config, resume }]);
      expect(await ended).toBe('done');
      const state = await host.state(1);
      expect(state.step).toBe(trainingSteps);
      await host.stop();
      await new Promise((resolve) => setTimeout(resolve, 500)); // the last preview ends
      collectGarbage();
      const { numTensors, numBytes } = tf.memory();
      const heap = (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.byteLength;
      return {
        state,
        tensors: numTensors,
        bytes: numBytes,
        heap,
        javascript: process.memoryUsage().heapUsed,
      };
    };
    const first = await countAt(STEPS / 5);
    const last = await countAt(STEPS, first.state);
    recordFigures('long run', STEPS > 2000, {
      steps: STEPS,
      'tensors before': first.tensors,
      'tensors after': last.tensors,
      'bytes of tensors before': first.bytes,
      'bytes of tensors after': last.bytes,
      'MiB of the WASM heap before': first.heap / 2 ** 20,
      'MiB of the WASM heap after': last.heap / 2 ** 20,
      'MB of the JavaScript heap before': Number((first.javascript / 1e6).toFixed(1)),
      'MB of the JavaScript heap after': Number((last.javascript / 1e6).toFixed(1)),
    });
    expect([last.tensors, last.bytes, last.heap]).toEqual([first.tensors, first.bytes, first.heap]);
    expect(last.javascript - first.javascript).toBeLessThan(2e6);
  },
  LIMIT,
);
