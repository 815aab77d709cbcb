/**
 * An NFE sweep asks how many network evaluations a sample needs: both trained models draw with few and many steps, and the evaluator
 * measures what comes. It is made on demand, and thrown away when a run is replaced.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { EvaluatorApi } from '../../workers/evaluator';
import type { Quality, TrainerApi } from '../../workers/protocol';
import type { RunConfig } from '../config/fields';
import { openProcess } from '../config/openProcess';
import type { RunState } from './run';
import type { Slot } from './store';

/** The slots of the two runs, whichever of them is called A. */
const LANES = ['a', 'b'] as const satisfies readonly Slot[];
type Lane = (typeof LANES)[number];

export interface NfePoint {
  readonly nfe: number;
  readonly quality: Quality;
}

export interface NfeResult {
  /** Training steps of the models when they were asked. */
  readonly steps: Readonly<Record<Lane, number>>;
  /** By rising number of evaluations. */
  readonly points: Readonly<Record<Lane, readonly NfePoint[]>>;
  /** What could not be drawn, and why. */
  readonly refusals: Readonly<Record<Lane, readonly string[]>>;
}

export interface NfeSweep {
  readonly result: ReadonlySignal<NfeResult | null>;
  /** Measurements made and in all; null while none are being made. */
  readonly progress: ReadonlySignal<{ readonly done: number; readonly total: number } | null>;
  measure(): Promise<void>;
  dispose(): void;
}

interface Parts {
  /** Reads signals. */
  readonly run: (lane: Lane) => RunState | null;
  readonly trainer: Pick<TrainerApi, 'draw'>;
  readonly evaluator: Pick<EvaluatorApi, 'quality'>;
  readonly onProblem: (message: string) => void;
}

/** Points drawn for each measurement: the least at which the distances are spoken of. */
const COUNT = 2000;
const STEP_COUNTS = [1, 2, 5, 10, 20, 50];
/** Beyond this, a sweep takes longer than anyone waits. */
const MOST_STEPS = 1000;

/** 1, 2, 5, 10, 20, 50 and all of them. */
export const sweptSteps = ({ T }: Pick<RunConfig, 'T'>): number[] => [
  ...STEP_COUNTS.filter((n) => n < T),
  Math.min(T, MOST_STEPS),
];

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

export function createNfeSweep({ run, trainer, evaluator, onProblem }: Parts): NfeSweep {
  const result = signal<NfeResult | null>(null);
  const progress = signal<{ done: number; total: number } | null>(null);
  let runs = '';
  const stop = effect(() => {
    const key = LANES.map((lane) => run(lane)?.runId ?? 0).join();
    if (key !== runs) result.value = null;
    runs = key;
  });

  /** One point, or the reason why there is none. */
  async function pointOf(state: RunState, samplingSteps: number): Promise<NfePoint | string> {
    const { config, source, runId } = state;
    let nfe: number;
    const { openPlan } = await import('../config/openPlan'); // not needed for the first view
    try {
      nfe = openPlan({ ...config, samplingSteps }, openProcess(config)).nfe;
    } catch (error) {
      return words(error);
    }
    const request = { runId, count: COUNT, seed: config.seed, weights: 'ema' } as const;
    const points = await trainer.draw({ ...request, overrides: { samplingSteps } });
    return { nfe, quality: await evaluator.quality({ config, source }, points) };
  }

  async function measure() {
    const states = { a: run('a'), b: run('b') };
    if (!states.a || !states.b || progress.peek()) return;
    const both = { a: states.a, b: states.b };
    const asked = runs;
    const plans = { a: sweptSteps(both.a.config), b: sweptSteps(both.b.config) };
    const total = plans.a.length + plans.b.length;
    let done = 0;
    progress.value = { done, total };
    try {
      const points: Record<Lane, NfePoint[]> = { a: [], b: [] };
      const refusals: Record<Lane, string[]> = { a: [], b: [] };
      for (let k = 0; k < Math.max(plans.a.length, plans.b.length); k++) {
        for (const lane of LANES) {
          const steps = plans[lane][k];
          if (steps === undefined) continue;
          const point = await pointOf(both[lane], steps);
          if (asked !== runs) return;
          if (typeof point === 'string') refusals[lane].push(`${steps} steps: ${point}`);
          else points[lane].push(point);
          done++;
          progress.value = { done, total };
          result.value = {
            steps: { a: both.a.step, b: both.b.step },
            points: { a: [...points.a], b: [...points.b] },
            refusals: { a: [...refusals.a], b: [...refusals.b] },
          };
        }
      }
    } catch (error) {
      if (asked === runs) onProblem(words(error));
    } finally {
      progress.value = null;
    }
  }

  return { result, progress, measure, dispose: stop };
}
