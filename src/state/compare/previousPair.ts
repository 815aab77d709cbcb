/** The pair of runs that another one replaced, or that Reset removed: their weights and the form that they were started with. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { endedRun } from '../run/run';
import { type Comparison, type ComparisonForm, SIDES, type Side } from './comparison';
import type { Pair } from './pair';
import type { PairRuns, RunSetup } from './pairRuns';

interface PreviousRuns {
  /** By the slots of the store: sides may be swapped meanwhile. */
  readonly setups: Partial<Pair<RunSetup>>;
  readonly form: ComparisonForm;
  /** The most steps that a run of it has done. */
  readonly step: number;
}

export interface PreviousPair {
  readonly value: ReadonlySignal<PreviousRuns | null>;
  /** Notes the form that the runs are started with. */
  started(): void;
  /** Fetches the weights of the present runs, before others take their place. Runs without a step leave nothing to restore. */
  keep(): Promise<void>;
  /** Sets the form as it was. @returns the setups of the runs, paused; null where there are none */
  take(): Partial<Pair<RunSetup>> | null;
}

export function createPreviousPair(
  pair: PairRuns,
  comparison: Comparison,
  now: () => number = () => performance.now(),
): PreviousPair {
  const value = signal<PreviousRuns | null>(null);
  let form = comparison.form();

  async function setupsOfNow(): Promise<Partial<Pair<RunSetup>>> {
    const setups: Partial<Record<Side, RunSetup>> = {};
    for (const side of SIDES) {
      const run = pair.of(side);
      if (!run || run.phase === 'stopped') continue;
      const present = { ...pair.present(run), paused: true };
      setups[comparison.slot(side)] = await pair.continued(endedRun(run, now()), present);
    }
    return setups;
  }

  return {
    value,
    started() {
      form = comparison.form();
    },
    async keep() {
      const step = Math.max(...SIDES.map((side) => pair.of(side)?.step ?? 0));
      if (step === 0) return;
      const startedWith = form;
      try {
        value.value = { setups: await setupsOfNow(), form: startedWith, step };
      } catch {
        // their worker or GPU is lost: the pair before stays
      }
    },
    take() {
      const previous = value.peek();
      if (!previous) return null;
      value.value = null;
      comparison.restoreForm(previous.form);
      return Object.fromEntries(
        SIDES.flatMap((side) => {
          const setup = previous.setups[comparison.slot(side)];
          return setup ? [[side, setup]] : [];
        }),
      );
    },
  };
}
