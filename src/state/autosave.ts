/**
 * Autosave keeps a copy of a run that outlives the GPU and the tab: every few seconds while it trains, and whenever it rests. The
 * latest copy also stays in memory, for a GPU that is lost while the browser has no room to store anything.
 */
import { effect, type ReadonlySignal } from '@preact/signals';
import type { TrainerApi } from '../../workers/protocol';
import type { Checkpoint, CheckpointStore } from '../storage/checkpoints';
import type { RunState } from './run';

/** Milliseconds of training that may be lost. */
const EVERY = 5000;

export interface Autosave {
  /** The latest copy of a run of this page; null where there is none. */
  readonly latest: (runId: number) => Checkpoint | null;
  /** What an earlier visit left, if it is still worth going on with. */
  readonly left: () => Promise<Checkpoint | null>;
  /** Removes what is kept. */
  forget(): Promise<void>;
  stop(): void;
}

interface Parts {
  readonly name: string;
  readonly run: ReadonlySignal<RunState | null>;
  readonly trainer: Pick<TrainerApi, 'state'>;
  readonly checkpoints: CheckpointStore;
  /** Told once, when the browser keeps nothing; training goes on. */
  readonly onProblem: (message: string) => void;
  readonly now?: () => number;
}

const RESTS: ReadonlySet<RunState['phase']> = new Set(['paused', 'done']);

export function startAutosave({
  name,
  run,
  trainer,
  checkpoints,
  onProblem,
  now = Date.now,
}: Parts): Autosave {
  let latest: Checkpoint | null = null;
  let savedStep = -1;
  let savedRun = -1;
  let nextAt = now() + EVERY;
  let saving = false;
  let told = false;

  async function save(state: RunState): Promise<void> {
    saving = true;
    try {
      const trained = await trainer.state(state.runId);
      if (run.value?.runId !== state.runId) return;
      const { losses } = state;
      latest = {
        name,
        config: state.config,
        source: state.source,
        state: trained,
        losses: Float32Array.from({ length: Math.max(0, trained.step - losses.first + 1) }, (_, i) =>
          losses.at(losses.first + i),
        ),
        savedAt: now(),
      };
      savedStep = trained.step;
      savedRun = state.runId;
      await checkpoints.save(latest);
    } catch (error) {
      // a run that was replaced meanwhile has no state to give; only a refusing storage is worth a word
      if (!told && (error as { code?: string }).code === 'quota') {
        told = true;
        onProblem((error as Error).message);
      }
    } finally {
      saving = false;
      nextAt = now() + EVERY;
    }
  }

  const stop = effect(() => {
    const state = run.value;
    if (!state || saving || state.step === 0) return;
    const unsaved = state.runId !== savedRun || state.step !== savedStep;
    const rests = RESTS.has(state.phase);
    if (unsaved && (rests || (state.phase === 'training' && now() >= nextAt))) void save(state);
  });

  return {
    latest: (runId) => (runId === savedRun ? latest : null),
    left: () => checkpoints.load(name),
    async forget() {
      latest = null;
      await checkpoints.remove(name).catch(() => {}); // what cannot be removed is replaced by the next save
    },
    stop,
  };
}
