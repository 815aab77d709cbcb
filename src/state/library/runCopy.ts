/** A copy of a run: the weights of its worker, and the losses up to their step, of which the last may arrive after the weights. */
import { effect, type ReadonlySignal } from '@preact/signals';
import type { Checkpoint } from '../../storage/schema';
import type { RunState } from '../run/run';

/** Milliseconds that a copy waits for the losses of its last steps before it is saved without them. */
const LATE_LOSSES = 1000;

export interface RunCopy {
  readonly runId: number;
  readonly copy: Checkpoint;
  /** While a run trains, the losses of its last steps may arrive after its weights: such a copy is not complete. */
  readonly isComplete: boolean;
}

/** The losses up to a step, NaN where they have not arrived; more may have arrived while the weights were fetched. */
export const lossesUpTo = ({ losses }: RunState, step: number): Float32Array =>
  Float32Array.from({ length: Math.max(0, step - losses.first + 1) }, (_, i) => losses.at(losses.first + i));

/** The copy of these weights with the losses that are here. @param savedAt milliseconds since 1970 */
export function copyOf(run: RunState, state: Checkpoint['state'], savedAt: number): RunCopy {
  const { runId, recordId, config, source } = run;
  const copy = { recordId, config, source, state, losses: lossesUpTo(run, state.step), savedAt };
  return { runId, copy, isComplete: run.phase !== 'training' || run.losses.last >= state.step };
}

/** Waits for the losses of an incomplete copy, unless they are late, or the run does not train any more. */
export function lossesArrive(
  run: ReadonlySignal<RunState | null>,
  { runId, copy }: RunCopy,
  later: (call: () => void, milliseconds: number) => void,
): Promise<void> {
  const { step } = copy.state;
  let stop = () => {};
  const arrived = new Promise<void>((resolve) => {
    stop = effect(() => {
      const state = run.value;
      const isAwaited = state?.runId === runId && state.phase === 'training' && state.losses.last < step;
      if (!isAwaited) resolve();
    });
    later(resolve, LATE_LOSSES);
  });
  return arrived.finally(() => stop());
}
