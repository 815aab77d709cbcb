/**
 * Copies of a run that trains, in the page's memory: after 1 and 2 seconds of training, then so often that the newest is at most 5 seconds
 * old, whenever the run pauses or is done, when another one takes its place or it is removed, and when the page is left. A run goes on from
 * its copy where the GPU, the worker or the tab is lost; its first step from there is copied at once, so that faults in a row never cost
 * the same steps twice.
 */
import { effect, type ReadonlySignal } from '@preact/signals';
import type { TrainerApi } from '../../../workers/protocol';
import type { Checkpoint } from '../../storage/schema';
import { endedRun, isReadyToDraw, type RunState } from '../run/run';
import { copyOf, lossesArrive, type RunCopy } from './runCopy';

/** Milliseconds: the most that the newest copy of a run that trains is behind it, where a copy takes at most half as long. */
const MOST_AGE = 5000;
/** Milliseconds between two copies, however long one takes. */
const LEAST_INTERVAL = 2500;
/** Milliseconds of training before the first copies: a visit of two seconds is not lost. */
const FIRST = [1000, 2000];

export interface Copies {
  /** The newest copy of a run of this slot; while the run trains it is at most 5 seconds old. Null where there is none. */
  latest(runId: number): Checkpoint | null;
  /** Takes a copy now, and saves it, where the run has steps that are not saved; waits for the last one of the run before it, too. */
  takeNow(): Promise<void>;
  stop(): void;
}

interface Parts {
  readonly run: ReadonlySignal<RunState | null>;
  readonly trainer: Pick<TrainerApi, 'state'>;
  /** Saves a copy; only one save is under way at a time, and of the copies of a run taken meanwhile the newest is next. */
  readonly save: (copy: Checkpoint, run: RunState) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly later?: (call: () => void, milliseconds: number) => void;
}

const defer = (call: () => void, milliseconds: number): void => void setTimeout(call, milliseconds);

/** True where the trainer holds weights of a run that are not those it began with. */
const hasSteps = (state: RunState): boolean =>
  state.step > 0 && (state.phase === 'training' || isReadyToDraw(state));

export function startCopies({ run, trainer, save, now = Date.now, later = defer }: Parts): Copies {
  let latest: RunCopy | null = null;
  let trains = false;
  let wasPaused = false;
  /** A run that trains already when its copies begin has unsaved steps. */
  let isFirst = true;
  /** When the next copies are due. */
  let due: number[] = [];
  let taking: Promise<void> | null = null;
  /** Milliseconds that the last copy took: until the next one is here, the one before it ages. */
  let took = 0;
  let isStopped = false;
  /** By run: the last copy of one that was replaced is not to give way to the first of the next. */
  const waiting = new Map<number, { readonly copy: Checkpoint; readonly of: RunState }>();
  let saving: Promise<void> | null = null;
  let present: RunState | null = null;
  /** The last copy of the run that was replaced. */
  let ending: Promise<void> | null = null;

  async function saveAll(): Promise<void> {
    for (const [runId, { copy, of }] of waiting) {
      waiting.delete(runId);
      await save(copy, of);
    }
    saving = null;
  }

  function saveNext(copy: Checkpoint, of: RunState): void {
    waiting.set(of.runId, { copy, of });
    saving ??= saveAll();
  }

  /** The copy of these weights with the losses that are here; null where the run was replaced. */
  function copyNow(runId: number, state: Checkpoint['state']): RunCopy | null {
    const present = run.peek();
    return present?.runId === runId ? copyOf(present, state, now()) : null;
  }

  async function take({ runId }: RunState): Promise<void> {
    const began = now();
    try {
      const state = await trainer.state(runId);
      took = now() - began;
      const first = copyNow(runId, state);
      latest = first ?? latest;
      if (first?.isComplete === false) await lossesArrive(run, first, later);
      latest = copyNow(runId, state) ?? latest;
      const present = run.peek();
      if (!latest || present?.runId !== runId) return;
      saveNext(latest.copy, present);
    } catch {
      // the run was replaced meanwhile, or its worker is lost: the copy before stays
    } finally {
      taking = null;
    }
  }

  /** Copies the last steps of a run that was replaced or removed: its trainer has them until it carries out what comes next. */
  async function takeLast(ended: RunState): Promise<void> {
    const { runId } = ended;
    const state = await trainer.state(runId).catch(() => null);
    const copy = state ? copyOf(ended, state, now()) : latest; // its worker is lost: the copy before may wait for its losses
    if (copy?.runId === runId) saveNext(copy.copy, ended);
  }

  /** A step may take longer than a copy may age, so that no event comes when one is due. */
  const lookAt = (times: readonly number[]) => {
    for (const at of times) later(() => isStopped || takeIfDue(run.peek()), at - now());
  };

  function takeOnce(state: RunState): Promise<void> {
    const time = now();
    due = due.filter((at) => at > time);
    if (due.length === 0) {
      due = [time + Math.max(MOST_AGE - 2 * took, LEAST_INTERVAL)]; // the next one may take twice as long
      lookAt(due);
    }
    taking ??= take(state);
    return taking;
  }

  const isCopied = ({ runId, step }: RunState): boolean =>
    latest?.runId === runId && latest.copy.state.step === step && latest.isComplete;

  function takeIfDue(state: RunState | null): void {
    if (!state || taking || state.step === 0 || isCopied(state)) return;
    if (isReadyToDraw(state) || (trains && now() >= due[0])) void takeOnce(state);
  }

  const stopFollowing = effect(() => {
    const state = run.value;
    const before = present;
    present = state;
    const isOver = before?.recordId !== state?.recordId || state?.phase === 'stopped';
    if (before && isOver && hasSteps(before) && !isCopied(before))
      ending = takeLast(endedRun(before, performance.now()));
    const trained = trains;
    trains = state?.phase === 'training';
    if (trains && !trained) {
      const goesOnElsewhere = latest?.runId === state?.runId && !wasPaused;
      due = (isFirst || goesOnElsewhere ? [0, ...FIRST] : FIRST).map((milliseconds) => now() + milliseconds);
      lookAt(due);
    }
    wasPaused = state?.phase === 'paused';
    isFirst = false;
    takeIfDue(state);
  });

  return {
    latest(runId) {
      if (latest?.runId === runId) return latest.copy;
      const present = run.peek(); // a run that has just been continued has none yet: that of its predecessor serves
      const continues = present?.runId === runId && latest?.copy.recordId === present.recordId;
      return continues ? latest!.copy : null;
    },
    async takeNow() {
      const state = run.peek();
      if (state && hasSteps(state)) {
        await taking;
        if (!isCopied(state)) await takeOnce(state);
      }
      await ending;
      await saving;
    },
    stop() {
      isStopped = true;
      stopFollowing();
    },
  };
}
