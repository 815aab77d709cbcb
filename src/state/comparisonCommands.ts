/** What Compare's buttons do: both runs begin, rest and go on together, in one group of the trainer. */
import { hasData, settingsChanged, stepsToGoOn, type TrainerCommands } from './commands';
import { type Comparison, SIDES, type Side } from './comparison';
import type { Notices } from './notices';
import type { RunState } from './run';
import { samplingPart } from './settings';
import type { RunStore } from './store';

export interface ComparisonCommands {
  /** Begins both, resumes both, or lets both go on, whichever their state asks for. */
  train(): Promise<void>;
  /** Rests both; nothing where neither trains. */
  pause(): Promise<void>;
  /** Forgets both runs. */
  reset(): Promise<void>;
  /** Applies the sampling fields of both sides to their runs at once. */
  applySampling(): Promise<void>;
  /** True where the form asks for other runs than there are: Train both then begins anew. */
  changed(): boolean;
}

interface Parts {
  readonly trainer: TrainerCommands;
  readonly store: RunStore;
  readonly comparison: Comparison;
  readonly notices: Notices;
}

type Pair<T> = Readonly<Record<Side, T>>;

export function createComparisonCommands({ trainer, store, comparison, notices }: Parts): ComparisonCommands {
  const { shared, sides, lane } = comparison;
  const runOf = (side: Side) => store.run(lane(side)).value;
  const configs = () => ({ a: sides.a.config.value, b: sides.b.config.value });

  /** Both runs, where both are there. */
  function runs(): Pair<RunState> | null {
    const a = runOf('a');
    const b = runOf('b');
    return a && b ? { a, b } : null;
  }

  const differs = (pair: Pair<RunState>) =>
    SIDES.some((side) => settingsChanged(pair[side], configs()[side], shared.source.value));

  async function begin(after?: Pair<RunState>) {
    const config = configs();
    const source = shared.source.value;
    if (!SIDES.every((side) => hasData(config[side], source, notices))) return;
    const resume = after && {
      a: await trainer.state(after.a.runId),
      b: await trainer.state(after.b.runId),
    };
    const beginningOf = (side: Side) => ({
      config: config[side],
      source,
      after: after && resume && { ...after[side], step: resume[side].step },
    });
    const begun = store.begin({ [lane('a')]: beginningOf('a'), [lane('b')]: beginningOf('b') });
    await trainer.start(
      SIDES.map((side) => ({
        runId: begun[lane(side)].runId,
        config: config[side],
        source,
        resume: resume?.[side],
      })),
    );
  }

  async function goOn(pair: Pair<RunState>) {
    const config = configs();
    for (const side of SIDES) {
      const steps = stepsToGoOn(pair[side], config[side]);
      if (comparison.varied.value.includes('trainingSteps')) sides[side].set('trainingSteps', steps);
      else shared.set('trainingSteps', steps);
    }
    await begin(pair);
  }

  return {
    async train() {
      const pair = runs();
      const over = pair && SIDES.some((side) => ['stopped', 'failed'].includes(pair[side].phase));
      if (!pair || over || differs(pair)) return begin();
      const phases = SIDES.map((side) => pair[side].phase);
      try {
        if (phases.every((phase) => phase === 'done')) await goOn(pair);
        else if (phases.includes('paused')) await trainer.resume();
      } catch (error) {
        notices.problem(
          'The weights of these runs could not be fetched.',
          `${error instanceof Error ? error.message : String(error)} Reset begins new ones.`,
        );
      }
    },
    async pause() {
      const active = SIDES.some((side) => ['compiling', 'training'].includes(runOf(side)?.phase ?? ''));
      if (active) await trainer.pause();
    },
    async reset() {
      const ours = SIDES.some((side) => (runOf(side)?.phase ?? 'stopped') !== 'stopped');
      for (const side of SIDES) store.clear(side);
      if (ours) await trainer.stop();
    },
    async applySampling() {
      const config = configs();
      for (const side of SIDES) {
        const run = runOf(side);
        if (run && run.phase !== 'stopped' && run.phase !== 'failed')
          await trainer.setSampling(run.runId, samplingPart(config[side]));
      }
    },
    changed() {
      const pair = runs();
      return pair !== null && differs(pair);
    },
  };
}
