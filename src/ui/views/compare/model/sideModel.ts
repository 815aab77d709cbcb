/** One side of the comparison: what its pictures and findings need, derived by signals. No DOM. */

import { computed, type ReadonlySignal } from '@preact/signals';
import type { RunConfig } from '../../../../config/fields';
import { openPlan } from '../../../../config/openPlan';
import type { LayerId } from '../../../../config/pageParameters';
import { comparedField } from '../../../../diffusion/prediction';
import { shareOf } from '../../../../diffusion/process';
import { messageOf } from '../../../../lib/diagnostic';
import type { Compare } from '../../../../state/compare/compare';
import { otherSide, type Side } from '../../../../state/compare/comparison';
import { ofOneSampling, repeatedAt } from '../../../../state/compare/lead';
import { type CardScore, type PretrainedSide, samplesAsCard } from '../../../../state/compare/pretrainedSide';
import type { Evaluation } from '../../../../state/run/evaluation';
import type { RunState } from '../../../../state/run/run';
import type { StepMeasurement } from '../../../../types/score';
import * as words from '../../../../words/compare/view';
import { type ChosenProcess, chosenProcess } from '../../../chosenProcess';
import { familyView } from '../../../families';
import type { FamilyView } from '../../../families/family';
import { forwardReel } from '../../../families/forwardReel';
import type { RealSample } from '../../../families/realSample';
import { lossSymbol, lossUnit } from '../../../findings';
import { percent } from '../../../format';
import type { FilmData } from '../../../islands/film';
import type { LossChartData, LossSeries } from '../../../islands/lossChart';
import type { LossMapData } from '../../../islands/lossMap';
import type { DrawAxes } from '../../../islands/planeAxes';
import type { StageData } from '../../../islands/stage';
import { lastTime, timeTextAt } from '../../../time/axis';
import { type Curves, curvesOf } from '../../../time/curves';
import { createReel, type Reel } from '../../../time/reel';
import { shownTime } from '../../../time/shownTime';
import type { SignalAtTime } from '../findings';
import type { Measurements } from '../table';

/** The configurations and runs of a side, and what follows from them. */
export interface SideRun {
  readonly side: Side;
  readonly run: ReadonlySignal<RunState | null>;
  /** The pretrained model that the form names; null for a run from initial weights. */
  readonly pretrained: ReadonlySignal<PretrainedSide | null>;
  /** The place on this side's own time axis, 0 data to 1 noise, at the clock's position. */
  readonly position: ReadonlySignal<number>;
  /** True where its model is sampled and not trained. */
  readonly frozen: ReadonlySignal<boolean>;
  /** The configuration of what the stage shows: the run's, else the form's. */
  readonly config: ReadonlySignal<RunConfig>;
  /** The process of the form. */
  readonly chosen: ReadonlySignal<ChosenProcess>;
  readonly curves: ReadonlySignal<Curves | null>;
  /** Why the form's settings are refused, or null. */
  readonly refusal: ReadonlySignal<string | null>;
  /** The samples of the run at every time; null before there are any. */
  readonly reel: ReadonlySignal<Reel | null>;
  /** Real samples with noise of every time under its process. */
  readonly forwardReel: ReadonlySignal<Reel | null>;
  /** Real samples of its data. */
  readonly real: ReadonlySignal<RealSample | null>;
  /** Points or images. */
  readonly family: ReadonlySignal<FamilyView>;
  /** The process of `config`, or why there is none. */
  readonly process: ReadonlySignal<ChosenProcess>;
  /** Time and share of signal at the clock's position. Reads signals. */
  signalNow(): SignalAtTime;
  evaluation(): Evaluation;
  /**
   * Measurements over training that are of one way of sampling: the present one once two steps have it, else the earlier one. A frozen side
   * repeats its own at every step of the other. Reads signals.
   */
  scores(): readonly StepMeasurement[];
  /** The same of the present sampling alone. Reads signals. */
  presentScores(): readonly StepMeasurement[];
  /** The figure of its card; null where the side is not a shipped model with its own weights. Reads signals. */
  card(): CardScore | null;
  /** True where the samples are drawn as those of the card were. Reads signals. */
  isAsCard(): boolean;
  /** Reads signals. */
  measurements(): Measurements;
}

export interface SideModel extends SideRun {
  readonly stage: ReadonlySignal<StageData>;
  readonly film: ReadonlySignal<FilmData>;
  readonly forwardFilm: ReadonlySignal<FilmData>;
  readonly loss: ReadonlySignal<LossChartData>;
  readonly lossMap: ReadonlySignal<LossMapData>;
}

interface Parts {
  readonly compare: Compare;
  readonly side: Side;
  readonly config: ReadonlySignal<RunConfig>;
  readonly process: ReadonlySignal<ChosenProcess>;
  readonly real: ReadonlySignal<RealSample | null>;
  /** On this side's own time axis. */
  readonly position: ReadonlySignal<number>;
}

/** Share of the variance that is signal at the end of a process. */
function terminalShare(chosen: ChosenProcess): number | null {
  if (!('facts' in chosen)) return null;
  const { process } = chosen.facts;
  return shareOf(process.level(process.timeMax));
}

