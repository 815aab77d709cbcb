/** Compare joins its settings, its commands and the measurements of both runs; it lives as long as the page. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { EvaluatorApi } from '../../../workers/evaluator';
import type { TrainerApi } from '../../../workers/protocol';
import * as words from '../../words/state/compare';
import { trainingGoesOn } from '../../words/state/evaluation';
import type { MeasureSamples } from '../families';
import type { Notices } from '../notices';
import { createEvaluation, type Evaluation } from '../run/evaluation';
import type { RunState } from '../run/run';
import type { RunStore } from '../run/store';
import { type ComparisonCommands, createComparisonCommands } from './commands';
import { type Comparison, SIDES, type Side } from './comparison';
import { createGuessTraces, type GuessTraces } from './guessTraces';
import type { Pair } from './pair';
import { createPairMeasurement, type PairMeasurement } from './pairMeasurement';
import { createPairStudy, type PairStudy } from './pairStudy';
import { skipSettings } from './skipStudy';
import { stepSettings } from './stepStudy';
import {
  formLink,
  type LinkedSides,
  linkedSides,
  ofSampled,
  type TrainedSide,
  unlinkedSides,
} from './trainedSide';

export interface Compare extends Comparison {
  readonly commands: ComparisonCommands;
  /** Quality against the number of sampling steps, on demand. */
  readonly stepStudy: PairStudy;
  /** Quality against the share of reverse steps that is left out, on demand. */
  readonly skipStudy: PairStudy;
  /** The guesses of both models from the same noise, on demand. */
  readonly guessTraces: GuessTraces;
  /** The measurement of both models with equally many samples, on demand. */
  readonly pairMeasurement: PairMeasurement;
  readonly runs: Readonly<Record<Side, ReadonlySignal<RunState | null>>>;
  /** Sides whose models a link names and that are not loaded yet. */
  readonly awaited: Signal<readonly Side[]>;
  /** The address of what the form requests. */
  readonly link: ReadonlySignal<LinkedSides>;
  /** Sides whose weights that address does not have. Reads a signal. */
  unlinked(): readonly Side[];
  /** What both sides that are shown have learned, and their address; null where a side has no run. Reads signals. */
  shown(): ShownPair | null;
  /** The newest measurement of a slot's run: sides may be swapped. */
  newestOf(slot: Side): Evaluation['newest'];
  /** The measurements of a side's run. Reads a signal: swapped sides swap their measurements. */
  evaluation(side: Side): Evaluation;
}

export interface ShownPair {
  readonly sides: Pair<TrainedSide>;
  readonly link: LinkedSides;
}

interface Parts {
  readonly comparison: Comparison;
  readonly awaited: readonly Side[];
  readonly store: RunStore;
  readonly trainer: TrainerApi;
  readonly evaluator: EvaluatorApi;
  readonly measure: MeasureSamples;
  readonly notices: Notices;
}

export function createCompare(parts: Parts): Compare {
  const { comparison, store, trainer, evaluator, measure, notices } = parts;
  const { slot } = comparison;
  const report = (what: string) => (message: string) => notices.problem(what, trainingGoesOn(message));
  const evaluationOf = (name: Side) =>
    createEvaluation({
      run: store.run(name),
      evaluator,
      measure,
      notices,
      side: () => slot(name).toUpperCase(),
    });
  const study = (settings: typeof stepSettings, problem: string) =>
    createPairStudy({
      run: (name) => store.run(name).value,
      settings,
      trainer,
      measure,
      onProblem: report(problem),
    });
  const commands = createComparisonCommands({ trainer, store, comparison, notices });
  const evaluations = { a: evaluationOf('a'), b: evaluationOf('b') };
  return {
    ...comparison,
    commands,
    stepStudy: study(stepSettings, words.stepsNotMeasured),
    skipStudy: study(skipSettings, words.skipsNotMeasured),
    guessTraces: createGuessTraces({
      run: (name) => store.run(name).value,
      trainer,
      onProblem: report(words.guessesNotDrawn),
    }),
    pairMeasurement: createPairMeasurement({
      run: (name) => store.run(name).value,
      trainer,
      measure,
      onProblem: report(words.pairNotMeasured),
    }),
    runs: {
      a: computed(() => store.run(slot('a')).value),
      b: computed(() => store.run(slot('b')).value),
    },
    awaited: signal(parts.awaited),
    link: computed(() => formLink(comparison)),
    unlinked: () => unlinkedSides(comparison),
    shown() {
      const [a, b] = [commands.trained('a'), commands.trained('b')];
      if (!a || !b) return null;
      const link = linkedSides(a.config, b.config);
      const models = { a: a.model, b: b.model };
      const named = comparison.pretrained.value;
      // no address names a model that the form has dropped: its settings of training stand for it, where they are its own
      const isDropped = SIDES.some((side) => models[side]?.statesTraining && models[side] !== named[side]);
      return { sides: { a, b }, link: isDropped ? link : ofSampled(link, models) };
    },
    newestOf: (name) => evaluations[name].newest,
    evaluation: (side) => evaluations[slot(side)],
  };
}
