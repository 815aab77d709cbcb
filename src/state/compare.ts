/** Everything that Compare keeps while the page lives: its settings, its commands, and what was measured of both runs. */
import { computed, type ReadonlySignal } from '@preact/signals';
import type { EvaluatorApi } from '../../workers/evaluator';
import type { TrainerApi } from '../../workers/protocol';
import type { Comparison, Side } from './comparison';
import { type ComparisonCommands, createComparisonCommands } from './comparisonCommands';
import { createEvaluation, type Evaluation } from './evaluation';
import type { MeasureImages } from './imageMeasure';
import { createNfeSweep, type NfeSweep } from './nfeSweep';
import type { Notices } from './notices';
import type { RunState } from './run';
import type { RunStore } from './store';

export interface Compare extends Comparison {
  readonly commands: ComparisonCommands;
  readonly sweep: NfeSweep;
  readonly runs: Readonly<Record<Side, ReadonlySignal<RunState | null>>>;
  /** What was measured of a side's run. Reads a signal: swapped sides swap their measurements. */
  evaluation(side: Side): Evaluation;
}

interface Parts {
  readonly comparison: Comparison;
  readonly store: RunStore;
  readonly trainer: TrainerApi;
  readonly evaluator: EvaluatorApi;
  readonly measureImages: MeasureImages;
  readonly notices: Notices;
}

export function createCompare(parts: Parts): Compare {
  const { comparison, store, trainer, evaluator, measureImages, notices } = parts;
  const { lane } = comparison;
  const tell = (what: string) => (message: string) => notices.problem(what, `${message}. Training goes on.`);
  const evaluationOf = (slot: Side) =>
    createEvaluation({
      run: store.run(slot),
      evaluator,
      measureImages,
      onProblem: tell('The samples could not be measured.'),
    });
  const evaluations = { a: evaluationOf('a'), b: evaluationOf('b') };
  return {
    ...comparison,
    commands: createComparisonCommands({ trainer, store, comparison, notices }),
    sweep: createNfeSweep({
      run: (slot) => store.run(slot).value,
      trainer,
      evaluator,
      measureImages,
      onProblem: tell('The models could not be measured.'),
    }),
    runs: {
      a: computed(() => store.run(lane('a')).value),
      b: computed(() => store.run(lane('b')).value),
    },
    evaluation: (side) => evaluations[lane(side)],
  };
}
