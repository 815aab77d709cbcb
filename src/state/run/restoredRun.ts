/** A run of the library becomes a run of the page that another one continues. Not needed for the first view. */
import type { Checkpoint } from '../../storage/schema';
import { beginRun, type RunState, reduce } from './run';

/** What the history of a run is made of. */
type Past = Pick<Checkpoint, 'recordId' | 'config' | 'source' | 'losses' | 'before'> & {
  readonly state: Pick<Checkpoint['state'], 'step'>;
};

/** The run of a checkpoint, with the part of its losses that the checkpoint holds, and with its quality where that is of its steps. */
export function restoredRun({ recordId, config, source, state, losses, before }: Past): RunState {
  const runId = 0; // of no run: only its history is read
  const firstStep = state.step - losses.length + 1;
  const initial = beginRun({ runId, recordId, config, source });
  const event = { type: 'losses', runId, firstStep, losses, stepsPerSecond: 0 } as const;
  const { base = initial.base, trainedFor = 0, quality } = before ?? {};
  const savedQuality = quality && quality.step <= state.step ? quality : undefined;
  return {
    ...(losses.length > 0 ? reduce(initial, event, 0) : initial),
    step: state.step,
    base,
    trainedFor,
    savedQuality,
  };
}
