/**
 * An NFE sweep asks how many network evaluations a sample needs: both trained models draw with few and many steps, and the evaluator
 * measures what comes. It is made on demand, and thrown away when a run is replaced.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { EvaluatorApi } from '../../workers/evaluator';
import type { TrainerApi } from '../../workers/protocol';
import { familyOf } from '../config/family';
import type { RunConfig } from '../config/fields';
import { openProcess } from '../config/openProcess';
import type { MeasureImages } from './imageMeasure';
import type { RunState } from './run';
import { type Score, scoreOfImages, scoreOfPoints } from './score';
import type { Slot } from './store';

/** The slots of the two runs, whichever of them is called A. */
const LANES = ['a', 'b'] as const satisfies readonly Slot[];
type Lane = (typeof LANES)[number];

export interface NfePoint {
  readonly nfe: number;
  readonly score: Score;
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
  /** Gives up what is being measured; what was measured stays. */
  cancel(): Promise<void>;
  dispose(): void;
}

interface Parts {
  /** Reads signals. */
  readonly run: (lane: Lane) => RunState | null;
  readonly trainer: Pick<TrainerApi, 'draw' | 'cancelDraw'>;
  readonly evaluator: Pick<EvaluatorApi, 'quality'>;
  readonly measureImages: MeasureImages;
  readonly onProblem: (message: string) => void;
}

/** Drawn for each measurement: of points the least at which the distances are spoken of, of images what one waits for. */
const COUNT = { points: 2000, images: 96 };
const STEP_COUNTS = [1, 2, 5, 10, 20, 50];
/** Beyond this, a sweep takes longer than anyone waits. */
const MOST_STEPS = 1000;

/** 1, 2, 5, 10, 20, 50 and all of them; of images not all, which nobody waits for. */
export const sweptSteps = ({ T, dataset }: Pick<RunConfig, 'T' | 'dataset'>): number[] => {
  const few = STEP_COUNTS.filter((n) => n < T);
  return familyOf(dataset) === 'images' ? few : [...few, Math.min(T, MOST_STEPS)];
};

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

export function createNfeSweep(parts: Parts): NfeSweep {
  const { run, trainer, evaluator, measureImages, onProblem } = parts;
  const result = signal<NfeResult | null>(null);
  const progress = signal<{ done: number; total: number } | null>(null);
  let runs = '';
  /** Counts cancellations: who finds another number than its own was given up. */
  let cancelled = 0;
  const stop = effect(() => {
    const key = LANES.map((lane) => run(lane)?.runId ?? 0).join();
    if (key !== runs) result.value = null;
    runs = key;
  });

  /** One point, or the reason why there is none. */
  async function pointOf(state: RunState, samplingSteps: number, given: number): Promise<NfePoint | string> {
    const { config, source, runId } = state;
    let nfe: number;
    const { openPlan } = await import('../config/openPlan'); // not needed for the first view
    try {
      nfe = openPlan({ ...config, samplingSteps }, openProcess(config)).nfe;
    } catch (error) {
      return words(error);
    }
    const family = familyOf(config.dataset);
    const request = { runId, count: COUNT[family], seed: config.seed, weights: 'ema' } as const;
    const drawn = await trainer.draw({ ...request, overrides: { samplingSteps } });
    if (given !== cancelled) return 'given up';
    if (family === 'points')
      return { nfe, score: scoreOfPoints(await evaluator.quality({ config, source }, drawn)) };
    const quality = await measureImages(config.dataset, drawn);
    return quality ? { nfe, score: scoreOfImages(quality) } : 'no classifier knows these images';
  }

  async function measure() {
    const states = { a: run('a'), b: run('b') };
    if (!states.a || !states.b || progress.peek()) return;
    const both = { a: states.a, b: states.b };
    const asked = runs;
    const given = cancelled;
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
          const point = await pointOf(both[lane], steps, given);
          if (asked !== runs || given !== cancelled) return;
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

  async function cancel() {
    if (!progress.peek()) return;
    cancelled++;
    for (const lane of LANES) {
      const state = run(lane);
      // a run that is gone by now draws nothing
      if (state) await trainer.cancelDraw(state.runId).catch(() => {});
    }
  }

  return { result, progress, measure, cancel, dispose: stop };
}
