/** The Compare view's model: what its pictures and words need of both sides, derived from the lab by signals. No DOM. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { familyOf } from '../../../config/family';
import type { RunConfig } from '../../../config/fields';
import { openPlan } from '../../../config/openPlan';
import { otherSide, SIDES, type Side } from '../../../state/comparison';
import type { Evaluation } from '../../../state/evaluation';
import type { Guest } from '../../../state/guest';
import { standingAt } from '../../../state/lead';
import type { RunState } from '../../../state/run';
import { type StepScore, scoreOf, scoresOf } from '../../../state/score';
import type { FilmData } from '../../islands/film';
import type { LossChartData } from '../../islands/lossChart';
import type { LossMapData } from '../../islands/lossMap';
import { WORLD } from '../../islands/place';
import type { LayerId, StageData } from '../../islands/stage';
import type { Lab } from '../../lab';
import { dataKey, type RealData, realData } from '../../realData';
import { createReel, lastTime, type Reel, timeAt } from '../../trajectory';
import { type Curves, curvesOf } from '../process/curves';
import { LOSS_UNITS, type Schedule, scheduleOf } from '../train/model';
import { forwardReel } from './forwardReel';
import { compareOf } from './lab';
import type { Known } from './table';
import type { Moment } from './words';

const DATA_COUNT = { points: 1500, images: 16 };

export interface SideModel {
  readonly side: Side;
  readonly run: ReadonlySignal<RunState | null>;
  /** The model that the form names instead of a run from scratch. */
  readonly guest: ReadonlySignal<Guest | null>;
  /** True where the run shown is a model that is only drawn from. */
  readonly still: ReadonlySignal<boolean>;
  /** The configuration of what the stage shows: the run's, else the form's. */
  readonly shown: ReadonlySignal<RunConfig>;
  /** Of the form. */
  readonly schedule: ReadonlySignal<Schedule>;
  readonly curves: ReadonlySignal<Curves | null>;
  /** Why the form's settings cannot be run, or null. */
  readonly refusal: ReadonlySignal<string | null>;
  readonly reel: ReadonlySignal<Reel | null>;
  /** True where it learns images: its stage and film are of tiles. */
  readonly ofImages: ReadonlySignal<boolean>;
  /** √ᾱ over the axis of what is shown. */
  readonly signal: ReadonlySignal<readonly number[] | null>;
  /** Time and signal where the clock stands. Reads signals. */
  moment(): Moment;
  evaluation(): Evaluation;
  /** Its scores as training goes on; one that does not change stands at every step of the other. Reads signals. */
  scores(): readonly StepScore[];
  known(): Known;
  readonly stage: ReadonlySignal<StageData>;
  readonly film: ReadonlySignal<FilmData>;
  readonly forward: ReadonlySignal<FilmData>;
  readonly loss: ReadonlySignal<LossChartData>;
  readonly lossMap: ReadonlySignal<LossMapData>;
}

export interface CompareModel {
  readonly a: SideModel;
  readonly b: SideModel;
  readonly layers: Signal<ReadonlySet<LayerId>>;
  readonly showsForward: Signal<boolean>;
  readonly symbol: Signal<string | null>;
  /** Of the slider: both sides' where they share a time axis, else a share of the way. */
  readonly axis: ReadonlySignal<Pick<RunConfig, 'process' | 'T'>>;
  readonly losses: ReadonlySignal<LossChartData>;
  dispose(): void;
}

/** Real samples for each side; the same object where the data are the same. */
function followData(lab: Lab, shown: Readonly<Record<Side, ReadonlySignal<RunConfig>>>) {
  const data = { a: signal<RealData | null>(null), b: signal<RealData | null>(null) };
  const known = new Map<string, Promise<RealData>>();
  const wanted = { a: '', b: '' };
  const stops = SIDES.map((side) =>
    effect(() => {
      const config = shown[side].value;
      const source = lab.settings.source.value;
      const key = dataKey(config, source);
      if (wanted[side] === key) return;
      wanted[side] = key;
      const made = known.get(key) ?? realData(config, source, DATA_COUNT);
      known.set(key, made);
      made
        .then((found) => {
          if (wanted[side] === key) data[side].value = found;
        })
        .catch(() => {
          // Nothing to draw yet (no file, no drawing): Train both says so when it is pressed.
          known.delete(key);
          if (wanted[side] !== key) return;
          wanted[side] = '';
          data[side].value = null;
        });
    }),
  );
  const stop = () => {
    for (const one of stops) one();
  };
  return { data, stop };
}

const BEFORE = 'the data, noised';

