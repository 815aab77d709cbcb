/**
 * The copying study trains new networks with the settings of a run on few and on many examples, and finds after how many steps each begins to
 * copy them. It runs on demand and can be cancelled; another run adds a seed. Its results are dropped when the run is another one.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { TrainerApi } from '../../../workers/protocol';
import { familyOf } from '../../config/family';
import type { RunConfig } from '../../config/fields';
import { messageOf } from '../../lib/diagnostic';
import { powerLaw } from '../../lib/powerLaw';
import type { DataSource } from '../../types/dataSource';
import type { CopyingCurve } from '../../types/memorisation';
import * as words from '../../words/train/memorise';
import type { Notices } from '../notices';
import type { RunState } from '../run/run';

/** Numbers of training examples, evenly apart in their logarithm. */
export const EXAMPLE_COUNTS: readonly number[] = [10, 30, 100, 300, 1000, 3000, 10_000];
/** Images take much longer. */
const MOST_IMAGES = 1000;
/** The numbers of examples of a study: of images of the user's own those that leave some to hold out. @param source of the run */
export function exampleCounts({ dataset }: Pick<RunConfig, 'dataset'>, source: DataSource | undefined) {
  if (familyOf(dataset) === 'points') return EXAMPLE_COUNTS;
  const open = dataset === 'images' && source?.kind === 'images' ? source.count : Number.POSITIVE_INFINITY;
  return EXAMPLE_COUNTS.filter((count) => count <= MOST_IMAGES && count < open);
}
/** Choices of the most training steps of a network. */
export const STEP_LIMITS: readonly number[] = [1000, 3000, 10_000, 30_000, 100_000];

interface CopyingResult {
  readonly curves: readonly CopyingCurve[];
  /** Most training steps of a network. */
  readonly steps: number;
}

/** Where a study is. */
interface CopyingProgress {
  readonly examples: number;
  readonly seed: number;
}

export interface CopyingStudy {
  readonly result: ReadonlySignal<CopyingResult | null>;
  /** The network that trains now; null while none does. */
  readonly progress: ReadonlySignal<CopyingProgress | null>;
  /**
   * Trains one network for each number of examples, with a seed that the result does not have yet. After the first one that does not copy
   * within the steps, larger numbers are left out: they take longer.
   */
  measure(steps: number): Promise<void>;
  /** Ends the study; its curves so far stay. */
  cancel(): void;
  dispose(): void;
}

interface Parts {
  readonly run: ReadonlySignal<RunState | null>;
  readonly trainer: Pick<TrainerApi, 'trainToCopying' | 'cancelCopying'>;
  readonly notices: Pick<Notices, 'problem' | 'clear'>;
}

/** The subject of the notice that the study failed. */
const ABOUT = 'copying';

/** Seeds of the study begin beside the run's own. */
const seedOf = ({ config }: RunState, { curves }: Pick<CopyingResult, 'curves'>): number => {
  const seeds = new Set(curves.map(({ seed }) => seed));
  return (config.seed + 1 + seeds.size) >>> 0;
};

/** The onset of copying at one number of examples, over the seeds. */
export interface OnsetAt {
  readonly examples: number;
  /** Steps of the seeds in which copying began. */
  readonly steps: readonly number[];
  /** Their geometric mean; null where it began in none. */
  readonly mean: number | null;
  /** Seeds in which it did not begin within the steps. */
  readonly without: number;
  /** Share of copies of fresh data: the mean over the seeds. */
  readonly floor: number;
}

/** @returns the onsets by rising number of examples */
export function onsetsOf(curves: readonly CopyingCurve[]): OnsetAt[] {
  const counts = [...new Set(curves.map(({ examples }) => examples))].sort((a, b) => a - b);
  return counts.map((examples) => {
    const own = curves.filter((curve) => curve.examples === examples);
    const steps = own.flatMap(({ onset }) => (onset === null ? [] : [onset]));
    const logs = steps.reduce((sum, step) => sum + Math.log(step), 0);
    const floors = own.reduce((sum, { points }) => sum + points[0].copies.floor, 0);
    return {
      examples,
      steps,
      mean: steps.length > 0 ? Math.exp(logs / steps.length) : null,
      without: own.length - steps.length,
      floor: floors / own.length,
    };
  });
}

/** Whether copying began in every seed: the mean over some of them is too early. */
export const isWhole = ({ mean, without }: OnsetAt): boolean => mean !== null && without === 0;

/** The power of n with which the onset grows; null for fewer than three numbers of examples at which every seed copies. */
export function onsetExponent(onsets: readonly OnsetAt[]): number | null {
  const known = onsets.filter(isWhole);
  return known.length < 3 ? null : powerLaw(known.map(({ examples, mean }) => ({ x: examples, y: mean! })));
}

export function createCopyingStudy({ run, trainer, notices }: Parts): CopyingStudy {
  const result = signal<CopyingResult | null>(null);
  const progress = signal<CopyingProgress | null>(null);
  let controller = new AbortController();
  let current = 0;

  function cancel() {
    controller.abort();
    if (progress.peek()) void trainer.cancelCopying(current).catch(() => {}); // a run that has ended trains nothing
    progress.value = null;
  }
  const stop = effect(() => {
    const runId = run.value?.runId ?? 0;
    if (runId === current) return;
    cancel();
    notices.clear(ABOUT);
    result.value = null;
    current = runId;
  });

  async function trainAll(state: RunState, steps: number, { signal }: AbortController) {
    const seed = seedOf(state, result.value!);
    for (const examples of exampleCounts(state.config, state.source)) {
      progress.value = { examples, seed };
      const curve = await trainer.trainToCopying({ runId: state.runId, examples, seed, steps });
      if (!curve || signal.aborted) return;
      result.value = { ...result.value!, curves: [...result.value!.curves, curve] };
      if (curve.onset === null) return;
    }
  }

  return {
    result,
    progress,
    async measure(steps) {
      const state = run.peek();
      if (!state || progress.peek()) return;
      notices.clear(ABOUT);
      const own = new AbortController();
      controller = own;
      if (result.peek()?.steps !== steps) result.value = { curves: [], steps };
      try {
        await trainAll(state, steps, own);
      } catch (error) {
        if (!own.signal.aborted) notices.problem(words.studyFailed, messageOf(error), ABOUT);
      } finally {
        if (controller === own) progress.value = null;
      }
    },
    cancel,
    dispose() {
      cancel();
      stop();
      notices.clear(ABOUT);
    },
  };
}
