/**
 * The two runs of a comparison: the side of each, the pretrained model of each, and their start as one group of the trainer.
 */

import { batch, signal } from '@preact/signals';
import type { RunRequest } from '../../../workers/protocol';
import type { TrainState } from '../../types/weights';
import type { TrainerCommands } from '../run/commands';
import { settingsChanged } from '../run/continuation';
import type { RunState } from '../run/run';
import type { RunStore } from '../run/store';
import { type Comparison, SIDES, type Side } from './comparison';
import type { Pair } from './pair';
import { type PretrainedSide, pretrainedWeights } from './pretrainedSide';

/** The start of a side's run. */
export interface RunSetup {
  readonly config: RunState['config'];
  readonly source: RunState['source'];
  /** The pretrained model whose weights the run uses; null for a run from scratch. */
  readonly pretrained: PretrainedSide | null;
  /** The run that this one continues, and its weights. Absent for a new run and for a frozen model. */
  readonly after?: RunState;
  readonly resume?: TrainState<Float32Array>;
  readonly paused?: boolean;
  /** Steps that it trains before the other side goes on: its copy is older. */
  readonly headStart?: number;
}

export interface PairRuns {
  of(side: Side): RunState | null;
  /** Both runs; null unless both exist. */
  both(): Pair<RunState> | null;
  /** The pretrained model whose weights a run uses; null for a run from scratch. Reads a signal. */
  modelOf(run: RunState): PretrainedSide | null;
  /** The request of the form for a side. */
  requested(side: Side): RunSetup;
  /** The present request of a side's run. */
  present(run: RunState): RunSetup;
  /** True where the form requests another run for this side. */
  differs(side: Side, run: RunState): boolean;
  /** A setup that continues `run` from its weights; a frozen model is loaded again instead. */
  continued(run: RunState, setup: RunSetup): Promise<RunSetup>;
  /** Starts one run or both as one group, A first. */
  start(setups: Partial<Pair<RunSetup>>): Promise<void>;
}

interface Parts {
  readonly trainer: TrainerCommands;
  readonly store: RunStore;
  readonly comparison: Comparison;
}

export function createPairRuns({ trainer, store, comparison }: Parts): PairRuns {
  const { shared, sides, pretrained, slot } = comparison;
  /** The pretrained models of the present runs, by run id. */
  const models = signal<ReadonlyMap<number, PretrainedSide>>(new Map());
  const modelOf = ({ runId }: RunState) => models.value.get(runId) ?? null;

  const pair: PairRuns = {
    of: (side) => store.run(slot(side)).value,
    both() {
      const a = pair.of('a');
      const b = pair.of('b');
      return a && b ? { a, b } : null;
    },
    modelOf,
    requested: (side) => ({
      config: sides[side].config.value,
      source: pretrained.value[side]?.source ?? shared.source.value,
      pretrained: pretrained.value[side],
    }),
    present: (run) => ({ config: run.config, source: run.source, pretrained: modelOf(run) }),
    differs(side, run) {
      const setup = pair.requested(side);
      return modelOf(run) !== setup.pretrained || settingsChanged(run, setup.config, setup.source);
    },
    async continued(run, setup) {
      if (setup.pretrained?.frozen) return setup;
      const resume = await trainer.state(run.runId);
      return { ...setup, resume, after: { ...run, step: resume.step } };
    },
    async start(setups) {
      const present = SIDES.flatMap((side) => {
        const setup = setups[side];
        return setup ? [{ slot: slot(side), ...setup }] : [];
      });
      const beginningOf = ({ config, source, after, pretrained }: RunSetup) =>
        ({
          config,
          source,
          after,
          opened: Boolean(pretrained),
          base: pretrained ? 'model' : undefined,
        }) as const;
      const started = batch(() => {
        const runs = store.begin(
          Object.fromEntries(present.map((setup) => [setup.slot, beginningOf(setup)])),
        );
        models.value = new Map(
          present.flatMap(({ slot, pretrained }) => (pretrained ? [[runs[slot].runId, pretrained]] : [])),
        );
        return runs;
      });
      const requests = present.map(
        ({ slot, config, source, pretrained, resume, paused, headStart }): RunRequest => {
          const { runId } = started[slot];
          const weights = pretrained && !resume ? pretrainedWeights(pretrained) : { resume };
          return { runId, config, source, paused, headStart, ...weights };
        },
      );
      await trainer.start(requests);
    },
  };
  return pair;
}
