/** Functions of several models that run at the same time, each on a thread of its own: on WASM, once they are recorded and threads are ready. */
import { createBesideReplay } from '../wasm/beside';
import { canRunBeside, threadsAllowed } from '../wasm/engine';
import type { Replayable } from './replay';

export interface BesideRuns {
  /** Whether these can run at the same time now. */
  arePossible(works: readonly (Replayable<unknown> | null)[]): boolean;
  /**
   * One run of each, where that is possible.
   * @param submissions parts in which they run
   * @returns the tensors of each, valid until its next run; they do not belong to the caller
   * @throws Error where a thread fails
   */
  run<T>(works: readonly Replayable<T>[], submissions?: number): readonly T[];
}

/** Whether the backend in use may have threads for it. */
export const runsBeside = (): boolean => threadsAllowed() > 1;

export function createBesideRuns(): BesideRuns {
  const replay = createBesideReplay();
  return {
    arePossible: (works) => works.every((work) => work?.recording) && canRunBeside(),
    run(works, submissions) {
      const recordings = works.map(({ recording }) => recording!);
      replay(recordings, submissions);
      return recordings.map(({ results }) => results);
    },
  };
}
