/** Compare's commands: both runs start, pause and resume together, in one group of the trainer. */
import { computed, type ReadonlySignal } from '@preact/signals';
import { messageOf } from '../../lib/diagnostic';
import type { Checkpoint } from '../../storage/schema';
import * as words from '../../words/state/compare';
import { type Notices, reporting } from '../notices';
import type { TrainerCommands } from '../run/commands';
import { extendedSteps } from '../run/continuation';
import { restoredRun } from '../run/restoredRun';
import type { RunState } from '../run/run';
import type { RunStore } from '../run/store';
import { hasData } from '../run/userData';
import { samplingPart } from '../settings';
import { type Comparison, otherSide, SIDES, type Side } from './comparison';
import type { Pair } from './pair';
import { createPairRuns, type PairRuns, type RunSetup } from './pairRuns';
import { firstStepOf, type PretrainedSide } from './pretrainedSide';
import { createPreviousPair } from './previousPair';
import { type TrainedSide, trainedSide } from './trainedSide';

export interface ComparisonCommands {
  /** Starts both, resumes both, or trains both further, whichever their state calls for. */
  train(): Promise<void>;
  /** Pauses both; does nothing where neither trains. */
  pause(): Promise<void>;
  /** Removes both runs; they can be restored. */
  reset(): Promise<void>;
  /** The steps of the pair that another one replaced, or that Reset removed; null where there is none. */
  readonly previousStep: ReadonlySignal<number | null>;
  /** Shows the previous pair again, paused, with its settings; the present pair becomes the previous one. */
  restore(): Promise<void>;
  /** Both runs, which found no room, go on from their newest copies with batches of one size; runs without a step start again. */
  goOnWithBatch(batchSize: number): Promise<void>;
  /** Goes on with both runs of an earlier visit, with their settings, in lockstep. */
  resumeFrom(checkpoints: Pair<Checkpoint>): Promise<void>;
  /** Makes a pretrained model a side and shows its samples; the other side's run keeps its state. */
  setModel(side: Side, model: PretrainedSide): Promise<void>;
  /** Applies the sampling fields of both sides to their runs at once. */
  applySampling(): Promise<void>;
  /** What the run of a side has learned; null where there is no run. Reads signals. */
  trained(side: Side): TrainedSide | null;
  /** True where the form requests other runs than the present ones: Train both then starts new runs. */
  changed(): boolean;
}

interface Parts {
  readonly trainer: TrainerCommands;
  readonly store: RunStore;
  readonly comparison: Comparison;
  readonly notices: Notices;
}

const isActive = (run: RunState | null): boolean => run?.phase === 'compiling' || run?.phase === 'training';
const isOver = ({ phase }: RunState): boolean => phase === 'stopped' || phase === 'failed';

/** Sets how many training steps both sides get when finished runs train further. */
function extendTraining(comparison: Comparison, runs: Pair<RunState>): void {
  const { shared, sides, pretrained, varied } = comparison;
  for (const side of SIDES) {
    const model = pretrained.value[side];
    if (model?.frozen) continue;
    const first = model ? firstStepOf(model) : 0;
    const { trainingSteps } = sides[side].config.value;
    const steps = extendedSteps({ step: runs[side].step - first }, { trainingSteps: trainingSteps - first });
    const form = varied.value.includes('trainingSteps') ? sides[side] : shared;
    form.set('trainingSteps', steps);
  }
}

/** Setups of weights that may be of other ages than the runs were: the side that is behind catches up first. */
function ofOneAge(runs: Pair<RunState>, { a, b }: Pair<RunSetup>): Pair<RunSetup> {
  if (!a.resume || !b.resume) return { a, b };
  const ahead = a.resume.step - b.resume.step - (runs.a.step - runs.b.step);
  if (ahead > 0) return { a, b: { ...b, headStart: ahead } };
  return ahead < 0 ? { a: { ...a, headStart: -ahead }, b } : { a, b };
}

/** The setups of two runs of the library. Their copies may be some steps apart: the one that is behind trains those first. */
function setupsOf(checkpoints: Pair<Checkpoint>): Pair<RunSetup> {
  // each has all losses since the step from which both went on together
  const trained = Math.max(...SIDES.map((side) => checkpoints[side].losses.length));
  const setupOf = (side: Side): RunSetup => {
    const checkpoint = checkpoints[side];
    const { config, state, losses } = checkpoint;
    const { source } = checkpoints.a; // both learn the same data
    const behind = Math.min(trained - losses.length, config.trainingSteps - state.step);
    const after = restoredRun(checkpoint);
    return {
      config,
      source,
      pretrained: null,
      after,
      resume: state,
      ...(behind > 0 && { headStart: behind }),
    };
  };
  return { a: setupOf('a'), b: setupOf('b') };
}

