/** Functions of several models that run at the same time, each on a thread of its own: on WASM, once they are recorded and threads are ready. */
import type * as tf from '@tensorflow/tfjs-core';
import { createBesideReplay } from '../wasm/beside';
import { canRunBeside, threadsAllowed } from '../wasm/engine';
import { createSeries, type HeapInput, type Series } from '../wasm/series';
import { type DeviceBuffer, onHeap } from './buffers';
import type { Replayable } from './replay';

/** The numbers that are written anew before each run of a function. */
export interface RunInput {
  readonly buffer: DeviceBuffer;
  /** Its length. */
  readonly numbers: number;
}

export interface BesideRuns<T> {
  /** Whether these can run at the same time now. */
  arePossible(works: readonly (Replayable<unknown> | null)[]): boolean;
  /** How many runs of each can be one after the other without a wait for the others. @param inputs of each; null where it is not known ahead */
  most(works: readonly Replayable<T>[], inputs: readonly (RunInput | null)[]): number;
  /**
   * One run of each, where that is possible.
   * @param submissions parts in which they run
   * @returns the tensors of each, valid until its next run; they do not belong to the caller
   * @throws Error where a thread fails
   */
  run(works: readonly Replayable<T>[], submissions?: number): readonly T[];
  /**
   * Several runs of each.
   * @param runs at most `most`
   * @param send writes the input of a run of a work
   * @returns of each work the tensors after each run; all but `output` are those of its last one
   * @throws Error where a thread fails
   */
  runSeveral(
    works: readonly Replayable<T>[],
    inputs: readonly (RunInput | null)[],
    runs: number,
    send: (work: number, run: number) => void,
  ): readonly (readonly T[])[];
  dispose(): void;
}

/** Whether the backend in use may have threads for it. */
export const runsBeside = (): boolean => threadsAllowed() > 1;

const isOnHeap = (input: RunInput | null): input is HeapInput => input !== null && onHeap(input.buffer);

/** @param output of which each of several runs has a tensor of its own */
export function createBesideRuns<T extends Readonly<Record<string, tf.Tensor>>>(
  output: keyof T & string,
): BesideRuns<T> {
  const beside = createBesideReplay();
  let series: readonly Series[] | null = null;
  const open = (works: readonly Replayable<T>[], inputs: readonly HeapInput[]) =>
    works.map(({ recording }, i) => createSeries(recording!, inputs[i], recording!.results[output]));
  return {
    arePossible: (works) => works.every((work) => work?.recording) && canRunBeside(),
    most(works, inputs) {
      if (beside.most === 1 || !inputs.every(isOnHeap)) return 1;
      series ??= open(works, inputs);
      return Math.min(beside.most, ...series.map(({ rows }) => rows));
    },
    run(works, submissions) {
      const recordings = works.map(({ recording }) => recording!);
      beside.replay(recordings, submissions);
      return recordings.map(({ results }) => results);
    },
    runSeveral(works, inputs, runs, send) {
      series ??= open(works, inputs.filter(isOnHeap));
      for (const [work, each] of series.entries())
        for (let run = 0; run < runs; run++) {
          send(work, run);
          each.takeInput(run);
        }
      beside.replaySeries(series, runs);
      return series.map(({ outputs }, work) =>
        outputs.slice(0, runs).map((tensor) => ({ ...works[work].recording!.results, [output]: tensor })),
      );
    },
    dispose() {
      for (const each of series ?? []) each.dispose();
      series = null;
    },
  };
}
