/** A slot holds one run at a time and applies events to it. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { beginRun, type RunBeginning, type RunEvent, type RunState, reduce } from './run';

export interface RunSlot {
  readonly run: ReadonlySignal<RunState | null>;
  /** Replaces the run of the slot. */
  begin(beginning: RunBeginning): RunState;
  /** Applies an event; one of another run is dropped. */
  dispatch(event: RunEvent): void;
  /** Empties the slot: late events of its run are dropped. */
  clear(): void;
}

/**
 * @param run  the signal that holds the state; nothing else may write it
 * @param now  milliseconds of any clock that only goes forward
 */
export function createRunSlot(
  run: Signal<RunState | null> = signal(null),
  now: () => number = () => performance.now(),
): RunSlot {
  return {
    run,
    begin(beginning) {
      const state = beginRun(beginning);
      run.value = state;
      return state;
    },
    dispatch(event) {
      const state = run.peek();
      if (state) run.value = reduce(state, event, now());
    },
    clear() {
      run.value = null;
    },
  };
}