/** The setup with which the other side keeps its state while a model is loaded; undefined where it has no weights yet. */
async function unchangedSetup(pair: PairRuns, run: RunState | null) {
  if (run?.phase !== 'training' && run?.phase !== 'paused' && run?.phase !== 'done') return undefined;
  return pair.continued(run, { ...pair.present(run), paused: run.phase === 'paused' });
}

export function createComparisonCommands({ trainer, store, comparison, notices }: Parts): ComparisonCommands {
  const { sides, slot } = comparison;
  const pair = createPairRuns({ trainer, store, comparison });
  const previous = createPreviousPair(pair, comparison);
  const differ = (runs: Pair<RunState>) => SIDES.some((side) => pair.differs(side, runs[side]));

  /** A setup with the sampling that the form says now: it may have changed while weights were fetched. */
  function sampledAsForm(side: Side, setup: RunSetup): RunSetup {
    const { config } = setup;
    const form = sides[side].config.value;
    // another process and other data have a sampling of their own
    if (form.process !== config.process || form.dataset !== config.dataset) return setup;
    return { ...setup, config: { ...config, ...samplingPart(form) } };
  }
  async function start(setups: Partial<Pair<RunSetup>>) {
    previous.started(); // the form may change before the trainer answers
    const sampled = SIDES.flatMap((side) => {
      const setup = setups[side];
      return setup ? [[side, sampledAsForm(side, setup)]] : [];
    });
    await pair.start(Object.fromEntries(sampled));
  }

  const canStart = (side: Side) => {
    const { config, source, pretrained } = pair.requested(side);
    return pretrained?.frozen || hasData(config, source, notices); // a frozen model needs no data
  };
  async function begin() {
    if (!SIDES.every(canStart)) return;
    await previous.keep();
    await start({ a: pair.requested('a'), b: pair.requested('b') });
  }
  /** Both runs go on with what the form requests. */
  async function goOn(runs: Pair<RunState>) {
    const a = await pair.continued(runs.a, pair.requested('a'));
    const b = await pair.continued(runs.b, pair.requested('b'));
    await start(ofOneAge(runs, { a, b }));
  }
  async function applySampling(side: Side) {
    const run = pair.of(side);
    if (!run || isOver(run)) return;
    const sampling = samplingPart(sides[side].config.value);
    await trainer.setSampling(run.runId, sampling);
    store.receive({ type: 'sampling-changed', runId: run.runId, sampling });
  }
  const reported = reporting(notices);
  const reportLostWeights = (error: unknown) =>
    notices.problem(words.noWeights, words.resetBegins(messageOf(error)));

  return {
    train: reported(async () => {
      const runs = pair.both();
      if (!runs || SIDES.some((side) => isOver(runs[side])) || differ(runs)) return begin();
      const phases = SIDES.map((side) => runs[side].phase);
      try {
        if (phases.every((phase) => phase === 'done')) {
          extendTraining(comparison, runs);
          await goOn(runs);
        } else if (phases.includes('paused')) await trainer.resume();
      } catch (error) {
        reportLostWeights(error);
      }
    }),
    pause: reported(async () => {
      if (SIDES.some((side) => isActive(pair.of(side)))) await trainer.pause();
    }),
    reset: reported(async () => {
      await previous.keep();
      for (const side of SIDES) store.clear(slot(side));
      await trainer.stop();
    }),
    previousStep: computed(() => previous.value.value?.step ?? null),
    restore: reported(async () => {
      const setups = previous.take();
      if (!setups) return;
      await previous.keep();
      await start(setups);
    }),
    goOnWithBatch: reported(async (batchSize: number) => {
      const runs = pair.both();
      if (!runs) return;
      comparison.shared.set('batchSize', batchSize);
      if (runs.a.step + runs.b.step === 0) return begin();
      await goOn(runs).catch(reportLostWeights);
    }),
    resumeFrom: reported(async (checkpoints: Pair<Checkpoint>) => {
      const setups = setupsOf(checkpoints);
      const { a, b } = setups;
      await previous.keep();
      comparison.restoreForm(comparison.formOfRuns(a.config, b.config, a.source));
      await start(setups);
    }),
    setModel: reported(async (side: Side, model: PretrainedSide) => {
      comparison.setModel(side, model);
      const other = otherSide(side);
      const run = pair.of(other);
      if (run?.phase === 'preparing' || run?.phase === 'compiling') return begin(); // it has no training to lose
      const paused = !model.frozen && run?.phase !== 'training';
      try {
        const unchanged = await unchangedSetup(pair, run);
        await previous.keep();
        await start({
          [side]: { ...pair.requested(side), paused },
          ...(unchanged && { [other]: unchanged }),
        });
      } catch (error) {
        reportLostWeights(error);
      }
    }),
    async applySampling() {
      await Promise.all(SIDES.map(reported(applySampling))); // a refusal of one side leaves the other alone
    },
    trained(side) {
      const run = pair.of(side);
      return run && trainedSide(run, pair.modelOf(run));
    },
    changed() {
      const runs = pair.both();
      return runs !== null && differ(runs);
    },
  };
}
