/** What is out of sight does not train: a run that is left rests, and goes on when it is seen again. */
import { effect, type ReadonlySignal } from '@preact/signals';
import type { TrainerApi } from '../../workers/protocol';
import type { RunState } from './run';

interface Parts {
  readonly run: ReadonlySignal<RunState | null>;
  /** Reads signals. */
  readonly seen: () => boolean;
  readonly trainer: Pick<TrainerApi, 'pause' | 'resume'>;
}

/** @returns how to end it */
export function restUnseen({ run, seen, trainer }: Parts): () => void {
  let rested = 0;
  return effect(() => {
    const state = run.value;
    if (!state) return;
    if (!seen() && state.phase === 'training') {
      rested = state.runId;
      trainer.pause().catch(() => {}); // a worker that is gone trains nothing
    } else if (seen() && rested === state.runId) {
      rested = 0;
      // while the rest is still under way too: commands are heard in their order
      if (state.phase === 'training' || state.phase === 'paused') trainer.resume().catch(() => {});
    }
  });
}
