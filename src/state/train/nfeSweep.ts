/**
 * The sweep over network evaluations (NFE) draws from both models of a comparison with few and with many steps, and measures the
 * samples. It runs on demand; its result is dropped when a run is replaced.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { TrainerApi } from '../../../workers/protocol';
import { messageOf } from '../../lib/diagnostic';
import type { Score } from '../../types/score';
import { type MeasureSamples, sampleFamilyOf } from '../families';
import type { RunState } from '../run/run';
import type { Slot } from '../run/store';
import { createSweep, drawSamples, type Progress, sweptSteps } from '../sweep';

/** The slots of the two runs; which of them is called A does not matter here. */
const SLOTS = ['a', 'b'] as const satisfies readonly Slot[];
type PairSlot = (typeof SLOTS)[number];
type Pair<T> = Readonly<Record<PairSlot, T>>;

export interface NfePoint {
  readonly nfe: number;
  readonly score: Score;
}

interface NfeResult {
  /** Training steps of the models when the sweep began. */
  readonly steps: Pair<number>;
  /** By rising number of evaluations. */
  readonly points: Pair<readonly NfePoint[]>;
  /** The cells without samples or figures, and why. */
  readonly refusals: Pair<readonly string[]>;
}

export interface NfeSweep {
  readonly result: ReadonlySignal<NfeResult | null>;
  /** Measurements made and in all; null while no sweep runs. */
  readonly progress: ReadonlySignal<Progress | null>;
  measure(): Promise<void>;
  /** Ends the sweep; its measurements so far stay. */
  cancel(): void;
  dispose(): void;
}

interface Parts {
  /** Reads signals. */
  readonly run: (slot: PairSlot) => RunState | null;
  readonly trainer: Pick<TrainerApi, 'draw' | 'cancelDraw'>;
  readonly measure: MeasureSamples;
  readonly onProblem: (message: string) => void;
}

interface Cell {
  readonly slot: PairSlot;
  readonly steps: number;
}

/** The cells of both runs in turn, by rising number of steps. */
function cellsOf(runs: Pair<RunState>): Cell[] {
  const steps = { a: sweptSteps(runs.a.config), b: sweptSteps(runs.b.config) };
  return Array.from({ length: Math.max(steps.a.length, steps.b.length) }).flatMap((_, k) =>
    SLOTS.filter((slot) => k < steps[slot].length).map((slot) => ({ slot, steps: steps[slot][k] })),
  );
}

export function createNfeSweep({ run, trainer, measure, onProblem }: Parts): NfeSweep {
  const result = signal<NfeResult | null>(null);
  const sweep = createSweep();
  let ids = '';
  const stop = effect(() => {
    const present = SLOTS.map((slot) => run(slot)?.runId ?? 0).join();
    if (present !== ids) {
      result.value = null;
      sweep.cancel(); // its models are gone
    }
    ids = present;
  });

  async function measureBoth(runs: Pair<RunState>) {
    const points: Record<PairSlot, NfePoint[]> = { a: [], b: [] };
    const refusals: Record<PairSlot, string[]> = { a: [], b: [] };
    await sweep.run<Cell>({
      cells: cellsOf(runs),
      configOf: ({ slot, steps }) => ({ ...runs[slot].config, samplingSteps: steps }),
      draw({ slot, steps }, signal) {
        const { runId, config } = runs[slot];
        const request = {
          runId,
          count: sampleFamilyOf(config).counts.measured,
          seed: config.seed,
          weights: 'ema',
        } as const;
        return drawSamples(trainer, { ...request, overrides: { samplingSteps: steps } }, signal);
      },
      measure: ({ slot }, samples) => measure(runs[slot], samples),
      place({ slot, steps }, cell) {
        if (cell.kind === 'refused') refusals[slot].push(`${steps} steps: ${cell.why}`);
        else if (cell.measurement) points[slot].push({ nfe: cell.nfe, score: cell.measurement.score });
        result.value = {
          steps: { a: runs.a.step, b: runs.b.step },
          points: { a: [...points.a], b: [...points.b] },
          refusals: { a: [...refusals.a], b: [...refusals.b] },
        };
      },
    });
  }

  return {
    result,
    progress: sweep.progress,
    async measure() {
      const [a, b] = [run('a'), run('b')];
      if (!a || !b || sweep.progress.peek()) return;
      try {
        await measureBoth({ a, b });
      } catch (error) {
        onProblem(messageOf(error));
      }
    },
    cancel: sweep.cancel,
    dispose() {
      sweep.cancel();
      stop();
    },
  };
}
