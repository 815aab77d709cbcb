/** The two runs that a measurement of a comparison is of: its result is dropped when the weights or the sampler of either change. */
import { effect } from '@preact/signals';
import { isReadyToDraw, type RunState } from '../run/run';
import { SIDES, type Side } from './comparison';
import type { Pair } from './pair';

export interface PairSubject {
  /** Both runs; null where a side trains or has no weights. */
  readonly ready: Pair<RunState> | null;
  dispose(): void;
}

/** True while the weights and the sampler are those of `before`. */
const isSame = (before: RunState | null, run: RunState | null): boolean =>
  before?.runId === run?.runId && before?.step === run?.step && before?.config === run?.config;

/** @param run reads signals @param onChange called where either is not the run that it was, also before the first measurement */
export function followPair(run: (slot: Side) => RunState | null, onChange: () => void): PairSubject {
  let subject: Pair<RunState | null> = { a: null, b: null };
  const dispose = effect(() => {
    const present = { a: run('a'), b: run('b') };
    if (SIDES.some((slot) => !isSame(subject[slot], present[slot]))) onChange();
    subject = present;
  });
  return {
    get ready() {
      const { a, b } = subject;
      return a && b && [a, b].every(isReadyToDraw) ? { a, b } : null;
    },
    dispose,
  };
}
