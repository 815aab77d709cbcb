/** The store holds the runs that the page shows, one a slot: Train's, Compare's A and B. Events find their run by its id. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { isLive, type RunBeginning, type RunEvent, type RunState } from './run';
import { createRunSlot, type RunSlot } from './slot';

export const SLOTS = ['train', 'a', 'b'] as const;
export type Slot = (typeof SLOTS)[number];

/** The slots that share a trainer: it holds one group of runs at a time. */
const GROUPS: readonly (readonly Slot[])[] = [['train'], ['a', 'b']];

export interface RunStore {
  run(slot: Slot): ReadonlySignal<RunState | null>;
  /** Starts runs in their slots; live runs of other slots of the same trainer are superseded, since it holds one group at a time. */
  begin(runs: Partial<Record<Slot, Omit<RunBeginning, 'runId'>>>): Record<string, RunState>;
  /** Applies an event; one of a run that no slot holds any more is dropped. */
  receive(event: RunEvent): void;
  /** Empties a slot. */
  clear(slot: Slot): void;
}

export function createRunStore(now: () => number = () => performance.now()): RunStore {
  const slots = Object.fromEntries(
    SLOTS.map((slot) => [slot, createRunSlot(signal<RunState | null>(null), now)]),
  ) as Record<Slot, RunSlot>;
  let lastRunId = 0;
  return {
    run: (slot) => slots[slot].run,
    begin(runs) {
      const states: Record<string, RunState> = {};
      for (const slot of GROUPS.filter((group) => group.some((slot) => runs[slot])).flat()) {
        const beginning = runs[slot];
        const state = slots[slot].run.peek();
        if (beginning) states[slot] = slots[slot].begin({ ...beginning, runId: ++lastRunId });
        else if (state && isLive(state)) slots[slot].dispatch({ type: 'superseded', runId: state.runId });
      }
      return states;
    },
    receive(event) {
      for (const slot of SLOTS) slots[slot].dispatch(event);
    },
    clear(slot) {
      slots[slot].clear();
    },
  };
}
