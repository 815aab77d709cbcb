/**
 * A series is some replays of one capture in one list. What is written anew before each replay lies in a row for each, and so does a result
 * of each: nobody need come between two of them.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { allocateBuffer, copyOnHeap, freeBuffer, type HeapBuffer, viewOnHeap } from './buffers';
import type { WasmCapture } from './capture';
import type { Call } from './engine';
import { addressOf } from './ownData';
import type { ListPart } from './threads';

/** Numbers that are written before a replay. */
export interface HeapInput {
  readonly buffer: HeapBuffer;
  readonly numbers: number;
}

export interface Series {
  /** Most replays. */
  readonly rows: number;
  /** Of each replay the result that was asked for; they belong to the series. */
  readonly outputs: readonly tf.Tensor[];
  /** Takes what is written now as the input of a replay. */
  takeInput(row: number): void;
  /** The first so many replays. */
  part(replays: number): ListPart;
  /** Does a replay by itself. */
  replay(row: number): void;
  /** To be called before the capture is disposed. */
  dispose(): void;
}

const MOST_ROWS = 32;

/** All rows of input together take no more than a megabyte. */
const MOST_NUMBERS = 2 ** 18;

const copy = (from: number, to: number, numbers: number): Call => ({
  operation: 'copy',
  values: [from, to, numbers],
});

/** @param output one of the capture's results */
export function createSeries(
  capture: Pick<WasmCapture<never>, 'calls' | 'replay' | 'unrolled'>,
  input: HeapInput,
  output: tf.Tensor,
): Series {
  const { size } = output;
  const rows = Math.min(Math.max(Math.floor(MOST_NUMBERS / input.numbers), 1), MOST_ROWS);
  const inputs = allocateBuffer(rows * input.numbers);
  const results = allocateBuffer(rows * size);
  const inputOf = (row: number) => ({ buffer: inputs, at: row * input.numbers });
  const present = { buffer: input.buffer, at: 0 };
  const resultOf = (row: number) => results.address + 4 * row * size;
  const list = capture.unrolled(rows, (row) => [
    copy(inputs.address + 4 * inputOf(row).at, input.buffer.address, input.numbers),
    copy(addressOf(output), resultOf(row), size),
  ]);
  const outputs = Array.from({ length: rows }, (_, row) => viewOnHeap(results, row * size, output.shape));
  return {
    rows,
    outputs,
    takeInput: (row) => copyOnHeap(present, inputOf(row), input.numbers),
    part: (replays) => list.part(0, replays * (capture.calls + 2)),
    replay(row) {
      copyOnHeap(inputOf(row), present, input.numbers);
      capture.replay();
      copyOnHeap(
        { buffer: { address: addressOf(output) }, at: 0 },
        { buffer: results, at: row * size },
        size,
      );
    },
    dispose() {
      for (const each of outputs) each.dispose();
      list.dispose();
      freeBuffer(inputs);
      freeBuffer(results);
    },
  };
}
