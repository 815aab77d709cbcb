/**
 * The run behind the Sample view: a trainer of its own, which holds one model to draw from. A run in the Train view continues beside it.
 */
import type { Signal } from '@preact/signals';
import type { EventHandler, TrainerApi, TrainerEvent } from '../../../workers/protocol';
import type { RunConfig } from '../../config/fields';
import type { DataSource } from '../../types/dataSource';
import type { FileWeights } from '../../types/weights';
import { sampleFamilyOf } from '../families';
import { firstValue } from '../firstValue';
import { isReadyToDraw, type RunState } from '../run/run';
import { createRunSlot } from '../run/slot';

/** The preview takes few steps, so that samples appear soon. */
const PREVIEW_STEPS = 3;

/** The parts of a model that the worker needs. */
export interface ModelWeights {
  readonly weights: FileWeights;
  readonly source?: DataSource;
}

export interface ModelRun {
  /** Connects at the first use. */
  readonly trainer: TrainerApi;
  /** The run, where samples can be drawn from it at once on this backend; else null. */
  ready(backend: RunConfig['backend']): RunState | null;
  /** Loads a model into the worker and draws a preview. @returns the run once samples can be drawn; null where it fails or is replaced */
  load(model: ModelWeights, config: RunConfig): Promise<RunState | null>;
  /** Drops the guesses of a draw that has ended. */
  endDrawing(): void;
  clear(): void;
}

interface Parts {
  readonly openTrainer: (onEvent: EventHandler) => TrainerApi;
  readonly run: Signal<RunState | null>;
  /** Receives each event of the present run after the run has taken it. */
  readonly onEvent: (event: TrainerEvent, run: RunState) => void;
}

export function createModelRun({ openTrainer, run, onEvent }: Parts): ModelRun {
  const slot = createRunSlot(run);
  let lastRunId = 0;
  let remote: TrainerApi | null = null;

  function receive(event: TrainerEvent): void {
    slot.dispatch(event);
    const state = run.peek();
    if (state?.runId === event.runId) onEvent(event, state);
  }
  const modelRun: ModelRun = {
    get trainer() {
      remote ??= openTrainer(receive);
      return remote;
    },
    ready(backend) {
      const state = run.peek();
      return remote && state && isReadyToDraw(state) && state.config.backend === backend ? state : null;
    },
    async load({ weights, source }, settings) {
      const runId = ++lastRunId;
      const config = { ...settings, samplingSteps: Math.min(PREVIEW_STEPS, settings.samplingSteps) };
      slot.begin({ runId, config, source });
      const previewCount = sampleFamilyOf(config).counts.preview;
      const averages = { ema: weights.ema }; // sampling needs neither raw weights nor moments
      const request = { runId, config, source, paused: true, previewCount, weights: averages };
      await modelRun.trainer.start([request]);
      const isSettled = (state: RunState | null) =>
        state?.runId !== runId ||
        isReadyToDraw(state) ||
        state.phase === 'failed' ||
        state.phase === 'stopped';
      const state = await firstValue(run, isSettled);
      return state?.runId === runId && isReadyToDraw(state) ? state : null;
    },
    endDrawing() {
      const state = run.peek();
      if (state?.drawing) slot.dispatch({ type: 'drawing-ended', runId: state.runId });
    },
    clear: slot.clear,
  };
  return modelRun;
}
