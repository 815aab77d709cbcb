/**
 * The store holds the runs that the page shows, one signal a slot: Train's, Compare's A and B. Events find their run by its id;
 * what comes from a run that no slot holds any more is dropped here.
 */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { TrainerEvent } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { beginRun, isLive, type RunBeginning, type RunState, reduce } from './run';

export const SLOTS = ['train', 'a', 'b'] as const;
export type Slot = (typeof SLOTS)[number];

export interface RunStore {
  run(slot: Slot): ReadonlySignal<RunState | null>;
  /** Puts new runs into their slots; live runs elsewhere are stopped with them, since the worker runs one group at a time. */
  begin(runs: Partial<Record<Slot, Omit<RunBeginning, 'runId'>>>): Record<string, RunState>;
  receive(event: TrainerEvent): void;
  /** Notes how a run samples from now on: the one part of its configuration that may change. */
  resample(slot: Slot, sampling: Partial<RunConfig>): void;
  /** Empties a slot: late events of its run are dropped. */
  clear(slot: Slot): void;
}

export function createRunStore(now: () => number = () => performance.now()): RunStore {
  const slots = Object.fromEntries(SLOTS.map((slot) => [slot, signal<RunState | null>(null)])) as Record<
    Slot,
    Signal<RunState | null>
  >;
  let lastRunId = 0;
  return {
    run: (slot) => slots[slot],
    begin(runs) {
      const begun: Record<string, RunState> = {};
      for (const slot of SLOTS) {
        const beginning = runs[slot];
        const state = slots[slot].value;
        if (beginning) {
          begun[slot] = beginRun({ ...beginning, runId: ++lastRunId });
          slots[slot].value = begun[slot];
        } else if (state && isLive(state)) {
          slots[slot].value = { ...state, phase: 'stopped', trainingSince: null };
        }
      }
      return begun;
    },
    receive(event) {
      for (const slot of SLOTS) {
        const state = slots[slot].value;
        if (state && state.runId === event.runId && state.phase !== 'stopped')
          slots[slot].value = reduce(state, event, now());
      }
    },
    resample(slot, sampling) {
      const state = slots[slot].value;
      if (state) slots[slot].value = { ...state, config: { ...state.config, ...sampling } };
    },
    clear(slot) {
      slots[slot].value = null;
    },
  };
}
