/** Saves the runs of all slots in the library while they train, so that a closed tab or a crashed browser costs seconds of training. */
import { effect, type ReadonlySignal, untracked } from '@preact/signals';
import type { TrainerApi } from '../../../workers/protocol';
import type { RunConfig } from '../../config/fields';
import type { RunFacts, RunStorage } from '../../storage/runs';
import type { Checkpoint, RunQuality, RunRecord } from '../../storage/schema';
import type { StepMeasurement } from '../../types/score';
import * as words from '../../words/state/library';
import type { RunState } from '../run/run';
import { trainingTime } from '../run/run';
import type { Slot } from '../run/store';
import { type Copies, startCopies } from './copies';
import { curveOf } from './curve';
import type { Ownership } from './ownership';

/** The parts of a slot's run that are saved. */
export interface SavedSlot {
  readonly slot: Slot;
  /** The view and the side that show it. */
  readonly origin: ReadonlySignal<RunRecord['origin']>;
  readonly run: ReadonlySignal<RunState | null>;
  readonly trainer: Pick<TrainerApi, 'state'>;
  /** The newest measurement of its samples. */
  readonly quality: ReadonlySignal<StepMeasurement | null>;
}

export interface Saving {
  /** The newest copy of a run of this page, in memory; null where there is none. */
  latest(runId: number): Checkpoint | null;
  /** Saves every run that has unsaved steps: the page is about to be hidden or left. */
  saveNow(): Promise<void>;
  stop(): void;
}

interface Parts {
  readonly slots: readonly SavedSlot[];
  readonly storage: Pick<RunStorage, 'save' | 'change' | 'measured'>;
  readonly ownership: Ownership;
  /** The name of a new run. */
  readonly nameOf: (config: RunConfig) => string;
  /** A small PNG of the run's samples. */
  readonly thumbnail: (run: RunState) => Promise<Uint8Array | null>;
  /** Called after each save. @param madeRoom how many older checkpoints went for it */
  readonly onSaved: (madeRoom: number) => void;
  /** Called when a run could not be saved; training goes on, and the next copy is tried again. */
  readonly onProblem: (error: unknown) => void;
}

const qualityOf = (measurement: StepMeasurement | null): RunQuality | null =>
  measurement && { step: measurement.step, score: measurement.score, second: measurement.second };

function startSlot({ origin, run, trainer, quality }: SavedSlot, parts: Parts) {
  const { storage, ownership, nameOf, thumbnail, onSaved, onProblem } = parts;
  /** The last checkpoint that was saved here. */
  let saved: { readonly id: string; readonly recordId: string; readonly step: number } | null = null;
  let pictured: { readonly samples: RunState['samples']; readonly png: Uint8Array | null } | null = null;

  async function pictureOf(state: RunState): Promise<Uint8Array | null> {
    if (!state.samples) return null;
    if (pictured?.samples !== state.samples)
      pictured = { samples: state.samples, png: await thumbnail(state).catch(() => null) };
    return pictured.png;
  }

  const factsOf = async (state: RunState, name: string): Promise<RunFacts> => ({
    name,
    get origin() {
      return origin.peek(); // as it is when the record is written: sides may be swapped while a checkpoint is prepared
    },
    base: state.base,
    trainedFor: trainingTime(state),
    backend: state.backend?.backend ?? null,
    curve: curveOf(state),
    thumbnail: await pictureOf(state),
    // another run's, where one has taken its place
    quality: run.peek()?.recordId === state.recordId ? qualityOf(quality.peek()) : null,
    current: run.peek()?.recordId === state.recordId,
  });

  async function save(copy: Checkpoint, state: RunState): Promise<void> {
    const { recordId } = copy;
    const { step } = copy.state;
    try {
      const id = await ownership.savedAs(recordId, step);
      if (id === null) return;
      const usual = nameOf(state.config);
      const name = id === recordId ? usual : words.copyOf(usual); // the run that it continues has the usual one
      const { madeRoom } = await storage.save({ ...copy, recordId: id }, await factsOf(state, name));
      saved = { id, recordId, step };
      onSaved(madeRoom);
      if (run.peek()?.recordId !== recordId) await storage.change(id, { current: false });
    } catch (error) {
      if ((error as { code?: string }).code === 'taken-over') ownership.lost(recordId);
      else onProblem(error);
    }
  }

  const copies = startCopies({ run, trainer, save });

  let training: string | null = null;
  let present: string | null = null;
  const stopFollowing = effect(() => {
    const state = run.value;
    const before = present;
    present = state?.recordId ?? null;
    if (before !== null && before !== present && saved?.recordId === before)
      void storage.change(saved.id, { current: false }).catch(() => {}); // it would be offered again: no more
    const ended = training;
    training = state?.phase === 'training' ? state.recordId : null;
    if (training !== null && training !== ended) ownership.trains(training);
    if (ended !== null && training !== ended)
      void copies.takeNow().finally(() => {
        if (training !== ended) ownership.pauses(ended);
      });
  });

  const stopMeasuring = effect(() => {
    const measurement = quality.value;
    if (!measurement || !saved || measurement.step !== saved.step || present !== saved.recordId) return;
    void storage.measured(saved.id, qualityOf(measurement)!).catch(() => {}); // the next save has it
  });

  let placed = origin.peek();
  const stopPlacing = effect(() => {
    if (origin.value === placed) return;
    placed = origin.value;
    untracked(() => {
      const id = run.value && ownership.shownAs(run.value.recordId);
      if (id) void storage.change(id, { origin: placed }).catch(() => {}); // the next save has it
    });
  });

  return {
    copies,
    stop() {
      copies.stop();
      stopFollowing();
      stopPlacing();
      stopMeasuring();
    },
  };
}

export function startSaving(parts: Parts): Saving {
  const slots = parts.slots.map((slot) => startSlot(slot, parts));
  const all: readonly Copies[] = slots.map(({ copies }) => copies);
  return {
    latest(runId) {
      for (const copies of all) {
        const copy = copies.latest(runId);
        if (copy) return copy;
      }
      return null;
    },
    async saveNow() {
      await Promise.all(all.map((copies) => copies.takeNow()));
    },
    stop() {
      for (const { stop } of slots) stop();
    },
  };
}
