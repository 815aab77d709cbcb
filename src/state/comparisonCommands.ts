/** What Compare's buttons do: both runs begin, rest and go on together, in one group of the trainer. */
import type { RunRequest, TrainingState } from '../../workers/protocol';
import { hasData, settingsChanged, stepsToGoOn, type TrainerCommands } from './commands';
import { type Comparison, otherSide, SIDES, type Side } from './comparison';
import { firstStepOf, type Guest, guestWeights } from './guest';
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
  /** Lets a model stand as a side and shows its samples; the other side's run stays where it is. */
  seat(side: Side, guest: Guest): Promise<void>;
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

/** What a side's run is begun with. */
interface Beginning {
  readonly config: RunState['config'];
  readonly source: RunState['source'];
  /** The model that it is a run of, if one was brought. */
  readonly guest: Guest | null;
  /** The run that this one goes on with, and its weights; none for a model that is only drawn from. */
  readonly after?: RunState;
  readonly resume?: TrainingState;
  readonly paused?: boolean;
}

export function createComparisonCommands({ trainer, store, comparison, notices }: Parts): ComparisonCommands {
  const { shared, sides, guests, lane } = comparison;
  const runOf = (side: Side) => store.run(lane(side)).value;
  /** The guests of the runs that there are, by their ids. */
  const guestOf = new Map<number, Guest>();

  const sourceOf = (side: Side) => guests.value[side]?.source ?? shared.source.value;

  /** Both runs, where both are there. */
  function runs(): Pair<RunState> | null {
    const a = runOf('a');
    const b = runOf('b');
    return a && b ? { a, b } : null;
  }

  function differs(side: Side, run: RunState): boolean {
    const asked = guests.value[side];
    return (
      (guestOf.get(run.runId) ?? null) !== asked ||
      settingsChanged(run, sides[side].config.value, sourceOf(side))
    );
  }

  const differ = (pair: Pair<RunState>) => SIDES.some((side) => differs(side, pair[side]));

  /** What the form asks of a side. */
  const asked = (side: Side): Beginning => ({
    config: sides[side].config.value,
    source: sourceOf(side),
    guest: guests.value[side],
  });

  /** A side's run from where it stands. A model that is only drawn from is simply put there again. */
  async function goingOn(run: RunState, begun: Beginning): Promise<Beginning> {
    if (begun.guest && !begun.guest.trains) return begun;
    const resume = await trainer.state(run.runId);
    return { ...begun, resume, after: { ...run, step: resume.step } };
  }

  /** Begins one run or both, as one group: A first. */
  async function start(beginnings: Partial<Pair<Beginning>>): Promise<void> {
    const named = SIDES.filter((side) => beginnings[side]);
    const begun = store.begin(
      Object.fromEntries(
        named.map((side) => {
          const { config, source, after } = beginnings[side]!;
          return [lane(side), { config, source, after }];
        }),
      ),
    );
    guestOf.clear();
    const requests = named.map((side): RunRequest => {
      const { config, source, guest, resume, paused } = beginnings[side]!;
      const { runId } = begun[lane(side)];
      if (guest) guestOf.set(runId, guest);
      return { runId, config, source, paused, ...(guest && !resume ? guestWeights(guest) : { resume }) };
    });
    await trainer.start(requests);
  }

  const beginnable = (side: Side) => {
    const guest = guests.value[side];
    // samples alone can be drawn without data
    return (guest && !guest.trains) || hasData(sides[side].config.value, sourceOf(side), notices);
  };

  async function begin() {
    if (SIDES.every(beginnable)) await start({ a: asked('a'), b: asked('b') });
  }

  async function goOn(pair: Pair<RunState>) {
    for (const side of SIDES) {
      const guest = guests.value[side];
      if (guest && !guest.trains) continue;
      const first = guest ? firstStepOf(guest) : 0;
      const { trainingSteps } = sides[side].config.value;
      const steps = stepsToGoOn({ step: pair[side].step - first }, { trainingSteps: trainingSteps - first });
      if (comparison.varied.value.includes('trainingSteps')) sides[side].set('trainingSteps', steps);
      else shared.set('trainingSteps', steps);
    }
    await start({ a: await goingOn(pair.a, asked('a')), b: await goingOn(pair.b, asked('b')) });
  }

  const tellLost = (error: unknown) =>
    notices.problem(
      'The weights of these runs could not be fetched.',
      `${error instanceof Error ? error.message : String(error)} Reset begins new ones.`,
    );

  return {
    async train() {
      const pair = runs();
      const over = pair && SIDES.some((side) => ['stopped', 'failed'].includes(pair[side].phase));
      if (!pair || over || differ(pair)) return begin();
      const phases = SIDES.map((side) => pair[side].phase);
      try {
        if (phases.every((phase) => phase === 'done')) await goOn(pair);
        else if (phases.includes('paused')) await trainer.resume();
      } catch (error) {
        tellLost(error);
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
    async seat(side, guest) {
      comparison.seat(side, guest);
      const other = otherSide(side);
      const run = runOf(other);
      if (run?.phase === 'preparing' || run?.phase === 'compiling') return begin(); // nothing is lost by it
      const trains = run?.phase === 'training';
      const stays = trains || run?.phase === 'paused' || run?.phase === 'done';
      try {
        const { config, source, runId, phase } = run ?? {};
        const kept =
          run && stays && config
            ? await goingOn(run, {
                config,
                source,
                guest: guestOf.get(runId ?? 0) ?? null,
                paused: phase === 'paused',
              })
            : undefined;
        await start({
          [side]: { ...asked(side), paused: guest.trains && !trains },
          ...(kept && { [other]: kept }),
        });
      } catch (error) {
        tellLost(error);
      }
    },
    async applySampling() {
      for (const side of SIDES) {
        const run = runOf(side);
        if (!run || run.phase === 'stopped' || run.phase === 'failed') continue;
        const sampling = samplingPart(sides[side].config.value);
        await trainer.setSampling(run.runId, sampling);
        store.resample(lane(side), sampling);
      }
    },
    changed() {
      const pair = runs();
      return pair !== null && differ(pair);
    },
  };
}