export function createCompareModel(lab: Lab): CompareModel {
  const { clock } = lab;
  const compare = compareOf(lab);
  const layers = signal<ReadonlySet<LayerId>>(new Set(['samples', 'paths']));
  const showsForward = signal(false);
  const symbol = signal<string | null>(null);
  const { position } = clock;

  const shownOf = (side: Side) =>
    computed(() => compare.runs[side].value?.config ?? compare.sides[side].config.value);
  const shown = { a: shownOf('a'), b: shownOf('b') };
  const { data, stop: stopData } = followData(lab, shown);
  const world = computed(() => Math.max(...SIDES.map((side) => data[side].value?.world ?? WORLD)));

  const sideModel = (side: Side): SideModel => {
    const run = compare.runs[side];
    const form = compare.sides[side].config;
    const schedule = computed(() => scheduleOf(form.value));
    const curves = computed(() =>
      'facts' in schedule.value ? curvesOf(schedule.value.facts.process) : null,
    );
    const shownSchedule = computed(() => scheduleOf(shown[side].value));
    const kept = computed(() => ('facts' in shownSchedule.value ? shownSchedule.value.facts.signal : null));
    const ofImages = computed(() => familyOf(shown[side].value.dataset) === 'images');
    const samples = computed(() => run.value?.samples ?? null);
    const reel = computed(() => {
      const trajectory = samples.value?.trajectory;
      return trajectory ? createReel(trajectory, shown[side].peek()) : null;
    });
    const forward = computed(() => {
      const real = data[side].value;
      const facts = shownSchedule.value;
      return real && 'facts' in facts ? forwardReel(shown[side].peek(), facts.facts.process, real) : null;
    });
    const moment = (): Moment => {
      const config = shown[side].value;
      const time = timeAt(config, position.value);
      const all = kept.value;
      return {
        t: config.process === 'ddpm' ? String(time) : time.toFixed(2),
        signal: all ? all[Math.round(position.value * (all.length - 1))] : null,
      };
    };
    const evaluation = () => compare.evaluation(side);
    /** The end of the axes of training: one that is not trained has the other's. */
    const steps = computed(
      () => shown[side].value.trainingSteps || compare.shared.config.value.trainingSteps,
    );
    const still = computed(() => run.value?.config.trainingSteps === 0);
    const nothing = computed(() => (still.value ? 'It is only drawn from.' : undefined));
    const floor = computed(() => evaluation().floor.value);
    const series = () => ({
      losses: run.value?.losses ?? null,
      floor: floor.value?.loss ?? null,
      floorOfPoints: floor.value?.reference === 'points',
      hue: side,
    });
    return {
      side,
      run,
      guest: computed(() => compare.guests.value[side]),
      still,
      shown: shown[side],
      schedule,
      curves,
      refusal: computed(() => {
        const made = schedule.value;
        if ('refusal' in made) return made.refusal;
        try {
          openPlan(form.value, made.facts.process);
          return null;
        } catch (error) {
          return error instanceof Error ? error.message : String(error);
        }
      }),
      reel,
      ofImages,
      signal: kept,
      moment,
      evaluation,
      scores() {
        const measured = scoresOf(evaluation());
        return still.value ? standingAt(measured, scoresOf(compare.evaluation(otherSide(side)))) : measured;
      },
      known: () => ({
        run: run.value,
        score: scoreOf(evaluation()),
        quality: evaluation().quality.value?.quality ?? null,
        images: evaluation().imageQuality.value?.quality ?? null,
        floor: floor.value,
        terminal: 'facts' in shownSchedule.value ? shownSchedule.value.facts.terminal.signal : null,
      }),
      stage: computed(() => {
        const drawn = reel.value;
        const { t, signal: left } = moment();
        return {
          reel: drawn ?? forward.value,
          before: null,
          position: position.value,
          hue: drawn ? side : 'data',
          layers: drawn ? layers.value : new Set<LayerId>(['samples']),
          data: ofImages.value ? null : (data[side].value?.samples ?? null),
          field: null,
          world: world.value,
          symbol: null,
          note: drawn || !forward.value ? undefined : BEFORE,
          corner: left === null ? undefined : `t = ${t}, ${Math.round(100 * left)}% signal`,
        };
      }),
      film: computed(() => ({
        reel: reel.value ?? forward.value,
        position: position.value,
        hue: reel.value ? side : 'data',
        world: world.value,
      })),
      forward: computed(() => ({
        reel: forward.value,
        position: position.value,
        hue: 'data',
        world: world.value,
      })),
      loss: computed(() => ({
        series: [series()],
        trainingSteps: steps.value,
        log: true,
        revision: run.value?.losses.last ?? 0,
        unit: LOSS_UNITS[shown[side].value.prediction],
        empty: nothing.value,
      })),
      lossMap: computed(() => ({
        map: still.value ? [] : (run.value?.lossMap ?? []),
        trainingSteps: steps.value,
        lastTime: lastTime(shown[side].value),
        position: position.value,
        empty: nothing.value,
      })),
    };
  };
  const a = sideModel('a');
  const b = sideModel('b');

  // The first samples ever begin to move by themselves; after that the clock is the user's.
  let had = a.reel.peek() !== null;
  const stopBeginning = effect(() => {
    const has = a.reel.value !== null || b.reel.value !== null;
    if (has && !had && !clock.playing.peek()) {
      clock.seek(1);
      clock.begin();
    }
    had = has;
  });

  return {
    a,
    b,
    layers,
    showsForward,
    symbol,
    axis: computed(() => {
      const p = shown.a.value;
      const q = shown.b.value;
      if (p.process === q.process && (p.process !== 'ddpm' || p.T === q.T)) return p;
      return { process: 'vp-sde', T: p.T } as const; // from 0 to 1: the share of either way
    }),
    losses: computed(() => {
      const [ofA, ofB] = [a.loss.value, b.loss.value];
      return {
        ...ofA,
        series: [...ofA.series, ...ofB.series],
        trainingSteps: Math.max(ofA.trainingSteps, ofB.trainingSteps),
        revision: ofA.revision + ofB.revision,
        unit: ofA.unit === ofB.unit ? ofA.unit : 'loss, each in its own unit',
        empty: ofA.empty && ofB.empty,
      };
    }),
    dispose() {
      stopData();
      stopBeginning();
    },
  };
}