/** Why a form's settings cannot run: no process, or no plan for its sampler. */
function refusalOf(chosen: ChosenProcess, config: RunConfig): string | null {
  if ('refusal' in chosen) return chosen.refusal;
  try {
    openPlan(config, chosen.facts.process);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

export function createSideRun({ compare, side, config, process, real, position }: Parts): SideRun {
  const run = compare.runs[side];
  const form = compare.sides[side].config;
  const chosen = computed(() => chosenProcess(form.value));
  const frozen = computed(() => config.value.trainingSteps === 0);
  const pretrained = computed(() => compare.pretrained.value[side]);
  const samples = computed(() => run.value?.samples ?? null);
  const evaluation = () => compare.evaluation(side);
  const card = () => (frozen.value && run.value?.samples ? (pretrained.value?.card ?? null) : null);
  return {
    side,
    run,
    real,
    pretrained,
    position,
    frozen,
    config,
    chosen,
    curves: computed(() => ('facts' in chosen.value ? curvesOf(chosen.value.facts.process) : null)),
    refusal: computed(() => refusalOf(chosen.value, form.value)),
    reel: computed(() => {
      const trajectory = samples.value?.trajectory;
      return trajectory ? createReel(trajectory, config.peek()) : null;
    }),
    forwardReel: computed(() => {
      const current = process.value;
      return real.value && 'facts' in current
        ? forwardReel(config.peek(), current.facts.process, real.value)
        : null;
    }),
    family: computed(() => familyView(config.value.dataset)),
    process,
    signalNow() {
      const current = process.value;
      const t = timeTextAt(config.value, position.value);
      if (!('facts' in current)) return { t, signal: null };
      const of = current.facts.process;
      return { t, signal: shareOf(of.level(shownTime(config.value, of, position.value))) };
    },
    evaluation,
    scores() {
      const measured = ofOneSampling(evaluation().measurements.value);
      const other = ofOneSampling(compare.evaluation(otherSide(side)).measurements.value);
      return frozen.value ? repeatedAt(measured, other) : measured;
    },
    presentScores() {
      const [measured, other] = [side, otherSide(side)].map((each) =>
        compare.evaluation(each).measurements.value.filter(({ earlierSampling }) => !earlierSampling),
      );
      return frozen.value ? repeatedAt(measured, other) : measured;
    },
    card,
    isAsCard: () => pretrained.value !== null && samplesAsCard(pretrained.value, config.value),
    measurements: () => ({
      run: run.value,
      card: card(),
      floor: evaluation().floor.value,
      terminal: terminalShare(process.value),
    }),
  };
}

interface PictureParts {
  readonly real: ReadonlySignal<RealSample | null>;
  readonly layers: ReadonlySignal<ReadonlySet<LayerId>>;
  /** Half the height of the plane that both stages show. */
  readonly world: ReadonlySignal<number>;
  /** The user's own units, where the data have any. */
  readonly axes: ReadonlySignal<DrawAxes | null>;
}

const SAMPLES_ALONE: ReadonlySet<LayerId> = new Set(['samples']);

/** The stage and the frames below it. */
export function sidePictures(
  { side, reel, forwardReel, family, position, process, signalNow }: SideRun,
  { real, layers, world, axes }: PictureParts,
): Pick<SideModel, 'stage' | 'film' | 'forwardFilm'> {
  const hue = computed(() => (reel.value ? side : 'data'));
  return {
    stage: computed(() => {
      const { t, signal } = signalNow();
      return {
        reel: reel.value ?? forwardReel.value,
        before: null,
        position: position.value,
        hue: hue.value,
        layers: reel.value ? layers.value : SAMPLES_ALONE,
        data: family.value.planar ? (real.value?.samples ?? null) : null,
        field: null,
        world: world.value,
        axes: axes.value,
        symbol: null,
        note: reel.value || !forwardReel.value ? undefined : words.realDataNote,
        refused: 'refusal' in process.value,
        corner: signal === null ? undefined : words.stageCorner(t, percent(signal)),
      };
    }),
    film: computed(() => ({
      reel: reel.value ?? forwardReel.value,
      position: position.value,
      hue: hue.value,
      world: world.value,
    })),
    forwardFilm: computed(() => ({
      reel: forwardReel.value,
      position: position.value,
      hue: 'data',
      world: world.value,
    })),
  };
}

/** The losses of a side and their floor. */
export function lossSeriesOf({ side, run, config, evaluation }: SideRun): ReadonlySignal<LossSeries> {
  return computed(() => {
    const floor = evaluation().floor.value;
    return {
      losses: run.value?.losses ?? null,
      floor: floor?.loss ?? null,
      floorPoints: floor?.points,
      floorDraws: floor?.draws,
      few: config.value.examples > 0,
      predicted: lossSymbol(config.value),
      hue: side,
      moving: run.value?.phase === 'training',
    };
  });
}

interface LossParts {
  readonly own: ReadonlySignal<LossSeries>;
  /** Of the other side: both charts have one scale. */
  readonly other: ReadonlySignal<LossSeries>;
  /** The other side's run, whose map of losses has the same scale where it is of the same quantity. */
  readonly otherSide: SideRun;
  /** The end of the axes where this side does not train: that of the other. */
  readonly sharedSteps: () => number;
}

export function sideLosses(
  { run, config, frozen, position }: SideRun,
  { own, other, otherSide, sharedSteps }: LossParts,
): Pick<SideModel, 'loss' | 'lossMap'> {
  const trainingSteps = computed(() => config.value.trainingSteps || sharedSteps());
  return {
    loss: computed(() => ({
      series: [own.value],
      alsoInRange: [other.value],
      trainingSteps: trainingSteps.value,
      log: true,
      revision: run.value?.losses.last ?? 0,
      unit: lossUnit(config.value),
    })),
    lossMap: computed(() => {
      const [quantity, ofOther] = [config, otherSide.config].map(({ value }) =>
        comparedField(value.prediction),
      );
      return {
        map: frozen.value ? [] : (run.value?.lossMap ?? []),
        quantity,
        alsoInRange: quantity === ofOther ? (otherSide.run.value?.lossMap ?? []) : [],
        trainingSteps: trainingSteps.value,
        lastTime: lastTime(config.value),
        position: position.value,
      };
    }),
  };
}
